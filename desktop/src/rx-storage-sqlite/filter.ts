export type SqlValue = string | number;

/**
 * A condition in SQL that holds for every document which a selector matches. `exact` says that it
 * holds for no other; otherwise RxDB's matcher has the last word.
 */
export interface Filter {
  /** Null when it says nothing, so every row passes. */
  readonly sql: string | null;
  readonly params: readonly SqlValue[];
  readonly exact: boolean;
}

/** Says nothing; the matcher decides. */
export const UNKNOWN: Filter = { sql: null, params: [], exact: false };

export type PlainValue = string | number | boolean | null;

/** Values whose comparison in SQL is the comparison of RxDB's matcher. */
export function isPlainValue(value: unknown): value is PlainValue {
  if (typeof value === 'number') return !Number.isNaN(value);
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}
