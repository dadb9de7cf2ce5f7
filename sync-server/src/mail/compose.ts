/** Mails about accounts and sales, as text and as simple HTML that says the same. */
import { escapeHtml } from '@second-chance/shared/text/escape-html.ts';
import { MAIL_MESSAGES, type MailKey, mailText } from '@second-chance/shared/text/mail-messages.ts';
import type { Language } from '@second-chance/shared/text/messages.ts';

export const MAIL_KINDS = [
  'invitation',
  'new_password',
  'new_email',
  'password_changed',
  'email_changing',
  'email_changed',
  'second_factor_added',
  'second_factor_removed',
  'recovery_code_used',
  'payment_link',
  'receipt',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailWords {
  readonly kind: MailKind;
  readonly language: Language;
  /** What the words of the kind ask for: organization, store, until, at, … */
  readonly values: Readonly<Record<string, string>>;
  /** Where the one button leads; kinds without a button have none. */
  readonly link?: string | undefined;
  /** Lines of fixed width that stand below the words, as they are. */
  readonly attached?: string;
}

/** Puts a mail into words. Whatever a person typed is text in it, never markup. */
export function composeMail({ kind, language, values, link, attached }: MailWords): MailContent {
  const say = (key: MailKey) => mailText(language, key, values);
  // Whose name nobody knows is not called by one.
  const hello = values.name === '' ? null : say('mail.hello');
  const body = say(`mail.${kind}.text`);
  const foot = say('mail.foot');
  const button = link === undefined ? null : buttonOf(kind, say);
  const subject = oneLine(say(`mail.${kind}.subject`));
  const text = [
    ...(hello === null ? [] : [hello]),
    body,
    ...(attached === undefined ? [] : [attached]),
    ...(button === null ? [] : [`${button}:\n${link}`]),
    `-- \n${foot}`,
  ];
  const html = [
    ...(hello === null ? [] : [paragraph(hello)]),
    paragraph(body),
    ...(attached === undefined ? [] : [`<pre style="${PAPER}">${escapeHtml(attached)}</pre>`]),
    ...(button === null || link === undefined
      ? []
      : [
          `<p style="margin:24px 0"><a href="${escapeHtml(link)}" style="${BUTTON}">${escapeHtml(button)}</a></p>`,
          `<p style="${SOFT}">${escapeHtml(say('mail.linkBelow'))}<br>${escapeHtml(link)}</p>`,
        ]),
    `<hr style="border:0;border-top:1px solid #e4e1d8"><p style="${SOFT}">${escapeHtml(foot)}</p>`,
  ];
  return { subject, text: text.join('\n\n'), html: page({ language, subject, html }) };
}

function buttonOf(kind: MailKind, say: (key: MailKey) => string): string | null {
  const key = `mail.${kind}.button`;
  return Object.hasOwn(MAIL_MESSAGES.en, key) ? say(key as MailKey) : null;
}

const BODY = 'margin:0;padding:24px;background:#fbfaf7;color:#1c1e1a;font:16px/1.5 sans-serif';
const BUTTON =
  'display:inline-block;padding:12px 20px;border-radius:8px;background:#1f6b4f;color:#ffffff;text-decoration:none;font-weight:600';
const PAPER =
  'margin:24px 0;padding:16px;background:#ffffff;border:1px solid #e4e1d8;font:13px/1.45 monospace;overflow-x:auto';
const SOFT = 'color:#5b5f55;font-size:14px;word-break:break-all';

function page({
  language,
  subject,
  html,
}: {
  readonly language: Language;
  readonly subject: string;
  readonly html: readonly string[];
}): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head><body style="${BODY}"><div style="max-width:520px;margin:0 auto">${html.join('')}</div></body></html>`;
}

function paragraph(text: string): string {
  return `<p style="word-break:break-word">${escapeHtml(text)}</p>`;
}

/** A subject is one line, whatever a name in it has. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
