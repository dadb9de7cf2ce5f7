/** What the feed said of documents whose change at this till is undecided: the latest of each. */
import type { Collection } from '@second-chance/shared/documents/collections.ts';
import type { Sealer } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import { openDocument, sealDocument } from './staff-seal.ts';
import type { DocumentVersion } from './write-versions.ts';

/** Keeps the newest version, sealed where it must be. */
export function hold(store: Store, sealer: Sealer, version: DocumentVersion): void {
  store
    .prepare(
      `insert into document_held (collection, id, revision, deleted, document_json)
       values (?, ?, ?, ?, ?)
       on conflict (collection, id) do update set revision = excluded.revision,
         deleted = excluded.deleted, document_json = excluded.document_json
       where excluded.revision >= document_held.revision`,
    )
    .run(
      version.collection,
      version.id,
      version.revision,
      Number(version.deleted),
      JSON.stringify(sealDocument(sealer, version.collection, version.document)),
    );
}

/** Answers what is held of a document, and forgets it. */
export function release(
  store: Store,
  sealer: Sealer,
  { collection, id }: { readonly collection: Collection; readonly id: string },
): DocumentVersion | null {
  const row = store
    .prepare(
      `delete from document_held where collection = ? and id = ?
       returning revision, deleted, document_json as json`,
    )
    .get(collection, id) as
    | { readonly revision: number; readonly deleted: 0 | 1; readonly json: string }
    | undefined;
  if (row === undefined) return null;
  const document = openDocument(sealer, collection, JSON.parse(row.json));
  return { collection, id, revision: row.revision, deleted: row.deleted === 1, document };
}
