import { type Filter, isPlainValue, type PlainValue, type SqlValue, UNKNOWN } from './filter.ts';
import { isPlain } from './sort-key.ts';

const IN_MAX = 200;
const DEPTH_MAX = 8;

/** Digits may mean an element of an array, brackets and quotes mean something in a JSON path. */
const SAFE_LABEL = /^[^"\\[\]\u007f]+$/;

/** Not every SQLite reads a decimal fraction to its last bit; bounds are widened by more than that. */
const SLACK = 1e-12;
const SMALLEST_NORMAL = 2.3e-308;

/**
 * A condition on the JSON text for fields without a column. It lets through every document that the
 * operator matches, and some that it does not: arrays on the way, numbers a hair off, values of
 * another type. RxDB's matcher decides those.
 */
export function jsonFilter(path: string, operator: string, value: unknown): Filter {
  const paths = jsonPaths(path);
  if (paths === null) return UNKNOWN;
  const leaf = paths[paths.length - 1] as string;
  const condition = conditionOf(`doc ->> ${leaf}`, `json_type(doc, ${leaf})`, operator, value);
  if (condition === null) return UNKNOWN;
  const arrays = paths.map((prefix) => `json_type(doc, ${prefix}) = 'array'`);
  return {
    sql: `(${condition.sql} OR ${arrays.join(' OR ')})`,
    params: condition.params,
    exact: false,
  };
}

interface Condition {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

function conditionOf(
  field: string,
  type: string,
  operator: string,
  value: unknown,
): Condition | null {
  if (operator === '$exists') {
    return value
      ? { sql: `${type} IS NOT NULL`, params: [] }
      : { sql: `${type} IS NULL`, params: [] };
  }
  if (operator === '$in') {
    if (!Array.isArray(value) || value.length > IN_MAX || !value.every(isPlainValue)) return null;
    const parts = value.map((element) => equals(field, element));
    if (parts.some((part) => part === null)) return null;
    const known = parts.filter((part) => part !== null);
    if (known.length === 0) return { sql: '0', params: [] };
    return {
      sql: `(${known.map(({ sql }) => sql).join(' OR ')})`,
      params: known.flatMap(({ params }) => params),
    };
  }
  if (!isPlainValue(value)) return null;
  return operator === '$eq' ? equals(field, value) : compares(field, operator, value);
}

function equals(field: string, value: PlainValue): Condition | null {
  if (value === null) return { sql: `${field} IS NULL`, params: [] };
  if (typeof value === 'boolean') return { sql: `${field} = ?`, params: [Number(value)] };
  if (typeof value === 'string') {
    return isWellFormed(value) ? { sql: `${field} = ?`, params: [value] } : null;
  }
  return { sql: `${field} BETWEEN ? AND ?`, params: [below(value), above(value)] };
}

function compares(field: string, operator: string, value: PlainValue): Condition | null {
  const isLower = operator === '$gt' || operator === '$gte';
  if (!isLower && operator !== '$lt' && operator !== '$lte') return null;
  const sql = `${field} ${isLower ? '>=' : '<='} ?`;
  if (typeof value === 'number') return { sql, params: [isLower ? below(value) : above(value)] };
  return typeof value === 'string' && isPlain(value) ? { sql, params: [value] } : null;
}

function below(value: number): number {
  if (!Number.isFinite(value)) return value;
  return value - Math.abs(value) * SLACK - SMALLEST_NORMAL;
}

function above(value: number): number {
  if (!Number.isFinite(value)) return value;
  return value + Math.abs(value) * SLACK + SMALLEST_NORMAL;
}

/** Whether SQLite sees the very same text in the JSON as in a parameter. */
function isWellFormed(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

/** The JSON path of the field and of everything it lies in, as SQL literals; null when not safe. */
function jsonPaths(path: string): readonly string[] | null {
  const parts = path.split('.');
  if (parts.length > DEPTH_MAX) return null;
  const paths: string[] = [];
  let prefix = '$';
  for (const part of parts) {
    if (!SAFE_LABEL.test(part) || /^\d+$/.test(part) || JSON.stringify(part) !== `"${part}"`) {
      return null;
    }
    prefix += `."${part}"`;
    paths.push(`'${prefix.replaceAll("'", "''")}'`);
  }
  return paths;
}
