import { assert } from '@second-chance/shared/assert.ts';
import type { OrganizationId } from '@second-chance/shared/ids.ts';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from './schema.ts';

/** A transaction in which row-level security shows one organization and no other. */
export type TenantTransaction = Transaction<Database>;

/**
 * Runs `work` in one transaction of an organization. Commits when it returns, rolls back when it
 * throws. The organization is set for this transaction alone, so a pooled connection keeps nothing.
 *
 * Beginning and setting it is one round trip, because every request pays for it.
 */
export function inTenant<T>(
  db: Kysely<Database>,
  organizationId: OrganizationId,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  return db.connection().execute(async (connection) => {
    await sql.raw(`begin; ${settingOrganization(organizationId)}`).execute(connection);
    try {
      // It is one from here on; only Kysely did not begin it.
      const value = await work(connection as unknown as TenantTransaction);
      await sql`commit`.execute(connection);
      return value;
    } catch (error) {
      // Where not even this works the connection is broken, and what happened is in `error`.
      await sql`rollback`.execute(connection).catch(() => undefined);
      throw error;
    }
  });
}

/** SQL that names the organization of the running transaction. As text: it has no parameters. */
export function settingOrganization(organizationId: OrganizationId): string {
  assert(UUID.test(organizationId), 'an organization is named by a UUID');
  return `select set_config('app.organization_id', '${organizationId}', true);`;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
