import type { FilledMangoQuery, PreparedQuery, RxDocumentData, RxJsonSchema } from 'rxdb';
import { getQueryMatcher, getSortComparator } from 'rxdb';
import type { Connection } from './connection.ts';
import type { DocumentTable } from './document-table.ts';
import type { Filter, SqlValue } from './filter.ts';
import { selectorToSql } from './selector-to-sql.ts';
import { indexName, quote } from './table.ts';
import type { TableLayout } from './table-layout.ts';

export interface QueryTarget<T> {
  readonly connection: Connection;
  readonly schema: RxJsonSchema<RxDocumentData<T>>;
  readonly table: DocumentTable<T>;
}

/** How a query will run: what SQLite decides, and what is left to RxDB's own functions. */
export interface QueryPlan {
  readonly from: string;
  readonly filter: Filter;
  /** Null when SQLite cannot sort exactly as RxDB does. */
  readonly orderBy: string | null;
  /** The order before RxDB's comparator, which keeps it between equal documents. */
  readonly tieOrder: string;
}

/**
 * The documents that match, in RxDB's order, between skip and limit. The matcher and the comparator
 * of RxDB define the answer; SQL only does what is sure to give the same.
 */
export function runQuery<T>(
  target: QueryTarget<T>,
  prepared: PreparedQuery<T>,
): RxDocumentData<T>[] {
  const { query } = prepared;
  const { skip, limit } = pageOf(query);
  const plan = planQuery(target, prepared);
  if (plan.orderBy === null) {
    const found = [...matching(target, query, plan, plan.tieOrder)];
    found.sort(comparatorOf(target, query));
    return found.slice(skip, skip + limit);
  }
  if (plan.filter.exact) {
    const page = ` LIMIT ? OFFSET ?`;
    const sqlLimit = Number.isSafeInteger(limit) ? limit : -1;
    const rows = select(target, plan, 'doc', plan.orderBy + page, [sqlLimit, skip]).all();
    return (rows as string[]).map((doc) => JSON.parse(doc));
  }
  const found: RxDocumentData<T>[] = [];
  if (limit <= 0) return found;
  let toSkip = skip;
  for (const document of matching(target, query, plan, plan.orderBy)) {
    if (toSkip > 0) toSkip -= 1;
    else if (found.push(document) >= limit) break;
  }
  return found;
}

/** How many documents the same query would answer. */
export function countDocuments<T>(target: QueryTarget<T>, prepared: PreparedQuery<T>): number {
  const { skip, limit } = pageOf(prepared.query);
  const plan = planQuery(target, prepared);
  const page = (matches: number) => Math.min(Math.max(matches - skip, 0), limit);
  if (plan.filter.exact) return page(select(target, plan, 'count(*)', '', []).get() as number);
  let matches = 0;
  for (const _ of matching(target, prepared.query, plan, '')) {
    matches += 1;
    if (matches - skip >= limit) break;
  }
  return page(matches);
}

interface Page {
  readonly skip: number;
  readonly limit: number;
}

/** Where to begin and how many at most, as `Array.slice` reads numbers that are no counts. */
function pageOf({ skip, limit }: { readonly skip?: unknown; readonly limit?: unknown }): Page {
  const count = (value: unknown, without: number) =>
    typeof value === 'number' ? Math.max(Math.trunc(value) || 0, 0) : without;
  return { skip: count(skip, 0), limit: count(limit, Number.POSITIVE_INFINITY) };
}

export function planQuery<T>(target: QueryTarget<T>, prepared: PreparedQuery<T>): QueryPlan {
  const { layout, name } = target.table;
  const { query, queryPlan } = prepared;
  const useKeys = !target.table.hasOdd();
  const filter = selectorToSql(layout, query.selector as Readonly<Record<string, unknown>>, {
    useKeys,
  });
  const indexOrder = queryPlan.index.map((path) => ({ path, direction: 'asc' }));
  const sort = query.sort.flatMap((part) =>
    Object.entries(part)
      .slice(0, 1)
      .map(([path, direction]) => ({ path, direction: `${direction}` })),
  );
  const hint = useKeys && query.index !== undefined ? hintedIndex(layout, query.index) : null;
  const indexedBy = hint === null ? '' : ` INDEXED BY ${quote(indexName(name, hint))}`;
  return {
    from: quote(name) + indexedBy,
    filter,
    orderBy: useKeys ? orderBy(layout, [...sort, ...indexOrder]) : null,
    tieOrder: (useKeys ? orderBy(layout, indexOrder) : null) ?? '',
  };
}

interface SortPart {
  readonly path: string;
  readonly direction: string;
}

/** Null when a field has no column. Behind the primary key nothing can make a difference. */
function orderBy(layout: TableLayout, parts: readonly SortPart[]): string | null {
  const terms: string[] = [];
  const seen = new Set<string>();
  for (const { path, direction } of parts) {
    const column = layout.columnOf.get(path)?.column;
    if (column === undefined) return null;
    if (seen.has(column)) continue;
    seen.add(column);
    // Missing values come first in RxDB's ascending order, as NULL does in SQLite's.
    terms.push(direction === 'asc' ? column : `${column} DESC`);
    if (column === 'id') break;
  }
  return ` ORDER BY ${terms.join()}`;
}

function hintedIndex(layout: TableLayout, hint: readonly string[]): string | null {
  const same = layout.indexes.find(({ fields }) => fields.join() === hint.join());
  return same?.name ?? null;
}

function* matching<T>(
  target: QueryTarget<T>,
  query: FilledMangoQuery<T>,
  plan: QueryPlan,
  order: string,
): Generator<RxDocumentData<T>> {
  const matches = plan.filter.exact ? null : getQueryMatcher(target.schema, query as never);
  for (const doc of select(target, plan, 'doc', order, []).iterate()) {
    const document: RxDocumentData<T> = JSON.parse(doc as string);
    if (matches === null || matches(document as never)) yield document;
  }
}

function comparatorOf<T>(target: QueryTarget<T>, query: FilledMangoQuery<T>) {
  const compare = getSortComparator(target.schema, query as never);
  // Equal in every part: the order so far stands.
  return (a: RxDocumentData<T>, b: RxDocumentData<T>) => compare(a as never, b as never) ?? 0;
}

interface Selection {
  readonly all: () => unknown[];
  readonly get: () => unknown;
  readonly iterate: () => IterableIterator<unknown>;
}

function select<T>(
  { connection }: QueryTarget<T>,
  { from, filter }: QueryPlan,
  what: string,
  tail: string,
  tailParams: readonly SqlValue[],
): Selection {
  const where = filter.sql === null ? '' : ` WHERE ${filter.sql}`;
  const statement = connection.prepareValues(`SELECT ${what} FROM ${from}${where}${tail}`);
  const params = [...filter.params, ...tailParams];
  return {
    all: () => statement.all(params),
    get: () => statement.get(params),
    iterate: () => statement.iterate(params),
  };
}
