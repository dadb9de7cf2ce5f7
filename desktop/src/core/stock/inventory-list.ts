/** Lists of a hundred thousand items: ordered once, then read at any place without a hitch. */
import type {
  InventoryPage,
  InventoryRow,
} from '@second-chance/shared/contract/till/inventory-views.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import { type MinorUnits, minorUnits, ZERO } from '@second-chance/shared/money/minor-units.ts';
import { documentOf, tableOf } from '../documents/collection-tables.ts';
import { documentVersion } from '../documents/document-version.ts';
import type { Session } from '../till-context.ts';
import { asksForStock, type InventoryOrder, orderQuery } from './inventory-query.ts';

interface Ordered {
  readonly key: string;
  readonly builtAt: number;
  /** Numbers of the rows, in order. */
  readonly rows: Float64Array;
  readonly value: MinorUnits;
}

/** While documents stream in, a long list is ordered again once a second, not at every page. */
const REBUILD_MS = 1_000;
const LONG = 20_000;

export interface InventoryLists {
  readonly page: (
    session: Session,
    wish: InventoryOrder & { readonly offset: number; readonly limit: number },
  ) => InventoryPage;
  /** The ids of all that a filter lets through, or null where they are more than `max`. */
  readonly ids: (session: Session, order: InventoryOrder, max: number) => readonly ItemId[] | null;
}

/** Keeps the order that was asked for last. */
export function openInventoryLists(): InventoryLists {
  let kept: (Ordered & { readonly question: string }) | null = null;

  function ordered(session: Session, order: InventoryOrder): Ordered {
    const { filter, sort, descending } = order;
    const question = JSON.stringify({ filter, sort, descending });
    const key = `${documentVersion(session.store)} ${asksForStock(order) ? movementsOf(session) : ''}`;
    if (kept?.question === question) {
      const fresh = session.now - kept.builtAt < REBUILD_MS && kept.rows.length > LONG;
      if (kept.key === key || fresh) return kept;
    }
    kept = { question, key, builtAt: session.now, ...build(session, order) };
    return kept;
  }

  return {
    page(session, { offset, limit, ...order }) {
      const { rows, value } = ordered(session, order);
      const shown = [...rows.subarray(offset, offset + limit)];
      return {
        rows: shown.flatMap((row) => inventoryRowAt(session, row) ?? []),
        total: rows.length,
        value,
      };
    },
    ids(session, order, max) {
      const { rows } = ordered(session, order);
      if (rows.length > max) return null;
      const byRow = session.store.prepare(`select id from ${ITEMS} where rowid = ?`);
      return [...rows].flatMap(
        (row) => (byRow.get(row) as { readonly id: ItemId } | undefined)?.id ?? [],
      );
    },
  };
}

const ITEMS = tableOf('items');

function build(session: Session, order: InventoryOrder): Pick<Ordered, 'rows' | 'value'> {
  const { store, catalogue } = session;
  const query = orderQuery(order, {
    categories: catalogue.categories(),
    registerId: session.enrolment()?.registerId ?? null,
  });
  if (query === null) return { rows: new Float64Array(0), value: ZERO };
  const found = store.prepare(query.sql).all(...query.parameters) as readonly {
    readonly row: number;
    readonly price: number;
  }[];
  const value = found.reduce((sum, { price }) => sum + price, 0);
  return { rows: Float64Array.from(found, ({ row }) => row), value: minorUnits(value) };
}

function movementsOf({ store }: Session): number {
  const row = store.prepare('select coalesce(max(position), 0) as last from journal_entry').get();
  return (row as { readonly last: number }).last;
}

function inventoryRowAt(session: Session, row: number): InventoryRow | null {
  const stored = session.store
    .prepare(`select doc from ${ITEMS} where rowid = ? and deleted = 0`)
    .get(row) as { readonly doc: string } | undefined;
  return stored === undefined ? null : inventoryRow(session, documentOf<ItemDocument>(stored.doc));
}

export function inventoryRow({ onHand }: Session, item: ItemDocument): InventoryRow {
  const { id, sku, name, brand, size, categoryId, kind, condition, price, withdrawn } = item;
  return {
    ...{ id, sku, name, brand, size, categoryId, kind, condition, price, withdrawn },
    listedOn: item.listedOn,
    picture: item.pictures[0] ?? null,
    onHand: kind === 'service' ? null : onHand.of(id),
  };
}
