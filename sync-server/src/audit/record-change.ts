import type { StoreId } from '@second-chance/shared/ids.ts';
import { sql } from 'kysely';
import { textArray, uuidArray } from '../db/binary-arrays.ts';
import type { TenantWork } from '../db/tenant-work.ts';

export interface Change {
  /** The store that it concerns; null: none or all. Its admins may read the line. */
  readonly storeId: StoreId | null;
  /** What was done, thing first: `item.create`. */
  readonly action: string;
  /** Id of what it was done to. */
  readonly subject: string;
  /** What it was before and after; null where it was not there. Never a secret or a hash of one. */
  readonly before: unknown;
  readonly after: unknown;
  /** Who did it, where that is not who works here: an employee at a till. */
  readonly actor?: string;
}

/** Notes changes in the audit log, in the transaction that makes them. */
export async function recordChanges(work: TenantWork, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const jsonOf = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await sql`
    insert into audit_log (organization_id, store_id, at, actor, action, subject, before, after)
    select ${work.organizationId}::uuid, c.store_id, ${work.at}::bigint, c.actor, c.action, c.subject,
      c.before::jsonb, c.after::jsonb
    from unnest(${uuidArray(changes.map(({ storeId }) => storeId))}::uuid[],
      ${textArray(changes.map(({ actor }) => actor ?? work.actorId))}::text[],
      ${textArray(changes.map(({ action }) => action))}::text[],
      ${textArray(changes.map(({ subject }) => subject))}::text[],
      ${textArray(changes.map(({ before }) => jsonOf(before)))}::text[],
      ${textArray(changes.map(({ after }) => jsonOf(after)))}::text[])
      with ordinality as c (store_id, actor, action, subject, before, after, place)
    order by c.place`.execute(work.tx);
}
