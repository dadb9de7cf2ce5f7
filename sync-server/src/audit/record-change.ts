import type { StoreId } from '@second-chance/shared/ids.ts';
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
  await work.tx
    .insertInto('audit_log')
    .values(
      changes.map(({ storeId, action, subject, before, after, actor }) => ({
        organization_id: work.organizationId,
        store_id: storeId,
        at: work.at,
        actor: actor ?? work.actorId,
        action,
        subject,
        before: before === null ? null : JSON.stringify(before),
        after: after === null ? null : JSON.stringify(after),
      })),
    )
    .execute();
}
