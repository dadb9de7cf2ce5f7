/** What the journal says of cards, for comparing it with a provider's books. */
import type { PaymentId, SaleId } from '@second-chance/shared/ids.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from '../db/tenant-transaction.ts';
import type { PaymentRow, StoreScope } from './payment-repository.ts';

/** A card tender of a paid record. Where money goes back its id is the refund's. */
export interface CardTender {
  readonly saleId: SaleId;
  readonly tenderId: string;
  readonly paymentId: PaymentId;
  readonly amount: MinorUnits;
  readonly at: EpochMs;
}

/** The card tenders of the live journals between two moments. */
export async function cardTenders(
  tx: TenantTransaction,
  { organizationId, storeId }: StoreScope,
  { since, until }: { readonly since: EpochMs; readonly until: EpochMs },
): Promise<readonly CardTender[]> {
  const { rows } = await sql<CardTender>`
    select s.id as "saleId", t.tender ->> 'tenderId' as "tenderId",
      t.tender ->> 'paymentId' as "paymentId", (t.tender ->> 'amount')::bigint as amount, s.at
    from sale s
    join journal_entry e on e.organization_id = s.organization_id and e.store_id = s.store_id
      and e.register_id = s.register_id and e.epoch = s.epoch and e.chain = 'live' and e.seq = s.seq
    cross join lateral jsonb_array_elements(e.entry::jsonb -> 'payload' -> 'tenders') as t (tender)
    where s.organization_id = ${organizationId} and s.store_id = ${storeId}
      and s.at >= ${since} and s.at < ${until}
      and t.tender ->> 'kind' = 'card'
      and exists (
        select from sale_tender k
        where k.organization_id = s.organization_id and k.store_id = s.store_id
          and k.sale_id = s.id and k.kind = 'card'
      )
    order by s.at, s.id`.execute(tx);
  return rows;
}

export type PaymentInBooks = Pick<
  PaymentRow,
  'id' | 'saleId' | 'registerId' | 'training' | 'state' | 'amount' | 'createdAt' | 'provider'
>;

/** Our payments that began between two moments. */
export async function paymentsBetween(
  tx: TenantTransaction,
  { organizationId, storeId }: StoreScope,
  { since, until }: { readonly since: EpochMs; readonly until: EpochMs },
): Promise<readonly PaymentInBooks[]> {
  const { rows } = await sql<PaymentInBooks>`
    select id, sale_id as "saleId", register_id as "registerId", training, state, amount,
      created_at as "createdAt", provider
    from payment
    where organization_id = ${organizationId} and store_id = ${storeId}
      and created_at >= ${since} and created_at < ${until}
    order by created_at, id`.execute(tx);
  return rows;
}
