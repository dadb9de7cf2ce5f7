/** Words of the public shop by language; apart from the product's, which visitors need not load. */
import { shop as de } from './de/shop.ts';
import { shop as en } from './en/shop.ts';
import type { Language } from './messages.ts';

export const SHOP_MESSAGES = { en, de } as const;

export type ShopKey = keyof typeof en;
/** Keys with two forms, named without the form. */
type ShopPlural = ShopKey extends infer Key
  ? Key extends `${infer Base}_one`
    ? Base
    : never
  : never;

export type ShopValues = Readonly<Record<string, string | number>>;
/** Words of one language: `t('card.was', { price })`. */
export type ShopText = (key: ShopKey, values?: ShopValues) => string;
export type ShopCount = (key: ShopPlural, count: number) => string;

export function shopText(language: Language): ShopText {
  const words = SHOP_MESSAGES[language];
  return (key, values = {}) => filledIn(words[key], values);
}

/** Words for a number of things, the number written as the locale does. */
export function shopCount(language: Language, locale: string): ShopCount {
  const words: Readonly<Record<string, string>> = SHOP_MESSAGES[language];
  const format = new Intl.NumberFormat(locale);
  return (key, count) => {
    const form = count === 1 ? 'one' : 'other';
    return filledIn(words[`${key}_${form}`] ?? '', { count: format.format(count) });
  };
}

function filledIn(text: string, values: ShopValues): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}
