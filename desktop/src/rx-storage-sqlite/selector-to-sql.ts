import { type Filter, isPlainValue, type PlainValue, type SqlValue, UNKNOWN } from './filter.ts';
import { jsonFilter } from './json-path-to-sql.ts';
import { sortKey } from './sort-key.ts';
import type { KeyColumn, TableLayout } from './table-layout.ts';

/** Beyond this SQLite's limits for expressions come near; such selectors are left to the matcher. */
const PARAMS_MAX = 20_000;
const TERMS_MAX = 800;
const PARTS_MAX = 200;
const MARKS_MAX = 256;

const ALL: Filter = { sql: null, params: [], exact: true };
const NONE: Filter = { sql: '0', params: [], exact: true };

type Selector = Readonly<Record<string, unknown>>;

/**
 * Translates a selector. With `useKeys` the key columns stand for the fields, which is only right
 * while every document keeps to its schema in them.
 */
export function selectorToSql(
  layout: TableLayout,
  selector: Selector,
  { useKeys }: { readonly useKeys: boolean },
): Filter {
  const columnOf = (path: string) => (useKeys ? layout.columnOf.get(path) : undefined);
  const filter = allOf(selectorParts(columnOf, selector, false));
  if (filter.params.length > PARAMS_MAX) return UNKNOWN;
  // The depth of an expression is at most the number of its terms.
  return (filter.sql?.split(/ AND | OR /).length ?? 0) > TERMS_MAX ? UNKNOWN : filter;
}

type ColumnOf = (path: string) => KeyColumn | undefined;

/** The parts of a selector, all of which must hold; negated, one of which must. */
function selectorParts(columnOf: ColumnOf, selector: Selector, negated: boolean): Filter[] {
  return Object.entries(selector).map(([name, value]) => {
    if (!name.startsWith('$')) return fieldFilter(columnOf, name, value, negated);
    if (!Array.isArray(value) || !value.every(isSelector)) return UNKNOWN;
    const join = (list: readonly Selector[], negatedParts: boolean, all: boolean) =>
      (all ? allOf : anyOf)(list.map((part) => selectorFilter(columnOf, part, negatedParts)));
    if (name === '$and') return join(value, negated, !negated);
    if (name === '$or') return join(value, negated, negated);
    if (name === '$nor') return join(value, !negated, !negated);
    return UNKNOWN;
  });
}

function selectorFilter(columnOf: ColumnOf, selector: Selector, negated: boolean): Filter {
  const parts = selectorParts(columnOf, selector, negated);
  return negated ? anyOf(parts) : allOf(parts);
}

function fieldFilter(
  columnOf: ColumnOf,
  path: string,
  condition: unknown,
  negated: boolean,
): Filter {
  if (!isSelector(condition)) {
    return isPlainValue(condition)
      ? operatorFilter(columnOf, path, '$eq', condition, negated)
      : UNKNOWN;
  }
  const operators = Object.entries(condition);
  const known = operators.length > 0 && operators.every(([operator]) => operator.startsWith('$'));
  // An object without operators is compared as a whole.
  if (!known) return UNKNOWN;
  if ('$regex' in condition) return negated ? UNKNOWN : prefixFilter(columnOf(path), condition);
  const parts = operators.map(([operator, value]) =>
    operator === '$not'
      ? fieldFilter(columnOf, path, value, !negated)
      : operatorFilter(columnOf, path, operator, value, negated),
  );
  return negated ? anyOf(parts) : allOf(parts);
}

function operatorFilter(
  columnOf: ColumnOf,
  path: string,
  operator: string,
  value: unknown,
  negated: boolean,
): Filter {
  if (operator === '$ne') return operatorFilter(columnOf, path, '$eq', value, !negated);
  if (operator === '$nin') return operatorFilter(columnOf, path, '$in', value, !negated);
  const key = columnOf(path);
  if (key !== undefined) return keyFilter(key, operator, value, negated);
  // A superset cannot be negated: what it lets through too much would be missing then.
  return negated ? UNKNOWN : jsonFilter(path, operator, value);
}

const COMPARISON: Readonly<Record<string, readonly [holds: string, fails: string]>> = {
  $gt: ['>', '<='],
  $gte: ['>=', '<'],
  $lt: ['<', '>='],
  $lte: ['<=', '>'],
};

/** In a key column NULL means that the field is missing; every other value has the column's type. */
function keyFilter(key: KeyColumn, operator: string, value: unknown, negated: boolean): Filter {
  const { column } = key;
  if (operator === '$exists') return isNull(column, negated === Boolean(value));
  if (operator === '$in') return inFilter(key, value, negated);
  if (operator === '$eq' && value === null) return isNull(column, !negated);
  if (!isPlainValue(value) || value === null) return UNKNOWN;
  const operand = operandOf(key, value);
  if (operator === '$eq') {
    if (operand === null) return negated ? ALL : NONE;
    return exactly(negated ? `${column} IS NOT ?` : `${column} = ?`, operand);
  }
  const comparison = COMPARISON[operator];
  if (comparison === undefined) return UNKNOWN;
  if (operand === null) return negated ? ALL : NONE;
  const [holds, fails] = comparison;
  if (!negated) return exactly(`${column} ${holds} ?`, operand);
  return exactly(`(${column} IS NULL OR ${column} ${fails} ?)`, operand);
}

function inFilter(key: KeyColumn, value: unknown, negated: boolean): Filter {
  if (!Array.isArray(value) || !value.every(isPlainValue)) return UNKNOWN;
  const { column } = key;
  const operands: SqlValue[] = [];
  for (const element of value) {
    const operand = element === null ? null : operandOf(key, element);
    if (operand !== null) operands.push(operand);
  }
  const withMissing = value.includes(null);
  if (operands.length === 0) {
    if (withMissing) return isNull(column, !negated);
    return negated ? ALL : NONE;
  }
  const { marks, params } = listOf(key, operands);
  const list = `${column} ${negated ? 'NOT IN' : 'IN'} (${marks})`;
  // A missing value is in the list when null is.
  const sql = withMissing === negated ? list : `(${column} IS NULL OR ${list})`;
  return { sql, params, exact: true };
}

/** Lists of like length share one prepared statement; a long one is one parameter where it can be. */
function listOf({ kind }: KeyColumn, operands: readonly SqlValue[]) {
  if (kind === 'string' && operands.length > MARKS_MAX) {
    return { marks: 'SELECT value FROM json_each(?)', params: [JSON.stringify(operands)] };
  }
  const length = 2 ** Math.ceil(Math.log2(operands.length));
  const params = Array.from({ length }, (_, at) => operands[at] ?? (operands[0] as SqlValue));
  return { marks: params.map(() => '?').join(), params };
}

/** A regular expression that must begin with certain letters narrows down to a range of the column. */
function prefixFilter(key: KeyColumn | undefined, condition: Selector): Filter {
  const { $regex: regex, $options: options } = condition;
  if (key?.kind !== 'string' || typeof regex !== 'string' || options || regex.includes('|')) {
    return UNKNOWN;
  }
  // What a quantifier follows may be absent, so it does not belong to the prefix.
  const [, prefix = ''] = /^\^([\w -]*)(?![*+?{\w -])/.exec(regex) ?? [];
  if (prefix === '') return UNKNOWN;
  const end = prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
  const sql = `(${key.column} >= ? AND ${key.column} < ?)`;
  return { sql, params: [prefix, end], exact: false };
}

/** The operand as the column holds it; null when the column never holds a value of that type. */
function operandOf({ kind }: KeyColumn, value: PlainValue): SqlValue | null {
  if (kind === 'string') return typeof value === 'string' ? sortKey(value) : null;
  if (kind === 'number') return typeof value === 'number' ? value : null;
  return typeof value === 'boolean' ? Number(value) : null;
}

function isNull(column: string, wanted: boolean): Filter {
  return exactly(`${column} IS ${wanted ? '' : 'NOT '}NULL`);
}

function exactly(sql: string, ...params: SqlValue[]): Filter {
  return { sql, params, exact: true };
}

function allOf(parts: readonly Filter[]): Filter {
  const exact = parts.every((part) => part.exact);
  const saying = parts.filter(({ sql }) => sql !== null);
  if (saying.length === 0) return exact ? ALL : UNKNOWN;
  if (saying.length > PARTS_MAX) return UNKNOWN;
  return { ...joined(saying, ' AND '), exact };
}

function anyOf(parts: readonly Filter[]): Filter {
  const exact = parts.every((part) => part.exact);
  if (parts.length === 0) return NONE;
  if (parts.some(({ sql }) => sql === null)) return exact ? ALL : UNKNOWN;
  if (parts.length > PARTS_MAX) return UNKNOWN;
  return { ...joined(parts, ' OR '), exact };
}

function joined(parts: readonly Filter[], operator: string): Omit<Filter, 'exact'> {
  const [first] = parts;
  const text = parts.map(({ sql }) => sql).join(operator);
  const sql = parts.length === 1 && first !== undefined ? first.sql : `(${text})`;
  return { sql, params: parts.flatMap(({ params }) => params) };
}

function isSelector(value: unknown): value is Selector {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
