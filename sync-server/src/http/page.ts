/** Cursors of lists whose order is that of one key. They are opaque: base64url of the key. */
import { refusal } from './rest.ts';

/** A page of rows that were read with one more than `limit`, which tells whether there are more. */
export function pageOf<Row>(
  rows: readonly Row[],
  { limit, keyOf }: { readonly limit: number; readonly keyOf: (row: Row) => string },
): { readonly rows: readonly Row[]; readonly nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    rows: page,
    nextCursor: last === undefined ? null : Buffer.from(keyOf(last)).toString('base64url'),
  };
}

/** The key that a cursor holds, null without one. Anything we did not make is refused. */
export function keyAt(cursor: string | undefined, form: RegExp): string | null {
  if (cursor === undefined) return null;
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (form.test(key)) return key;
  throw refusal({ code: 'INVALID_REQUEST', message: 'This is no cursor of this list.' });
}
