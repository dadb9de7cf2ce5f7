import type { MailId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { type Selectable, sql } from 'kysely';
import type { MailTable } from '../db/account-schema.ts';
import type { Scope } from '../db/document-repository.ts';

export type StoredMail = Selectable<MailTable>;

export interface NewMail {
  readonly id: MailId;
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly at: EpochMs;
}

/** Whether a mail was written before, sent or not. */
export async function hasMail(
  { tx, organizationId }: Pick<Scope, 'tx' | 'organizationId'>,
  id: MailId,
): Promise<boolean> {
  const found = await tx
    .selectFrom('mail')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return found !== undefined;
}

export async function insertMail(
  { tx, organizationId }: Scope,
  { id, kind, to, subject, text, html, at }: NewMail,
): Promise<void> {
  await tx
    .insertInto('mail')
    .values({
      organization_id: organizationId,
      id,
      kind,
      to_address: to,
      subject,
      text_body: text,
      html_body: html,
      created_at: at,
      try_at: at,
    })
    .execute();
}

/**
 * Takes the next mail that is due, for this node alone until `until`: who dies over it leaves it to
 * the next that looks after that.
 */
export async function claimMail(
  { tx, organizationId }: Scope,
  { now, until }: { readonly now: EpochMs; readonly until: EpochMs },
): Promise<StoredMail | null> {
  const { rows } = await sql<StoredMail>`
    update mail set try_at = ${until}, attempts = attempts + 1
    where organization_id = ${organizationId} and id = (
      select id from mail
      where organization_id = ${organizationId} and sent_at is null and given_up_at is null
        and try_at <= ${now}
      order by try_at, id limit 1
      for update skip locked
    )
    returning *`.execute(tx);
  return rows[0] ?? null;
}

/** A sent mail keeps whom it went to and why; what it said was for its reader alone. */
export async function markMailSent(
  { tx, organizationId }: Scope,
  { id, at }: { readonly id: MailId; readonly at: EpochMs },
): Promise<void> {
  await tx
    .updateTable('mail')
    .set({ sent_at: at, text_body: '', html_body: '', last_error: null })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

export async function markMailFailed(
  { tx, organizationId }: Scope,
  {
    id,
    error,
    tryAt,
    givenUpAt,
  }: {
    readonly id: MailId;
    readonly error: string;
    readonly tryAt: EpochMs;
    readonly givenUpAt: EpochMs | null;
  },
): Promise<void> {
  await tx
    .updateTable('mail')
    .set({
      last_error: error,
      try_at: tryAt,
      given_up_at: givenUpAt,
      // What nobody will get any more holds nothing that somebody could use.
      ...(givenUpAt !== null && { text_body: '', html_body: '' }),
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** Mails by time, newest first, from behind a place on. */
export function listMails(
  { tx, organizationId }: Scope,
  {
    after,
    limit,
  }: {
    readonly after: { readonly at: EpochMs; readonly id: MailId } | null;
    readonly limit: number;
  },
): Promise<readonly StoredMail[]> {
  return tx
    .selectFrom('mail')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(created_at, id) < (${after?.at ?? 0}::bigint, ${after?.id ?? ''}::uuid)`,
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Whether any mail is due. */
export async function hasDueMail({ tx, organizationId }: Scope, now: EpochMs): Promise<boolean> {
  const due = await tx
    .selectFrom('mail')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('sent_at', 'is', null)
    .where('given_up_at', 'is', null)
    .where('try_at', '<=', now)
    .limit(1)
    .executeTakeFirst();
  return due !== undefined;
}
