/** What the journal says of cards, for comparing it with a provider's books. */
import type { PaymentId, SaleId } from '@second-chance/shared/ids.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from '../db/tenant-transaction.ts';
import type { PaymentRow, RefundRow, StoreScope } from './payment-repository.ts';

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

export type RefundInBooks = Pick<
  RefundRow,
  'id' | 'providerId' | 'amount' | 'state' | 'createdAt'
> &
  Pick<PaymentRow, 'provider' | 'training'>;

/** Our refunds that began within a span, and those that booked ones name, whenever they began. */
export async function refundsInBooks(
  tx: TenantTransaction,
  { organizationId, storeId }: StoreScope,
  {
    span,
    booked,
  }: {
    readonly span: { readonly since: EpochMs; readonly until: EpochMs };
    readonly booked: readonly { readonly providerId: string; readonly refundId: string | null }[];
  },
): Promise<readonly RefundInBooks[]> {
  const providerIds = booked.map(({ providerId }) => providerId);
  const ids = uuidsOf(booked.map(({ refundId }) => refundId));
  const { rows } = await sql<RefundInBooks>`
    select r.id, r.provider_id as "providerId", r.amount, r.state, r.created_at as "createdAt",
      p.provider, p.training
    from refund r
    join payment p on p.organization_id = r.organization_id and p.store_id = r.store_id
      and p.id = r.payment_id
    where r.organization_id = ${organizationId} and r.store_id = ${storeId}
      and ((r.created_at >= ${span.since} and r.created_at < ${span.until})
        or r.provider_id = any(${providerIds}::text[]) or r.id = any(${ids}::uuid[]))
    order by r.created_at, r.id`.execute(tx);
  return rows;
}

/** Those of the payments that booked entries name which other stores of the organization took. */
export async function paymentsOfOtherStores(
  tx: TenantTransaction,
  { organizationId, storeId }: StoreScope,
  booked: readonly { readonly paymentId: string | null }[],
): Promise<ReadonlySet<string>> {
  const ids = uuidsOf(booked.map(({ paymentId }) => paymentId));
  const { rows } = await sql<{ readonly id: string }>`
    select id from payment
    where organization_id = ${organizationId} and store_id <> ${storeId}
      and id = any(${ids}::uuid[])`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** What stands in a provider's books under our names may have been typed by a person. */
const uuidsOf = (named: readonly (string | null)[]) =>
  named.filter((id) => id !== null && UUID.test(id));
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
