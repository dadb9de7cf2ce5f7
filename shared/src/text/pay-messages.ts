/** Words of the pay page by language; apart from the product's, which payers need not load. */
import { pay as de } from './de/pay.ts';
import { pay as en } from './en/pay.ts';
import type { Language } from './messages.ts';

export const PAY_MESSAGES = { en, de } as const;
export type PayKey = keyof typeof en;
export type PayText = (key: PayKey, values?: Readonly<Record<string, string>>) => string;

/** Words of one language: `t('pay.now', { amount })`. */
export function payText(language: Language): PayText {
  const words: Readonly<Record<PayKey, string>> = PAY_MESSAGES[language];
  return (key, values = {}) =>
    words[key].replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}
