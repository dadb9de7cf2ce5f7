/** Merges in which a value lost, for a person to look at. */
import type { ConflictDocument } from '@second-chance/shared/documents/conflict.ts';
import type { Store } from '../store/open-store.ts';
import { documentOf, tableOf } from './collection-tables.ts';

const CONFLICTS = tableOf('conflicts');

/** Those that nobody has settled; shown with every state, so it is one look into an index. */
export function countOpenConflicts(store: Store): number {
  const row = store
    .prepare(`select count(*) as open from ${CONFLICTS} where deleted = 0 and is_open = 1`)
    .get() as { readonly open: number };
  return row.open;
}

/** The latest first: those that are open, or all of them. */
export function listConflicts(
  store: Store,
  { settledToo, limit }: { readonly settledToo: boolean; readonly limit: number },
): readonly ConflictDocument[] {
  const rows = store
    .prepare(
      `select doc from ${CONFLICTS} where deleted = 0 ${settledToo ? '' : 'and is_open = 1'}
       order by doc ->> '$.at' desc, id desc limit ?`,
    )
    .all(limit) as readonly { readonly doc: string }[];
  return rows.map(({ doc }) => documentOf<ConflictDocument>(doc));
}
