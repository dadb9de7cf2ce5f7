/** Gift cards and credits as this till knows them. */
import type { StoredValueId } from '@second-chance/shared/ids.ts';
import { type MinorUnits, minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type {
  StoredValueKind,
  StoredValueMovement,
} from '@second-chance/shared/stored-value/movements.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { EntryPlace } from '../journal/append-entry.ts';
import type { Store } from '../store/open-store.ts';

export interface StoredValueRow {
  readonly accountId: StoredValueId;
  readonly kind: StoredValueKind;
  readonly hint: string;
  /** By the server's last answer and this till's movements since; null where it never answered. */
  readonly balance: MinorUnits | null;
  readonly answeredAt: EpochMs | null;
  /** Taken off by this till since that answer, above zero. */
  readonly spentSince: MinorUnits;
}

/** Null for an account that nobody asked for here. */
export function storedValueRow(store: Store, accountId: StoredValueId): StoredValueRow | null {
  const row = store
    .prepare(
      `select kind, hint, balance, answered_at as answeredAt,
         coalesce((select sum(amount) from stored_value_movement moved
           where moved.account_id = account.account_id
             and (moved.epoch, moved.seq) > (applied_epoch, applied_seq)), 0) as moved,
         coalesce((select -sum(amount) from stored_value_movement moved
           where moved.account_id = account.account_id and amount < 0
             and (moved.epoch, moved.seq) > (applied_epoch, applied_seq)), 0) as spentSince
       from stored_value account where account_id = ?`,
    )
    .get(accountId) as Raw | undefined;
  if (row === undefined) return null;
  const { balance, moved, ...known } = row;
  return { accountId, ...known, balance: balance === null ? null : minorUnits(balance + moved) };
}

interface Raw {
  readonly kind: StoredValueKind;
  readonly hint: string;
  readonly balance: number | null;
  readonly answeredAt: EpochMs | null;
  readonly moved: number;
  readonly spentSince: MinorUnits;
}

/** Makes an account known by its name, whatever is known of its balance. */
export function nameStoredValue(
  store: Store,
  { accountId, kind, hint }: Pick<StoredValueRow, 'accountId' | 'kind' | 'hint'>,
): void {
  store
    .prepare(
      `insert into stored_value (account_id, kind, hint) values (?, ?, ?)
       on conflict (account_id) do nothing`,
    )
    .run(accountId, kind, hint);
}

/** Keeps the code of a card that was made here; only this device can open it. */
export function keepCardCode(
  store: Store,
  { accountId, sealedCode }: { readonly accountId: StoredValueId; readonly sealedCode: string },
): void {
  store
    .prepare('update stored_value set sealed_code = ? where account_id = ?')
    .run(sealedCode, accountId);
}

/** Null for a card that was not made here. */
export function sealedCardCode(store: Store, accountId: StoredValueId): string | null {
  const row = store
    .prepare('select sealed_code as sealedCode from stored_value where account_id = ?')
    .get(accountId);
  return (row as { readonly sealedCode: string | null } | undefined)?.sealedCode ?? null;
}

export interface ServerBalance {
  readonly accountId: StoredValueId;
  readonly balance: MinorUnits;
  /** How much of this register's live journal the server has counted in. */
  readonly applied: { readonly epoch: number; readonly seq: number };
  readonly at: EpochMs;
}

/** Keeps what the server said. The account is known by name already. */
export function keepBalance(store: Store, { accountId, balance, applied, at }: ServerBalance) {
  store
    .prepare(
      `update stored_value set balance = ?, answered_at = ?, applied_epoch = ?, applied_seq = ?
       where account_id = ? and (applied_epoch, applied_seq) <= (?, ?)`,
    )
    .run(balance, at, applied.epoch, applied.seq, accountId, applied.epoch, applied.seq);
}

/** Belongs inside the transaction of its journal entry. */
export function insertStoredValueMovements(
  store: Store,
  place: EntryPlace,
  movements: readonly StoredValueMovement[],
): void {
  for (const movement of movements) {
    nameStoredValue(store, movement);
    store
      .prepare(
        `insert into stored_value_movement (account_id, epoch, seq, position, amount)
         values (?, ?, ?, ?, ?)`,
      )
      .run(movement.accountId, place.epoch, place.seq, movement.position, movement.amount);
  }
}
