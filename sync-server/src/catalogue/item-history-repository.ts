import type { ItemHistory } from '@second-chance/shared/contract/rest/item-history.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { ItemId, StoreId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { Scope } from '../db/document-repository.ts';

export interface ItemAuditLine {
  readonly at: EpochMs;
  /** Name of the account; null where there is none. */
  readonly who: string | null;
  readonly action: string;
  readonly before: Partial<ItemDocument> | null;
  readonly after: Partial<ItemDocument> | null;
}

/** The latest lines of the audit log about an item's document, oldest first. */
export async function itemAuditLines(
  { tx, organizationId }: Scope,
  { id, limit }: { readonly id: ItemId; readonly limit: number },
): Promise<readonly ItemAuditLine[]> {
  const { rows } = await sql<ItemAuditLine>`
    select l.at, a.display_name as who, l.action, l.before, l.after
    from audit_log l
    left join account a on a.organization_id = l.organization_id and a.id::text = l.actor
    where l.organization_id = ${organizationId} and l.subject = ${id} and l.action ^@ 'item.'
    order by l.id desc limit ${limit}`.execute(tx);
  return rows.toReversed();
}

/** The latest movements of an item with what was there after each, oldest first. */
export async function itemMovements(
  { tx, organizationId }: Scope,
  {
    storeId,
    id,
    limit,
  }: { readonly storeId: StoreId; readonly id: ItemId; readonly limit: number },
): Promise<ItemHistory['movements']> {
  const { rows } = await sql<ItemHistory['movements'][number]>`
    select m.at, coalesce(a.display_name, t.document ->> 'displayName') as who, m.kind, m.quantity,
      m.on_hand as "onHand", m.note, r.code as register, s.receipt_number as "receiptNumber"
    from (
      select id, at, kind, quantity, note, account_id, register_id, epoch, seq,
        (sum(quantity) over (order by id))::bigint as on_hand
      from stock_movement
      where organization_id = ${organizationId} and store_id = ${storeId} and item_id = ${id}
      order by id desc limit ${limit}
    ) m
    left join account a on a.organization_id = ${organizationId} and a.id = m.account_id
    left join register r on r.organization_id = ${organizationId} and r.store_id = ${storeId}
      and r.id = m.register_id
    left join journal_entry j on j.organization_id = ${organizationId} and j.store_id = ${storeId}
      and j.register_id = m.register_id and j.epoch = m.epoch and j.chain = 'live' and j.seq = m.seq
    left join sale s on s.organization_id = ${organizationId} and s.store_id = ${storeId}
      and s.id = (j.entry::jsonb #>> '{payload,saleId}')::uuid
    left join staff t on t.organization_id = ${organizationId} and t.store_id = ${storeId}
      and t.id = (j.entry::jsonb ->> 'staffId')::uuid
    order by m.id`.execute(tx);
  return [...rows];
}
