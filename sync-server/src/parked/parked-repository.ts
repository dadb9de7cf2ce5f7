/** Parked tickets of a store: left by one till, taken by one. */
import type { LeaveParked, ParkedList } from '@second-chance/shared/contract/parked-tickets.ts';
import type {
  OrganizationId,
  ParkedSaleId,
  RegisterId,
  StoreId,
} from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from '../db/tenant-transaction.ts';

export interface AskingTill {
  readonly organizationId: OrganizationId;
  readonly storeId: StoreId;
  readonly registerId: RegisterId;
}

/** Left behind and forgotten; a shop that wants one after so long rings it up anew. */
const KEPT_MS = 30 * 86_400_000;
/** A till that claimed one and went under has it back when it asks again within this time. */
const CLAIMED_KEPT_MS = 86_400_000;

/** Keeps a ticket; one that is there already stays as it is. Old ones go. */
export async function keepParked(
  tx: TenantTransaction,
  { organizationId, storeId, registerId }: AskingTill,
  { ticket, at }: { readonly ticket: LeaveParked; readonly at: EpochMs },
): Promise<void> {
  const { id, label, parkedAt, parkedBy, lineCount, total, cart, kind = 'ticket' } = ticket;
  await sql`
    delete from parked_ticket
    where organization_id = ${organizationId} and store_id = ${storeId}
      and (received_at < ${at - KEPT_MS} or claimed_at < ${at - CLAIMED_KEPT_MS})`.execute(tx);
  await sql`
    insert into parked_ticket
      (organization_id, store_id, id, register_id, label, parked_at, parked_by, line_count, total,
       cart, received_at, kind)
    values (${organizationId}, ${storeId}, ${id}, ${registerId}, ${label}, ${parkedAt}, ${parkedBy},
      ${lineCount}, ${total}, ${JSON.stringify(cart)}::jsonb, ${at}, ${kind})
    on conflict (organization_id, store_id, id) do nothing`.execute(tx);
}

/** What of a kind the asking till can take, the latest first. */
export async function parkedFor(
  tx: TenantTransaction,
  { organizationId, storeId, registerId }: AskingTill,
  kind: 'ticket' | 'count',
): Promise<ParkedList['parked']> {
  const { rows } = await sql<ParkedList['parked'][number] & { parkedAt: string; total: string }>`
    select p.id, p.label, p.parked_at as "parkedAt", p.parked_by as "parkedBy",
      p.line_count as "lineCount", p.total, coalesce(r.code, '') as "registerCode"
    from parked_ticket p
    left join register r on r.organization_id = p.organization_id and r.store_id = p.store_id
      and r.id = p.register_id
    where p.organization_id = ${organizationId} and p.store_id = ${storeId} and p.kind = ${kind}
      and (p.claimed_by is null or p.claimed_by = ${registerId})
    order by p.parked_at desc limit 500`.execute(tx);
  return rows.map((row) => ({
    ...row,
    ...(kind === 'count' && { kind }),
    parkedAt: Number(row.parkedAt) as EpochMs,
    total: Number(row.total) as ParkedList['parked'][number]['total'],
  }));
}

export type Claimed =
  | { readonly outcome: 'claimed'; readonly cart: Record<string, unknown> }
  | { readonly outcome: 'elsewhere' | 'unknown' };

/** Gives a ticket to the asking till, unless another was first. */
export async function claimParked(
  tx: TenantTransaction,
  { organizationId, storeId, registerId }: AskingTill,
  { id, at }: { readonly id: ParkedSaleId; readonly at: EpochMs },
): Promise<Claimed> {
  const { rows } = await sql<{ cart: Record<string, unknown> }>`
    update parked_ticket set claimed_by = ${registerId}, claimed_at = coalesce(claimed_at, ${at})
    where organization_id = ${organizationId} and store_id = ${storeId} and id = ${id}
      and (claimed_by is null or claimed_by = ${registerId})
    returning cart`.execute(tx);
  const [row] = rows;
  if (row !== undefined) return { outcome: 'claimed', cart: row.cart };
  const known = await sql`
    select 1 from parked_ticket
    where organization_id = ${organizationId} and store_id = ${storeId} and id = ${id}`.execute(tx);
  return { outcome: known.rows.length > 0 ? 'elsewhere' : 'unknown' };
}

/** Forgets a ticket that the asking till has taken back. */
export async function forgetParked(
  tx: TenantTransaction,
  { organizationId, storeId, registerId }: AskingTill,
  id: ParkedSaleId,
): Promise<void> {
  await sql`
    delete from parked_ticket
    where organization_id = ${organizationId} and store_id = ${storeId} and id = ${id}
      and claimed_by = ${registerId}`.execute(tx);
}
