import type { RxDocumentData, RxJsonSchema } from 'rxdb';
import { getPrimaryFieldOfPrimaryKey, getSchemaByObjectPath } from 'rxdb';
import { sortKey } from './sort-key.ts';

export type KeyKind = 'string' | 'number' | 'boolean';

/** A column that holds the value of one field so that SQLite can index, compare and sort it. */
export interface KeyColumn {
  readonly path: string;
  readonly column: string;
  readonly kind: KeyKind;
}

export interface TableIndex {
  readonly name: string;
  readonly fields: readonly string[];
  readonly columns: readonly string[];
}

/** Which columns and indexes a table of documents has; follows from the schema alone. */
export interface TableLayout {
  readonly primaryPath: string;
  /** Columns beyond those that every table has, in the order of their first use in an index. */
  readonly keyColumns: readonly KeyColumn[];
  /** Every field that has a column, by path. */
  readonly columnOf: ReadonlyMap<string, KeyColumn>;
  readonly indexes: readonly TableIndex[];
  /** Changes when tables made under another layout have to be rebuilt. */
  readonly fingerprint: string;
}

const SQL_TYPE = { string: 'TEXT', number: 'REAL', boolean: 'INTEGER' } as const;

/** Reads the layout off a schema as RxDB hands it to storages. */
export function tableLayout<T>(schema: RxJsonSchema<RxDocumentData<T>>): TableLayout {
  const primaryPath: string = getPrimaryFieldOfPrimaryKey(schema.primaryKey);
  const columnOf = new Map<string, KeyColumn>([
    ['_deleted', { path: '_deleted', column: 'deleted', kind: 'boolean' }],
    ['_meta.lwt', { path: '_meta.lwt', column: 'lwt', kind: 'number' }],
    [primaryPath, { path: primaryPath, column: 'id', kind: 'string' }],
  ]);
  const keyColumns: KeyColumn[] = [];
  const indexes: TableIndex[] = [];
  const seen = new Set(['deleted,id', 'id', 'lwt,id']);
  for (const index of schema.indexes ?? []) {
    const fields: readonly string[] = typeof index === 'string' ? [index] : index;
    for (const path of fields) {
      if (columnOf.has(path)) continue;
      const kind = kindOfField(schema, path);
      if (kind === null) continue;
      const key = { path, column: columnName(path, keyColumns), kind };
      keyColumns.push(key);
      columnOf.set(path, key);
    }
    const columns = fields.flatMap((path) => columnOf.get(path)?.column ?? []);
    const whole = columns.length === fields.length;
    if (!whole || seen.has(columns.join())) continue;
    seen.add(columns.join());
    indexes.push({ name: columns.join('_'), fields, columns });
  }
  const fingerprint = JSON.stringify({
    columns: keyColumns.map(({ path, column, kind }) => [path, column, kind]),
    indexes: indexes.map(({ columns }) => columns),
  });
  return { primaryPath, keyColumns, columnOf, indexes, fingerprint };
}

export function sqlType(kind: KeyKind): string {
  return SQL_TYPE[kind];
}

/**
 * Writes the key of every key column into `keys` and returns 1 when the document does not keep to
 * its schema in one of them (another type, or an array on the way), otherwise 0. For such a
 * document the columns alone do not decide a query.
 */
export function readKeys(
  layout: TableLayout,
  readers: readonly PathReader[],
  document: object,
  keys: unknown[],
): 0 | 1 {
  let odd: 0 | 1 = 0;
  for (let at = 0; at < readers.length; at++) {
    const read = readers[at];
    const kind = layout.keyColumns[at]?.kind;
    const value = read === undefined ? undefined : read(document);
    if (value === undefined) keys.push(null);
    else if (kind === 'string' && typeof value === 'string') keys.push(sortKey(value));
    else if (kind === 'number' && typeof value === 'number') keys.push(value);
    else if (kind === 'boolean' && typeof value === 'boolean') keys.push(value ? 1 : 0);
    else {
      keys.push(null);
      odd = 1;
    }
  }
  return odd;
}

/** The value at the path, undefined when missing, `NOT_A_VALUE` when something odd is on the way. */
export type PathReader = (document: object) => unknown;

const NOT_A_VALUE = Symbol('not a value');

export function pathReader(path: string): PathReader {
  const parts = path.split('.');
  const [first = path] = parts;
  if (parts.length === 1) return (document) => (document as Record<string, unknown>)[first];
  return (document) => {
    let value: unknown = document;
    for (const part of parts) {
      if (value === undefined || value === null) return undefined;
      if (typeof value !== 'object' || Array.isArray(value)) return NOT_A_VALUE;
      value = (value as Record<string, unknown>)[part];
    }
    return value;
  };
}

function kindOfField<T>(schema: RxJsonSchema<RxDocumentData<T>>, path: string): KeyKind | null {
  // Such paths address elements of arrays, or need RxDB's own reading of them.
  if (/[[\]\\]|(^|\.)(\d+|__proto__)?(\.|$)/.test(path)) return null;
  const type: unknown = getSchemaByObjectPath(schema, path)?.type;
  if (type === 'integer' || type === 'number') return 'number';
  return type === 'string' || type === 'boolean' ? type : null;
}

function columnName(path: string, taken: readonly KeyColumn[]): string {
  const name = `k_${path.replaceAll(/[^A-Za-z0-9]+/g, '_')}`;
  const same = ({ column }: KeyColumn) => column.toLowerCase() === name.toLowerCase();
  return taken.some(same) ? `${name}_${taken.length}` : name;
}
