/** The ledger of gift cards and credits: entries of the journals, and their sums. */
import type {
  OrganizationId,
  RegisterId,
  SaleId,
  StoredValueId,
  StoreId,
} from '@second-chance/shared/ids.ts';
import type { StoredValueMovement } from '@second-chance/shared/stored-value/movements.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import { bigintArray, integerArray, textArray, uuidArray } from '../db/binary-arrays.ts';
import type { TenantTransaction } from '../db/tenant-transaction.ts';

export interface LedgerPlace {
  readonly organizationId: OrganizationId;
  readonly storeId: StoreId;
  readonly registerId: RegisterId;
  readonly epoch: number;
}

export interface LedgerEntry extends StoredValueMovement {
  readonly saleId: SaleId;
  readonly currency: string;
  readonly seq: number;
  readonly at: EpochMs;
}

/**
 * Posts entries and answers the balance of each account that they touch, after all of them. Accounts
 * are locked in the order of their ids, so that two runs never wait for each other.
 */
export async function postEntries(
  tx: TenantTransaction,
  { organizationId, storeId, registerId, epoch }: LedgerPlace,
  entries: readonly LedgerEntry[],
): Promise<ReadonlyMap<StoredValueId, number>> {
  const accounts = new Map<StoredValueId, LedgerEntry & { sum: number }>();
  for (const entry of entries) {
    const known = accounts.get(entry.accountId);
    if (known === undefined) accounts.set(entry.accountId, { ...entry, sum: entry.amount });
    else known.sum += entry.amount;
  }
  const sums = [...accounts.values()].sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
  await sql`
    insert into stored_value_entry
      (organization_id, store_id, register_id, epoch, account_id, seq, position, sale_id, amount, at)
    select ${organizationId}::uuid, ${storeId}::uuid, ${registerId}::uuid, ${epoch}::int, e.*
    from unnest(
      ${uuidArray(entries.map(({ accountId }) => accountId))}::uuid[],
      ${bigintArray(entries.map(({ seq }) => seq))}::bigint[],
      ${integerArray(entries.map(({ position }) => position))}::int[],
      ${uuidArray(entries.map(({ saleId }) => saleId))}::uuid[],
      ${bigintArray(entries.map(({ amount }) => amount))}::bigint[],
      ${bigintArray(entries.map(({ at }) => at))}::bigint[]
    ) as e`.execute(tx);
  const { rows } = await sql<{ id: StoredValueId; balance: number }>`
    insert into stored_value_account as account
      (organization_id, id, kind, hint, currency, balance, opened_at, updated_at)
    select ${organizationId}::uuid, a.id, a.kind, a.hint, a.currency, a.sum, a.at, a.at
    from unnest(
      ${uuidArray(sums.map(({ accountId }) => accountId))}::uuid[],
      ${textArray(sums.map(({ kind }) => kind))}::text[],
      ${textArray(sums.map(({ hint }) => hint))}::text[],
      ${textArray(sums.map(({ currency }) => currency))}::text[],
      ${bigintArray(sums.map(({ sum }) => sum))}::bigint[],
      ${bigintArray(sums.map(({ at }) => at))}::bigint[]
    ) with ordinality as a (id, kind, hint, currency, sum, at, place)
    order by a.place
    on conflict (organization_id, id) do update
      set balance = account.balance + excluded.balance, updated_at = excluded.updated_at
    returning account.id, account.balance`.execute(tx);
  return new Map(rows.map(({ id, balance }) => [id, Number(balance)]));
}

export interface BalanceRow {
  /** Null while no journal has named the account. */
  readonly balance: number | null;
  readonly currency: string | null;
  /** How much of the register's live journal is counted in. */
  readonly seq: number;
}

/** An account's balance, and how far the asking register's journal is in it: one moment's truth. */
export async function balanceOf(
  tx: TenantTransaction,
  { organizationId, storeId, registerId, epoch }: LedgerPlace,
  accountId: StoredValueId,
): Promise<BalanceRow> {
  const { rows } = await sql<{ balance: string | null; currency: string | null; seq: string }>`
    select account.balance, account.currency, coalesce(head.seq, 0) as seq
    from (select 1) as one
    left join stored_value_account account
      on account.organization_id = ${organizationId} and account.id = ${accountId}
    left join journal_head head
      on head.organization_id = ${organizationId} and head.store_id = ${storeId}
      and head.register_id = ${registerId} and head.epoch = ${epoch} and head.chain = 'live'`.execute(
    tx,
  );
  const [row] = rows;
  return {
    balance: row?.balance == null ? null : Number(row.balance),
    currency: row?.currency ?? null,
    seq: Number(row?.seq ?? 0),
  };
}
