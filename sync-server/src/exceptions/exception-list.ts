import type { exceptionSchema } from '@second-chance/shared/contract/rest/sales.ts';
import type { ExceptionId, OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { z } from 'zod';
import type { TenantTransaction } from '../db/tenant-transaction.ts';

export type ExceptionView = z.infer<typeof exceptionSchema>;

/** Exceptions behind a place in the list, newest first. `open` leaves out what is settled, or not. */
export async function listExceptions(
  tx: TenantTransaction,
  organizationId: OrganizationId,
  {
    storeId,
    open,
    after,
    limit,
  }: {
    readonly storeId: StoreId | null;
    readonly open: boolean | undefined;
    readonly after: { readonly at: EpochMs; readonly id: ExceptionId } | null;
    readonly limit: number;
  },
): Promise<readonly ExceptionView[]> {
  let query = tx
    .selectFrom('exception')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('raised_at', 'desc')
    .orderBy('id')
    .limit(limit);
  if (storeId) query = query.where('store_id', '=', storeId);
  if (open !== undefined) query = query.where('settled_at', open ? 'is' : 'is not', null);
  if (after) {
    query = query
      .where('raised_at', '<=', after.at)
      .where((is) => is.or([is('raised_at', '<', after.at), is('id', '>', after.id)]));
  }
  const rows = await query.execute();
  return rows.map(({ register_id, epoch, seq, hash, ...row }) => ({
    id: row.id,
    storeId: row.store_id,
    kind: row.kind,
    raisedAt: row.raised_at,
    settledAt: row.settled_at,
    journal:
      register_id !== null && epoch !== null && seq !== null && hash !== null
        ? { registerId: register_id, epoch, seq, hash }
        : null,
    details: row.details,
  }));
}
