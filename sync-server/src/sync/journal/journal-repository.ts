/** The journal's own tables: heads, entries, evidence, frozen epochs. */
import { assert } from '@second-chance/shared/assert.ts';
import type { OrganizationId, RegisterId, SaleId, StoreId } from '@second-chance/shared/ids.ts';
import type { Chain } from '@second-chance/shared/journal/entry.ts';
import type { ChainHead } from '@second-chance/shared/journal/verify-chain.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { type RawBuilder, sql } from 'kysely';
import { bigintArray, textArray, uuidArray } from '../../db/binary-arrays.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { CheckedEntry } from './check-run.ts';

/** One chain of one epoch of one register. */
export interface ChainPlace {
  readonly organizationId: OrganizationId;
  readonly storeId: StoreId;
  readonly registerId: RegisterId;
  readonly epoch: number;
  readonly chain: Chain;
}

export interface LockedChain {
  readonly head: ChainHead;
  readonly receiptCounter: number;
  readonly frozenCode: string | null;
  /** Those of the sale ids asked for that are already taken. */
  readonly usedSaleIds: ReadonlySet<SaleId>;
  /** Whether some of them already have goods coming back: a return came before its sale. */
  readonly hasEarlyReturns: boolean;
}

/** Locks a chain until the transaction ends: its runs are taken in one after another. */
export async function lockChain(
  tx: TenantTransaction,
  place: ChainPlace,
  saleIds: readonly SaleId[],
): Promise<LockedChain> {
  const ids = uuidArray(saleIds);
  const { rows } = await sql<{
    seq: number;
    hash: string;
    receipt_counter: number;
    frozen_code: string | null;
    used: readonly SaleId[];
    early: boolean;
  }>`
    select h.seq, h.hash, h.receipt_counter, e.frozen_code,
      array(
        select s.id::text from sale s
        where s.organization_id = ${place.organizationId} and s.store_id = ${place.storeId}
          and s.id = any(${ids}::uuid[])
      ) as used,
      exists(
        select from sale_line l
        where l.organization_id = ${place.organizationId} and l.store_id = ${place.storeId}
          and l.return_of_sale = any(${ids}::uuid[])
      ) as early
    from journal_head h
    join register_epoch e using (organization_id, store_id, register_id, epoch)
    where h.organization_id = ${place.organizationId} and h.store_id = ${place.storeId}
      and h.register_id = ${place.registerId} and h.epoch = ${place.epoch}
      and h.chain = ${place.chain}
    for update of h, e`.execute(tx);
  const row = rows[0];
  assert(row, `epoch ${place.epoch} of register ${place.registerId} has no chains`);
  return {
    head: { seq: row.seq, hash: row.hash },
    receiptCounter: row.receipt_counter,
    frozenCode: row.frozen_code,
    usedSaleIds: new Set(row.used),
    hasEarlyReturns: row.early,
  };
}

/** Hashes on record for a range of numbers, both ends included. */
export async function knownHashes(
  tx: TenantTransaction,
  place: ChainPlace,
  range: { readonly from: number; readonly to: number },
): Promise<ReadonlyMap<number, string>> {
  const rows = await entriesOf(tx, place)
    .select(['seq', 'hash'])
    .where('seq', '>=', range.from)
    .where('seq', '<=', range.to)
    .execute();
  return new Map(rows.map((row) => [row.seq, row.hash]));
}

/** When the entry of a number happened and when it came; null where there is none. */
export async function timesOf(
  tx: TenantTransaction,
  place: ChainPlace,
  seq: number,
): Promise<{ readonly at: EpochMs; readonly receivedAt: EpochMs } | null> {
  const row = await entriesOf(tx, place)
    .select(['at', 'received_at'])
    .where('seq', '=', seq)
    .executeTakeFirst();
  return row ? { at: row.at, receivedAt: row.received_at } : null;
}

function entriesOf(tx: TenantTransaction, place: ChainPlace) {
  return tx
    .selectFrom('journal_entry')
    .where('organization_id', '=', place.organizationId)
    .where('store_id', '=', place.storeId)
    .where('register_id', '=', place.registerId)
    .where('epoch', '=', place.epoch)
    .where('chain', '=', place.chain);
}

/** Statements that append entries behind the locked head, and move the head to the last of them. */
export function appendingEntries(
  place: ChainPlace,
  appended: {
    readonly entries: readonly CheckedEntry[];
    readonly receiptCounter: number;
    readonly receivedAt: EpochMs;
  },
): readonly RawBuilder<unknown>[] {
  const { entries, receiptCounter, receivedAt } = appended;
  const last = entries.at(-1)?.entry;
  assert(last, 'nothing to append');
  return [
    sql`
    update journal_head
    set seq = ${last.seq}, hash = ${last.hash}, receipt_counter = ${receiptCounter}
    where organization_id = ${place.organizationId} and store_id = ${place.storeId}
      and register_id = ${place.registerId} and epoch = ${place.epoch}
      and chain = ${place.chain}`,
    sql`
    insert into journal_entry
      (organization_id, store_id, register_id, epoch, chain, seq, type, at, hash, entry, received_at)
    select ${place.organizationId}::uuid, ${place.storeId}::uuid, ${place.registerId}::uuid,
      ${place.epoch}::int, ${place.chain}::text, u.seq, u.type, u.at, u.hash, u.entry,
      ${receivedAt}::bigint
    from unnest(
      ${bigintArray(entries.map(({ entry }) => entry.seq))}::bigint[],
      ${textArray(entries.map(({ entry }) => entry.type))}::text[],
      ${bigintArray(entries.map(({ entry }) => entry.at))}::bigint[],
      ${textArray(entries.map(({ entry }) => entry.hash))}::text[],
      ${textArray(entries.map(({ wire }) => wire))}::text[]
    ) as u (seq, type, at, hash, entry)`,
  ];
}

/**
 * Keeps what cannot stand in the journal, once, under the SHA-256 of what was kept: an entry that
 * was tampered with may bear the hash of the genuine one. What stands in the journal byte for byte
 * is left out: a till that lost the answer sends it again, and it counts.
 */
export async function keepEvidence(
  tx: TenantTransaction,
  place: ChainPlace,
  kept: {
    readonly entries: readonly {
      readonly seq: number;
      readonly hash: string;
      readonly wire: string;
    }[];
    readonly receivedAt: EpochMs;
  },
): Promise<void> {
  await sql`
    insert into journal_evidence
      (organization_id, store_id, register_id, epoch, chain, seq, hash, entry, received_at)
    select ${place.organizationId}::uuid, ${place.storeId}::uuid, ${place.registerId}::uuid,
      ${place.epoch}::int, ${place.chain}::text, u.seq, u.hash, u.entry, ${kept.receivedAt}::bigint
    from unnest(
      ${bigintArray(kept.entries.map(({ seq }) => seq))}::bigint[],
      ${textArray(kept.entries.map(({ hash }) => hash))}::text[],
      ${textArray(kept.entries.map(({ wire }) => wire))}::text[]
    ) as u (seq, hash, entry)
    where not exists (
      select from journal_entry j
      where j.organization_id = ${place.organizationId} and j.store_id = ${place.storeId}
        and j.register_id = ${place.registerId} and j.epoch = ${place.epoch}
        and j.chain = ${place.chain} and j.seq = u.seq and j.entry = u.entry
    )
    on conflict do nothing`.execute(tx);
}

/** From now on nothing is appended to the epoch's chains; what comes is evidence. */
export async function freezeEpoch(
  tx: TenantTransaction,
  place: ChainPlace,
  frozen: { readonly at: EpochMs; readonly code: string },
): Promise<void> {
  await tx
    .updateTable('register_epoch')
    .set({ frozen_at: frozen.at, frozen_code: frozen.code })
    .where('organization_id', '=', place.organizationId)
    .where('store_id', '=', place.storeId)
    .where('register_id', '=', place.registerId)
    .where('epoch', '=', place.epoch)
    .execute();
}
