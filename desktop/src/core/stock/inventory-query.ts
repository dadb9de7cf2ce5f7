/**
 * The order of all items that a filter lets through, as SQL. One pass gives every row's number, so
 * that pages at any place of a list are look-ups.
 */
import { categoriesBelow } from '@second-chance/shared/catalogue/category-tree.ts';
import type { InventoryFilter } from '@second-chance/shared/contract/till/inventory-views.ts';
import type { CategoryDocument } from '@second-chance/shared/documents/reference-data.ts';
import type { RegisterId } from '@second-chance/shared/ids.ts';
import { tableOf } from '../documents/collection-tables.ts';
import { searchExpression } from '../documents/search-query.ts';

export interface InventoryOrder {
  readonly filter: InventoryFilter;
  readonly sort: 'newest' | 'name' | 'sku' | 'price' | 'stock';
  readonly descending: boolean;
}

export interface Query {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

/** Whether the answer depends on what this till moved, and not on documents alone. */
export function asksForStock({ filter, sort }: InventoryOrder): boolean {
  return filter.stock !== null || sort === 'stock';
}

/** Null where nothing can fit: words without a letter or digit. */
export function orderQuery(
  order: InventoryOrder,
  {
    categories,
    registerId,
  }: { readonly categories: readonly CategoryDocument[]; readonly registerId: RegisterId | null },
): Query | null {
  const { text, categoryId, kind, condition, stock, withdrawn, lacks } = order.filter;
  const where = ['item.deleted = 0'];
  const parameters: (string | number)[] = [];
  const add = (condition: string, ...values: (string | number)[]) => {
    where.push(condition);
    parameters.push(...values);
  };
  if (text.trim() !== '') {
    const expression = searchExpression(text, null);
    if (expression === null) return null;
    add('item.rowid in (select rowid from item_words where item_words match ?)', expression);
  }
  if (categoryId !== null) {
    const ids = JSON.stringify(categoriesBelow(categories, categoryId));
    add('item.category_id in (select value from json_each(?))', ids);
  }
  if (kind !== null) add(`${field('kind')} = ?`, kind);
  if (condition !== null) add(`${field('condition')} = ?`, condition);
  if (withdrawn !== null) add(`${field('withdrawn')} = ?`, Number(withdrawn));
  if (lacks !== null) add(LACKS[lacks]);
  const withStock = asksForStock(order);
  if (stock !== null) add(STOCK[stock]);
  const direction = order.descending ? 'desc' : 'asc';
  return {
    sql: `select item.rowid as row, ${field('price')} as price
      ${withStock ? `, ${onHandOf(registerId)} as pieces` : ''}
      from ${ITEMS} item
      ${withStock ? `left join ${LEVELS} level on level.id = item.id and level.deleted = 0` : ''}
      where ${where.join(' and ')}
      order by ${SORTS[order.sort]} ${direction}, item.rowid ${direction}`,
    parameters,
  };
}

const ITEMS = tableOf('items');
const LEVELS = tableOf('stockLevels');

function field(name: string): string {
  return `item.doc ->> '$.${name}'`;
}

const SORTS = {
  newest: 'item.rowid',
  name: `${field('name')} collate nocase`,
  sku: 'item.sku collate nocase',
  price: field('price'),
  stock: 'pieces',
} as const;

const STOCK = {
  in: 'pieces > 0',
  out: 'pieces <= 0',
  below_zero: 'pieces < 0',
} as const;

const LACKS = {
  picture: `json_array_length(item.doc, '$.pictures') = 0`,
  barcode: `json_array_length(item.doc, '$.barcodes') = 0`,
  cost: `${field('unitCost')} is null`,
  parcel: `${field('parcel')} is null`,
} as const;

/** The same sum as `openOnHand` makes for one item; a test holds them to each other. */
function onHandOf(registerId: RegisterId | null): string {
  const applied = (part: string) =>
    registerId === null ? '0' : `coalesce(level.doc ->> '$.applied."${registerId}".${part}', 0)`;
  const opening = `case when item.rev like '%-0' and ${field('kind')} = 'unique' then 1 else 0 end`;
  return `case when ${field('kind')} = 'service' then null else
    coalesce(level.doc ->> '$.onHand', ${opening}) - coalesce(level.doc ->> '$.claimed', 0)
    + coalesce((select sum(quantity) from stock_movement moved where moved.item_id = item.id
        and (moved.epoch, moved.seq) > (${applied('epoch')}, ${applied('seq')})), 0) end`;
}
