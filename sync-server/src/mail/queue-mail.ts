import type { Language } from '@second-chance/shared/text/messages.ts';
import { newId } from '../db/new-id.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { composeMail, type MailWords } from './compose.ts';
import { insertMail } from './mail-repository.ts';

export interface Addressee {
  readonly email: string;
  readonly displayName: string;
  readonly language: Language;
}

/**
 * Writes a mail, in the transaction of what it tells of: both are there or neither. It goes out by the
 * job `mail.deliver`, which is to be added after the commit; a minute later it goes out anyway.
 */
export async function queueMail(
  work: TenantWork,
  { email, displayName, language }: Addressee,
  { kind, values, link }: Omit<MailWords, 'language'>,
): Promise<void> {
  const words = { kind, language, link, values: { name: displayName, ...values } };
  const content = composeMail(words);
  await insertMail(work, { id: newId<'Mail'>(), kind, to: email, at: work.at, ...content });
}

/** A moment as a mail says it: in UTC, because nobody knows where it is read. */
export function momentInMail(at: number, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return `${format.format(at)} UTC`;
}
