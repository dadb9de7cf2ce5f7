import type { OrganizationId } from '@second-chance/shared/ids.ts';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from './schema.ts';

/** A transaction in which row-level security shows one organization and no other. */
export type TenantTransaction = Transaction<Database>;

/**
 * Runs `work` in one transaction of an organization. Commits when it returns, rolls back when it
 * throws. The organization is set for this transaction alone, so a pooled connection keeps nothing.
 */
export function inTenant<T>(
  db: Kysely<Database>,
  organizationId: OrganizationId,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('app.organization_id', ${organizationId}, true)`.execute(tx);
    return work(tx);
  });
}
