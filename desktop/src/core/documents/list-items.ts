/**
 * Lists of items with filters, built by Kysely and run as prepared statements: typed, and as
 * synchronous as all of core. Loaded by whoever asks first, because Kysely takes its time to load.
 */
import type { Condition, ItemKind } from '@second-chance/shared/documents/item.ts';
import type { CategoryId, ItemId } from '@second-chance/shared/ids.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import type { Store } from '../store/open-store.ts';
import { searchExpression } from './search-query.ts';

/** The tables that lists read; generated columns and fields of the documents, by name. */
interface Tables {
  readonly rx_till_items_0: {
    readonly rowid: number;
    readonly id: ItemId;
    readonly deleted: 0 | 1;
    readonly sku: string;
    readonly category_id: CategoryId;
    readonly doc: string;
  };
}

/** Compiles queries and never runs one. */
const build = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

function rows<Row>(store: Store, { sql: text, parameters }: CompiledQuery<Row>): readonly Row[] {
  return store.prepare(text).all(...parameters) as Row[];
}

export interface ItemFilter {
  /** As typed. Empty: everything. */
  readonly text: string;
  /** Null: all; a category alone, without those below it. */
  readonly categoryId: CategoryId | null;
  /** Null: whether or not they are taken off sale. */
  readonly withdrawn: boolean | null;
}

export interface ItemPage {
  readonly sort: 'newest' | 'name' | 'price' | 'sku';
  readonly limit: number;
  readonly offset: number;
}

export interface ListedItem {
  readonly id: ItemId;
  readonly sku: string;
  readonly name: string;
  readonly categoryId: CategoryId;
  readonly kind: ItemKind;
  readonly condition: Condition;
  readonly price: MinorUnits;
  readonly withdrawn: boolean;
}

const field = <T>(name: string) => sql<T>`doc ->> ${sql.lit(`$.${name}`)}`;

function filtered({ text, categoryId, withdrawn }: ItemFilter) {
  let query = build.selectFrom('rx_till_items_0').where('deleted', '=', 0);
  if (categoryId !== null) query = query.where('category_id', '=', categoryId);
  if (withdrawn !== null) query = query.where(field<number>('withdrawn'), '=', Number(withdrawn));
  if (text.trim() === '') return query;
  const expression = searchExpression(text, null);
  if (expression === null) return query.where(sql<boolean>`false`);
  const words = sql<number>`(select rowid from item_words where item_words match ${expression})`;
  return query.where('rowid', 'in', words);
}

/** One page of the items that a filter lets through. */
export function listItems(store: Store, filter: ItemFilter, page: ItemPage): readonly ListedItem[] {
  const { sort, limit, offset } = page;
  const selected = filtered(filter).select([
    'id',
    'sku',
    'category_id as categoryId',
    field<string>('name').as('name'),
    field<ItemKind>('kind').as('kind'),
    field<Condition>('condition').as('condition'),
    field<MinorUnits>('price').as('price'),
    field<0 | 1>('withdrawn').as('withdrawn'),
  ]);
  const sorted =
    sort === 'newest'
      ? selected.orderBy('rowid', 'desc')
      : sort === 'sku'
        ? selected.orderBy(sql`sku collate nocase`).orderBy('id')
        : selected.orderBy(sort).orderBy('id');
  const found = rows(store, sorted.limit(limit).offset(offset).compile());
  return found.map((row) => ({ ...row, withdrawn: row.withdrawn === 1 }));
}

/** How many items a filter lets through, and what their tags say together. */
export function sumItems(
  store: Store,
  filter: ItemFilter,
): { readonly total: number; readonly value: MinorUnits } {
  const query = filtered(filter).select((of) => [
    of.fn.countAll<number>().as('total'),
    sql<MinorUnits>`coalesce(sum(doc ->> '$.price'), 0)`.as('value'),
  ]);
  return rows(store, query.compile())[0] ?? { total: 0, value: 0 as MinorUnits };
}
