/** The words of mails by language; values stand in `{{name}}`. */
import { mail as mailDe } from './de/mail.ts';
import { mail as mailEn } from './en/mail.ts';
import type { Language } from './messages.ts';

export const MAIL_MESSAGES = { en: mailEn, de: mailDe } as const;
export type MailKey = keyof typeof mailEn;

/** A text with its values put in; a value is never looked into for further places. */
export function mailText(
  language: Language,
  key: MailKey,
  values: Readonly<Record<string, string>>,
): string {
  return MAIL_MESSAGES[language][key].replaceAll(
    /\{\{(\w+)\}\}/g,
    (_, name: string) => values[name] ?? '',
  );
}
