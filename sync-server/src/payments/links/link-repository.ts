import type { AccountId, PaymentId, PaymentLinkId } from '@second-chance/shared/ids.ts';
import type { CurrencyCode } from '@second-chance/shared/money/currency-code.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { LinkPurpose } from '@second-chance/shared/payments/payment-link.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { StoreScope } from '../payment-repository.ts';

export interface LinkRow extends StoreScope {
  readonly id: PaymentLinkId;
  /** The unguessable part of its address. */
  readonly secret: string;
  readonly purpose: LinkPurpose;
  readonly words: string;
  readonly amount: MinorUnits;
  readonly currency: CurrencyCode;
  readonly paymentId: PaymentId | null;
  readonly createdAt: EpochMs;
  readonly createdBy: AccountId | null;
  readonly expiresAt: EpochMs;
  readonly canceledAt: EpochMs | null;
  readonly sentAt: EpochMs | null;
}

const LINK = sql.raw(`
  organization_id as "organizationId", store_id as "storeId", id, secret, purpose, words, amount,
  currency, payment_id as "paymentId", created_at as "createdAt", created_by as "createdBy",
  expires_at as "expiresAt", canceled_at as "canceledAt", sent_at as "sentAt"`);

type InOrganization = Pick<StoreScope, 'organizationId'>;

/** A link of the organization, locked where it is going to be changed. */
export async function findLink(
  tx: TenantTransaction,
  { organizationId }: InOrganization,
  { id, lock = false }: { readonly id: PaymentLinkId; readonly lock?: boolean },
): Promise<LinkRow | null> {
  const { rows } = await sql<LinkRow>`
    select ${LINK} from payment_link where organization_id = ${organizationId} and id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(tx);
  return rows[0] ?? null;
}

/** The latest links of a store. */
export async function listLinks(
  tx: TenantTransaction,
  { organizationId, storeId }: StoreScope,
  limit: number,
): Promise<readonly LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    select ${LINK} from payment_link
    where organization_id = ${organizationId} and store_id = ${storeId}
    order by created_at desc, id limit ${limit}`.execute(tx);
  return rows;
}

/** Links that nobody can pay any more, whose begun payment is not settled. */
export async function closedLinksWithOpenPayment(
  tx: TenantTransaction,
  { organizationId }: InOrganization,
  { now, limit }: { readonly now: EpochMs; readonly limit: number },
): Promise<readonly LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    select ${LINK} from payment_link l
    where organization_id = ${organizationId}
      and (canceled_at is not null or expires_at <= ${now})
      and exists (
        select from payment p
        where p.organization_id = l.organization_id and p.store_id = l.store_id
          and p.id = l.payment_id and p.state in ('created', 'in_progress', 'unknown')
      )
    order by expires_at limit ${limit}`.execute(tx);
  return rows;
}

/** Adds a link; `false` where one with this id is there. */
export async function insertLink(tx: TenantTransaction, link: LinkRow): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into payment_link (organization_id, store_id, id, secret, purpose, words, amount,
      currency, created_at, created_by, expires_at)
    values (${link.organizationId}, ${link.storeId}, ${link.id}, ${link.secret}, ${link.purpose},
      ${link.words}, ${link.amount}, ${link.currency}, ${link.createdAt}, ${link.createdBy},
      ${link.expiresAt})
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** Writes what may change of a link. */
export async function updateLink(
  tx: TenantTransaction,
  { organizationId, storeId, id, paymentId, canceledAt, sentAt }: LinkRow,
): Promise<void> {
  await sql`
    update payment_link
    set payment_id = ${paymentId}, canceled_at = ${canceledAt}, sent_at = ${sentAt}
    where organization_id = ${organizationId} and store_id = ${storeId} and id = ${id}`.execute(tx);
}
