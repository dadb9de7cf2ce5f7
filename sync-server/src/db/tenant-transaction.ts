import { assert } from '@second-chance/shared/assert.ts';
import type { OrganizationId } from '@second-chance/shared/ids.ts';
import type { Kysely, Transaction } from 'kysely';
import { onConnection, takeConnection } from './pool.ts';
import type { Database } from './schema.ts';

/** A transaction in which row-level security shows one organization and no other. */
export type TenantTransaction = Transaction<Database>;

/**
 * Runs `work` in one transaction of an organization. Commits when it returns, rolls back when it
 * throws. The organization is set for this transaction alone, so a pooled connection keeps nothing.
 *
 * What `work` asks for together (`Promise.all`) is one round trip, done in the order in which it was
 * asked for; so is the beginning with the first of it. Whatever is asked for together must have been
 * asked for before the first of it fails: nothing may follow a rollback.
 */
export async function inTenant<T>(
  db: Kysely<Database>,
  organizationId: OrganizationId,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  const client = await takeConnection(db);
  const lent = onConnection(client);
  let broken: unknown;
  try {
    const begun = client.query(`begin; ${settingOrganization(organizationId)}`);
    // Heard below; where it fails, the connection does, and all that follows on it.
    begun.catch(() => undefined);
    try {
      // It is one from here on; only Kysely did not begin it.
      const value = await work(lent.queries as unknown as TenantTransaction);
      lent.end();
      await begun;
      await client.query('commit');
      return value;
    } catch (error) {
      lent.end();
      // Where not even this works the connection is broken, and what happened is in `error`.
      await client.query('rollback').catch((failure: unknown) => {
        broken = failure;
      });
      throw error;
    }
  } finally {
    client.release(broken !== undefined);
  }
}

/** SQL that names the organization of the running transaction. As text: it has no parameters. */
export function settingOrganization(organizationId: OrganizationId): string {
  assert(UUID.test(organizationId), 'an organization is named by a UUID');
  return `select set_config('app.organization_id', '${organizationId}', true);`;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
