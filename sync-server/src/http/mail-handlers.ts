/** REST handlers of `restContract.mail`: what went out, and what waits. */
import type { MailView } from '@second-chance/shared/contract/rest/admins.ts';
import type { MailId } from '@second-chance/shared/ids.ts';
import { listMails, type StoredMail } from '../mail/mail-repository.ts';
import { cursorOf, placeAt } from './cursor.ts';
import { actorWith, read, rest } from './rest.ts';

export const mailHandlers = {
  list: rest.mail.list.handler(async ({ input, context }) => {
    actorWith(context, 'manage_stores', null);
    const after = placeAt<MailId>(input.cursor);
    const found = await read(context, (scope) =>
      listMails(scope, { after, limit: input.limit + 1 }),
    );
    const page = found.slice(0, input.limit);
    const last = found.length > input.limit ? page.at(-1) : undefined;
    const kept = context.deps.mailServer === null;
    return {
      rows: page.map((mail) => viewOf(mail, kept)),
      nextCursor: last ? cursorOf({ at: last.created_at, id: last.id }) : null,
    };
  }),
};

function viewOf(mail: StoredMail, kept: boolean): MailView {
  return {
    id: mail.id,
    kind: mail.kind,
    to: mail.to_address,
    subject: mail.subject,
    state: stateOf(mail, kept),
    createdAt: mail.created_at,
    sentAt: mail.sent_at,
    attempts: mail.attempts,
    lastError: mail.last_error,
    text: kept && mail.text_body !== '' ? mail.text_body : null,
  };
}

function stateOf(mail: StoredMail, kept: boolean): MailView['state'] {
  if (mail.sent_at !== null) return 'sent';
  if (mail.given_up_at !== null) return 'given_up';
  return kept ? 'kept' : 'waiting';
}
