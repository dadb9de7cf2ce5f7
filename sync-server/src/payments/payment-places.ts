import type { OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';
import type { TenantTransaction } from '../db/tenant-transaction.ts';

/** All organizations of this server; which there are is public. */
export async function listOrganizationIds(
  db: Kysely<Database>,
): Promise<readonly OrganizationId[]> {
  const rows = await db.selectFrom('organization').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

export async function listStoreIds(
  tx: TenantTransaction,
  organizationId: OrganizationId,
): Promise<readonly StoreId[]> {
  const rows = await tx
    .selectFrom('store')
    .select('id')
    .where('organization_id', '=', organizationId)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
