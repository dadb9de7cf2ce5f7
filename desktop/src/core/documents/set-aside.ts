/** Documents that this till cannot use: kept for a newer one to read, in nobody's way. */
import type { FeedChange } from '@second-chance/shared/documents/collections.ts';
import type { Store } from '../store/open-store.ts';

export function setDocumentAside(store: Store, change: FeedChange, problem: string): void {
  store
    .prepare(
      `insert into document_set_aside (collection, id, revision, problem, document_json)
       values (?, ?, ?, ?, ?)
       on conflict (collection, id) do update set revision = excluded.revision,
         problem = excluded.problem, document_json = excluded.document_json`,
    )
    .run(
      change.collection,
      change.id,
      change.revision,
      problem,
      JSON.stringify({ deleted: change.deleted, document: change.document }),
    );
}

export function anySetAside(store: Store): boolean {
  return store.prepare('select 1 from document_set_aside limit 1').get() !== undefined;
}

export function forgetSetAside(
  store: Store,
  { collection, id }: Pick<FeedChange, 'collection' | 'id'>,
): void {
  store
    .prepare('delete from document_set_aside where collection = ? and id = ?')
    .run(collection, id);
}

/** Ids and revisions of a collection that are set aside: they are here, though of no use yet. */
export function setAsideRevisions(
  store: Store,
  collection: string,
): readonly { readonly id: string; readonly revision: number }[] {
  return store
    .prepare('select id, revision from document_set_aside where collection = ?')
    .all(collection) as readonly { readonly id: string; readonly revision: number }[];
}
