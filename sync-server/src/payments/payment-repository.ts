/** The rows of payments and their refunds, each change with its event. */
import type {
  OrganizationId,
  PaymentId,
  ReaderId,
  RefundId,
  RegisterId,
  SaleId,
  StoreId,
} from '@second-chance/shared/ids.ts';
import type { CurrencyCode } from '@second-chance/shared/money/currency-code.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import type {
  CardFacts,
  DeclineReason,
  PaymentProviderName,
  ReaderPrompt,
} from '@second-chance/shared/payments/card.ts';
import type { PaymentEvent, PaymentState } from '@second-chance/shared/payments/payment-state.ts';
import type { RefundEvent, RefundState } from '@second-chance/shared/payments/refund-state.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from '../db/tenant-transaction.ts';

export interface StoreScope {
  readonly organizationId: OrganizationId;
  readonly storeId: StoreId;
}

export interface PaymentRow extends StoreScope {
  readonly id: PaymentId;
  readonly registerId: RegisterId | null;
  readonly saleId: SaleId | null;
  readonly readerId: ReaderId | null;
  readonly provider: PaymentProviderName;
  readonly account: string | null;
  readonly providerId: string | null;
  readonly amount: MinorUnits;
  readonly currency: CurrencyCode;
  readonly state: PaymentState;
  readonly captured: boolean;
  readonly refunded: MinorUnits;
  readonly card: CardFacts | null;
  readonly declined: DeclineReason | null;
  readonly prompt: ReaderPrompt | null;
  readonly clientSecret: string | null;
  /** In training: simulated, and no sale of the books belongs to it. */
  readonly training: boolean;
  readonly version: number;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
}

const PAYMENT = sql.raw(`
  organization_id as "organizationId", store_id as "storeId", id, register_id as "registerId",
  sale_id as "saleId", reader_id as "readerId", provider, account, provider_id as "providerId",
  amount, currency, state, captured, refunded, card, declined, prompt,
  client_secret as "clientSecret", training, version, created_at as "createdAt", updated_at as "updatedAt"`);

/** A payment of the organization, locked where it is going to be changed. */
export async function findPayment(
  tx: TenantTransaction,
  { organizationId }: Pick<StoreScope, 'organizationId'>,
  { id, lock = false }: { readonly id: PaymentId; readonly lock?: boolean },
): Promise<PaymentRow | null> {
  const { rows } = await sql<PaymentRow>`
    select ${PAYMENT} from payment
    where organization_id = ${organizationId} and id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(tx);
  return rows[0] ?? null;
}

/** Ids of the payments of a ticket that are not settled. */
export async function openPaymentsOfSale(
  tx: TenantTransaction,
  { organizationId, storeId }: StoreScope,
  saleId: SaleId,
): Promise<readonly PaymentId[]> {
  const { rows } = await sql<{ readonly id: PaymentId }>`
    select id from payment
    where organization_id = ${organizationId} and store_id = ${storeId} and sale_id = ${saleId}
      and state in ('created', 'in_progress', 'unknown')`.execute(tx);
  return rows.map(({ id }) => id);
}

/**
 * Payments that are not settled and were not looked at since: those of tills oldest first, those by
 * link in any order, because a page that stays open for days must not stand before the others.
 */
export async function openPayments(
  tx: TenantTransaction,
  { organizationId }: Pick<StoreScope, 'organizationId'>,
  {
    of,
    before,
    limit,
  }: { readonly of: 'tills' | 'links'; readonly before: EpochMs; readonly limit: number },
): Promise<readonly PaymentRow[]> {
  const { rows } = await sql<PaymentRow>`
    select ${PAYMENT} from payment
    where organization_id = ${organizationId} and updated_at < ${before}
      and state in ('created', 'in_progress', 'unknown')
      and register_id is ${of === 'tills' ? sql`not null` : sql`null`}
    order by ${of === 'tills' ? sql`updated_at` : sql`random()`} limit ${limit}`.execute(tx);
  return rows;
}

/** Whether the sale that a payment is for is here. */
export async function hasSale(
  tx: TenantTransaction,
  { organizationId, storeId, saleId }: Pick<PaymentRow, keyof StoreScope | 'saleId'>,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from sale
    where organization_id = ${organizationId} and store_id = ${storeId} and id = ${saleId}`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Payments that a card only holds though their sale is here, not looked at since, oldest first. */
export async function heldForSales(
  tx: TenantTransaction,
  { organizationId }: Pick<StoreScope, 'organizationId'>,
  { before, limit }: { readonly before: EpochMs; readonly limit: number },
): Promise<readonly PaymentRow[]> {
  const { rows } = await sql<PaymentRow>`
    select ${PAYMENT} from payment p
    where organization_id = ${organizationId} and updated_at < ${before}
      and state = 'approved' and not captured
      and exists (
        select from sale s
        where s.organization_id = p.organization_id and s.store_id = p.store_id
          and s.id = p.sale_id
      )
    order by updated_at limit ${limit}`.execute(tx);
  return rows;
}

export type NewPayment = Omit<
  PaymentRow,
  | 'captured'
  | 'refunded'
  | 'card'
  | 'declined'
  | 'prompt'
  | 'clientSecret'
  | 'training'
  | 'version'
  | 'providerId'
> & { readonly training?: boolean };

/** Adds a payment with its first event; `false` where one with this id is there. */
export async function insertPayment(
  tx: TenantTransaction,
  payment: NewPayment,
  event: PaymentEvent | { readonly kind: 'created' },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into payment (organization_id, store_id, id, register_id, sale_id, reader_id, provider,
      account, amount, currency, training, state, created_at, updated_at)
    values (${payment.organizationId}, ${payment.storeId}, ${payment.id}, ${payment.registerId},
      ${payment.saleId}, ${payment.readerId}, ${payment.provider}, ${payment.account},
      ${payment.amount}, ${payment.currency}, ${payment.training ?? false}, ${payment.state},
      ${payment.createdAt},
      ${payment.updatedAt})
    on conflict do nothing`.execute(tx);
  if (numAffectedRows !== 1n) return false;
  await insertEvent(tx, 'payment', { ...payment, version: 1, event });
  return true;
}

/** Writes what changed as the next version, with the event that changed it. */
export async function updatePayment(
  tx: TenantTransaction,
  after: PaymentRow,
  event: PaymentEvent,
): Promise<void> {
  await sql`
    update payment set provider_id = ${after.providerId}, state = ${after.state},
      captured = ${after.captured}, refunded = ${after.refunded},
      card = ${after.card === null ? null : JSON.stringify(after.card)}::jsonb,
      declined = ${after.declined}, prompt = ${after.prompt}, client_secret = ${after.clientSecret},
      version = ${after.version}, updated_at = ${after.updatedAt}
    where organization_id = ${after.organizationId} and store_id = ${after.storeId}
      and id = ${after.id}`.execute(tx);
  await insertEvent(tx, 'payment', { ...after, event });
}

export interface RefundRow extends StoreScope {
  readonly id: RefundId;
  readonly paymentId: PaymentId;
  readonly registerId: RegisterId | null;
  readonly saleId: SaleId | null;
  readonly providerId: string | null;
  readonly amount: MinorUnits;
  readonly state: RefundState;
  readonly version: number;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
}

const REFUND = sql.raw(`
  organization_id as "organizationId", store_id as "storeId", id, payment_id as "paymentId",
  register_id as "registerId", sale_id as "saleId", provider_id as "providerId", amount, state,
  version, created_at as "createdAt", updated_at as "updatedAt"`);

export async function findRefund(
  tx: TenantTransaction,
  { organizationId }: Pick<StoreScope, 'organizationId'>,
  { id, lock = false }: { readonly id: RefundId; readonly lock?: boolean },
): Promise<RefundRow | null> {
  const { rows } = await sql<RefundRow>`
    select ${REFUND} from refund where organization_id = ${organizationId} and id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(tx);
  return rows[0] ?? null;
}

/** All refunds of a payment, failed ones too. */
export async function refundsOf(
  tx: TenantTransaction,
  { organizationId, storeId, id }: StoreScope & { readonly id: PaymentId },
): Promise<readonly RefundRow[]> {
  const { rows } = await sql<RefundRow>`
    select ${REFUND} from refund
    where organization_id = ${organizationId} and store_id = ${storeId} and payment_id = ${id}
    order by created_at, id`.execute(tx);
  return rows;
}

/** Refunds that are not settled and were not looked at since, oldest first. */
export async function openRefunds(
  tx: TenantTransaction,
  { organizationId }: Pick<StoreScope, 'organizationId'>,
  { before, limit }: { readonly before: EpochMs; readonly limit: number },
): Promise<readonly RefundRow[]> {
  const { rows } = await sql<RefundRow>`
    select ${REFUND} from refund
    where organization_id = ${organizationId} and updated_at < ${before}
      and state in ('queued', 'in_progress', 'unknown', 'pending')
    order by updated_at limit ${limit}`.execute(tx);
  return rows;
}

export async function insertRefund(
  tx: TenantTransaction,
  refund: Omit<RefundRow, 'providerId' | 'version'>,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into refund (organization_id, store_id, id, payment_id, register_id, sale_id, amount,
      state, created_at, updated_at)
    values (${refund.organizationId}, ${refund.storeId}, ${refund.id}, ${refund.paymentId},
      ${refund.registerId}, ${refund.saleId}, ${refund.amount}, ${refund.state},
      ${refund.createdAt}, ${refund.updatedAt})
    on conflict do nothing`.execute(tx);
  if (numAffectedRows !== 1n) return false;
  await insertEvent(tx, 'refund', { ...refund, version: 1, event: { kind: 'created' } });
  return true;
}

export async function updateRefund(
  tx: TenantTransaction,
  after: RefundRow,
  event: RefundEvent,
): Promise<void> {
  await sql`
    update refund set provider_id = ${after.providerId}, state = ${after.state},
      version = ${after.version}, updated_at = ${after.updatedAt}
    where organization_id = ${after.organizationId} and store_id = ${after.storeId}
      and id = ${after.id}`.execute(tx);
  await insertEvent(tx, 'refund', { ...after, event });
}

interface Happened extends StoreScope {
  readonly id: PaymentId | RefundId;
  readonly version: number;
  readonly event: { readonly kind: string };
  readonly state: string;
  readonly updatedAt: EpochMs;
}

async function insertEvent(
  tx: TenantTransaction,
  of: 'payment' | 'refund',
  { organizationId, storeId, id, version, event, state, updatedAt }: Happened,
): Promise<void> {
  await sql`
    insert into ${sql.table(`${of}_event`)}
    values (${organizationId}, ${storeId}, ${id}, ${version}, ${JSON.stringify(event)}::jsonb,
      ${state}, ${updatedAt})`.execute(tx);
}

export interface PaymentSettings {
  readonly provider: PaymentProviderName;
  readonly account: string | null;
  readonly location: string | null;
  readonly capture: 'automatic' | 'manual';
}

export async function writeSettings(
  tx: TenantTransaction,
  { organizationId, storeId }: StoreScope,
  { provider, account, location, capture }: PaymentSettings,
): Promise<void> {
  await sql`
    insert into payment_settings (organization_id, store_id, provider, account, location, capture)
    values (${organizationId}, ${storeId}, ${provider}, ${account}, ${location}, ${capture})
    on conflict (organization_id, store_id) do update set provider = excluded.provider,
      account = excluded.account, location = excluded.location, capture = excluded.capture`.execute(
    tx,
  );
}

/** How a store takes cards; null: nothing was set, so it is simulated. */
export async function findSettings(
  tx: TenantTransaction,
  { organizationId, storeId }: StoreScope,
): Promise<PaymentSettings | null> {
  const { rows } = await sql<PaymentSettings>`
    select provider, account, location, capture from payment_settings
    where organization_id = ${organizationId} and store_id = ${storeId}`.execute(tx);
  return rows[0] ?? null;
}
