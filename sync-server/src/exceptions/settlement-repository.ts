/** How exceptions were settled: records that are added and never changed. */
import type { ExceptionFile, Settlement } from '@second-chance/shared/contract/rest/sales.ts';
import type {
  AccountId,
  ExceptionId,
  ItemId,
  SettlementId,
  StoreId,
} from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { Scope } from '../db/document-repository.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import type { ExceptionRow } from './exception-list.ts';

/** Entries shown as evidence; the journal's own pages have them all. */
const EVIDENCE_SHOWN = 50;

/** The settlements of an exception, the newest first, with the names of those who made them. */
export async function settlementsOf(
  { tx, organizationId }: Scope,
  exceptionId: ExceptionId,
): Promise<readonly Settlement[]> {
  const { rows } = await sql<Settlement>`
    select t.id, t.how, t.note, t.movements, t.undoes, t.at, t.by, a.display_name as "byName"
    from exception_settlement t
    left join account a on a.organization_id = t.organization_id and a.id = t.by
    where t.organization_id = ${organizationId} and t.exception_id = ${exceptionId}
    order by t.at desc, t.id desc`.execute(tx);
  return rows;
}

export interface NewSettlement {
  readonly id: SettlementId;
  readonly exceptionId: ExceptionId;
  readonly storeId: StoreId;
  readonly how: Settlement['how'];
  readonly note: string;
  readonly movements: readonly { readonly itemId: ItemId; readonly quantity: number }[];
  readonly undoes: SettlementId | null;
}

/** Adds a settlement, or the taking back of one, and marks the exception as what it is then. */
export async function insertSettlement(work: TenantWork, settlement: NewSettlement): Promise<void> {
  const { tx, organizationId, at, actorId } = work;
  const { storeId, exceptionId } = settlement;
  await tx
    .insertInto('exception_settlement')
    .values({
      organization_id: organizationId,
      store_id: storeId,
      id: settlement.id,
      exception_id: exceptionId,
      how: settlement.how,
      note: settlement.note,
      movements: JSON.stringify(settlement.movements),
      undoes: settlement.undoes,
      at,
      by: actorId,
    })
    .execute();
  const settled: { settled_at: EpochMs | null; settled_by: AccountId | null } =
    settlement.how === 'undone'
      ? { settled_at: null, settled_by: null }
      : { settled_at: at, settled_by: actorId };
  await tx
    .updateTable('exception')
    .set(settled)
    .where('organization_id', '=', organizationId)
    .where('store_id', '=', storeId)
    .where('id', '=', exceptionId)
    .execute();
}

type Facts = Pick<ExceptionFile, 'onHand' | 'known' | 'registerEpoch'> & {
  /** What the entry that raised it moved of the item, signed; zero where it moved nothing. */
  readonly moved: number;
};

/** What else is known now of the things that an exception is about. */
export async function factsOf(
  { tx, organizationId }: Scope,
  { storeId, itemId, registerId, epoch, chain, seq }: ExceptionRow,
): Promise<Facts> {
  const { rows } = await sql<Facts>`
    select
      (select on_hand from stock_level where organization_id = ${organizationId}
        and store_id = ${storeId} and item_id = ${itemId}) as "onHand",
      (select entry from journal_entry where organization_id = ${organizationId}
        and store_id = ${storeId} and register_id = ${registerId} and epoch = ${epoch}
        and chain = ${chain} and seq = ${seq}) as known,
      (select epoch from register where organization_id = ${organizationId}
        and store_id = ${storeId} and id = ${registerId}) as "registerEpoch",
      coalesce((select sum(quantity) from stock_movement where organization_id = ${organizationId}
        and store_id = ${storeId} and item_id = ${itemId}), 0)::bigint as moved`.execute(tx);
  return rows[0] ?? { onHand: null, known: null, registerEpoch: null, moved: 0 };
}

/** What was kept as evidence of a chain, from the number of the exception on. */
export async function evidenceFrom(
  { tx, organizationId }: Scope,
  { storeId, registerId, epoch, chain, seq }: ExceptionRow,
): Promise<ExceptionFile['evidence']> {
  if (registerId === null || epoch === null || chain === null || seq === null) return [];
  return tx
    .selectFrom('journal_evidence')
    .select(['seq', 'entry', 'received_at as receivedAt'])
    .where('organization_id', '=', organizationId)
    .where('store_id', '=', storeId)
    .where('register_id', '=', registerId)
    .where('epoch', '=', epoch)
    .where('chain', '=', chain)
    .where('seq', '>=', seq)
    .orderBy('seq')
    .limit(EVIDENCE_SHOWN)
    .execute();
}
