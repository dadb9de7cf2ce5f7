/** Stock counts on disk: who counted how many of what, where, and when last. */
import type { CountPart } from '@second-chance/shared/contract/count-part.ts';
import type { CountHead } from '@second-chance/shared/contract/till/count-views.ts';
import type {
  CategoryId,
  ItemId,
  ParkedSaleId,
  StaffId,
  StockCountId,
} from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Store } from '../store/open-store.ts';
import type { Session } from '../till-context.ts';

interface CountRow {
  readonly id: StockCountId;
  readonly name: string;
  readonly categoryId: CategoryId | null;
  readonly state: CountHead['state'];
  readonly startedAt: EpochMs;
  readonly startedBy: StaffId;
  readonly endedAt: EpochMs | null;
}

const COLUMNS = `id, name, category_id as categoryId, state, started_at as startedAt,
  started_by as startedBy, ended_at as endedAt`;

/** Counts that go on first, then the latest. */
export function countHeads(session: Session, limit: number): CountHead[] {
  const rows = session.store
    .prepare(
      `select ${COLUMNS} from stock_count
       order by state = 'open' desc, started_at desc limit ?`,
    )
    .all(limit) as readonly CountRow[];
  return rows.map((row) => headOf(session, row));
}

export function countById(session: Session, id: StockCountId): CountHead | null {
  const row = session.store.prepare(`select ${COLUMNS} from stock_count where id = ?`).get(id);
  return row === undefined ? null : headOf(session, row as CountRow);
}

export function insertCount(
  { store, me, now }: Session,
  {
    id,
    name,
    categoryId,
  }: { readonly id: StockCountId; readonly name: string; readonly categoryId: CategoryId | null },
): void {
  store
    .prepare(
      `insert into stock_count (id, name, category_id, state, started_at, started_by)
       values (?, ?, ?, 'open', ?, ?)`,
    )
    .run(id, name, categoryId, now, me.id);
}

export function endCount(
  { store, now }: Session,
  id: StockCountId,
  state: Exclude<CountHead['state'], 'open'>,
): void {
  store.prepare('update stock_count set state = ?, ended_at = ? where id = ?').run(state, now, id);
}

export interface ScannedPieces {
  readonly countId: StockCountId;
  readonly itemId: ItemId;
  readonly area: string;
  readonly quantity: number;
}

/** Adds pieces to what this person counted there; never below none. */
export function addScan({ store, me, now }: Session, scan: ScannedPieces): void {
  const { countId, itemId, area, quantity } = scan;
  store
    .prepare(
      `insert into stock_count_scan (count_id, item_id, area, staff_id, pieces, last_at)
       values (?, ?, ?, ?, max(0, ?), ?)
       on conflict (count_id, item_id, area, staff_id) do update set
         pieces = max(0, pieces + ?), last_at = excluded.last_at`,
    )
    .run(countId, itemId, area, me.id, quantity, now, quantity);
}

/** Null: it is not being handed over. */
export function partIdOf(store: Store, id: StockCountId): ParkedSaleId | null {
  const row = store.prepare('select part_id as partId from stock_count where id = ?').get(id);
  return (row as { readonly partId: ParkedSaleId | null } | undefined)?.partId ?? null;
}

export function setPartId(store: Store, id: StockCountId, partId: ParkedSaleId | null): void {
  store.prepare('update stock_count set part_id = ? where id = ?').run(partId, id);
}

/** All that was scanned, as it goes to another till. */
export function scansOf(store: Store, id: StockCountId): CountPart['lines'] {
  return store
    .prepare(
      `select item_id as itemId, area, staff_id as staffId, pieces, last_at as lastAt
       from stock_count_scan where count_id = ? order by item_id, area, staff_id`,
    )
    .all(id) as CountPart['lines'];
}

/** Whether a part of another till is in a count here. */
export function hasPart(store: Store, id: ParkedSaleId): boolean {
  return store.prepare('select 1 from stock_count_part where id = ?').get(id) !== undefined;
}

/** Adds what another till counted. The count began when the first of its parts did. */
export function addPart(
  { store, now }: Session,
  added: {
    readonly countId: StockCountId;
    readonly partId: ParkedSaleId;
    readonly part: CountPart;
  },
): void {
  const { countId, partId, part } = added;
  store
    .prepare('insert into stock_count_part (id, count_id, taken_at) values (?, ?, ?)')
    .run(partId, countId, now);
  store
    .prepare('update stock_count set started_at = min(started_at, ?) where id = ?')
    .run(part.startedAt, countId);
  const add = store.prepare(
    `insert into stock_count_scan (count_id, item_id, area, staff_id, pieces, last_at)
     values (?, ?, ?, ?, ?, ?)
     on conflict (count_id, item_id, area, staff_id) do update set
       pieces = pieces + excluded.pieces, last_at = max(last_at, excluded.last_at)`,
  );
  for (const { itemId, area, staffId, pieces, lastAt } of part.lines) {
    add.run(countId, itemId, area, staffId, pieces, lastAt);
  }
}

export interface CountedItem {
  readonly itemId: ItemId;
  readonly counted: number;
  readonly countedAt: EpochMs;
  readonly areas: readonly { readonly name: string; readonly pieces: number }[];
}

/** All that was scanned, by item; also what was scanned and taken back to none. */
export function countedItems({ store }: Session, id: StockCountId): readonly CountedItem[] {
  const rows = store
    .prepare(
      `select item_id as itemId, area, sum(pieces) as pieces, max(last_at) as lastAt
       from stock_count_scan where count_id = ? group by item_id, area order by item_id, area`,
    )
    .all(id) as readonly {
    readonly itemId: ItemId;
    readonly area: string;
    readonly pieces: number;
    readonly lastAt: EpochMs;
  }[];
  const items = new Map<ItemId, CountedItem>();
  for (const { itemId, area, pieces, lastAt } of rows) {
    const known = items.get(itemId);
    items.set(itemId, {
      itemId,
      counted: (known?.counted ?? 0) + pieces,
      countedAt: Math.max(known?.countedAt ?? 0, lastAt) as EpochMs,
      areas: [...(known?.areas ?? []), { name: area, pieces }],
    });
  }
  return [...items.values()];
}

function headOf(session: Session, row: CountRow): CountHead {
  const { store, catalogue } = session;
  const scans = store
    .prepare(
      `select area, staff_id as staffId, sum(pieces) as pieces from stock_count_scan
       where count_id = ? group by area, staff_id order by max(last_at) desc`,
    )
    .all(row.id) as readonly {
    readonly area: string;
    readonly staffId: StaffId;
    readonly pieces: number;
  }[];
  const areas = new Map<string, { name: string; pieces: number; people: string[] }>();
  for (const { area, staffId, pieces } of scans) {
    const known = areas.get(area) ?? { name: area, pieces: 0, people: [] };
    known.pieces += pieces;
    known.people.push(catalogue.staffById(staffId)?.displayName ?? '');
    areas.set(area, known);
  }
  const { items } = store
    .prepare(
      `select count(distinct item_id) as items from stock_count_scan
       where count_id = ? and pieces > 0`,
    )
    .get(row.id) as { readonly items: number };
  const { startedBy, ...head } = row;
  return {
    ...head,
    startedBy: catalogue.staffById(startedBy)?.displayName ?? '',
    areas: [...areas.values()],
    pieces: [...areas.values()].reduce((sum, { pieces }) => sum + pieces, 0),
    items,
  };
}
