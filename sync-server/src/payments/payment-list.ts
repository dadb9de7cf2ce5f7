/** The latest card payments of a store, with whether something accounts for each. */
import type { PaymentListRow } from '@second-chance/shared/contract/rest/payments.ts';
import type { PaymentLinkId } from '@second-chance/shared/ids.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from '../db/tenant-transaction.ts';
import type { StoreScope } from './payment-repository.ts';

export async function listPayments(
  tx: TenantTransaction,
  { organizationId, storeId }: StoreScope,
  limit: number,
): Promise<readonly PaymentListRow[]> {
  const { rows } = await sql<PaymentListRow & { readonly linkId: PaymentLinkId | null }>`
    select p.id, p.register_id as "registerId", l.id as "linkId", p.provider, p.state, p.amount,
      p.currency, p.captured, p.refunded, p.card, p.declined, p.created_at as "createdAt",
      (l.id is not null or s.id is not null) as accounted
    from payment p
    left join payment_link l on l.organization_id = p.organization_id
      and l.store_id = p.store_id and l.payment_id = p.id
    left join sale s on s.organization_id = p.organization_id and s.store_id = p.store_id
      and s.id = p.sale_id
    where p.organization_id = ${organizationId} and p.store_id = ${storeId}
      and not p.training
    order by p.created_at desc, p.id limit ${limit}`.execute(tx);
  return rows;
}
