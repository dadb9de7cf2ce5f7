/** Of a page's changes those that are to be written; the others are held or set aside. */
import {
  COLLECTION_SCHEMAS,
  type Collection,
  type FeedChange,
} from '@second-chance/shared/documents/collections.ts';
import type { Sealer } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import { hold } from './held-documents.ts';
import { hasIntents, isUndecided } from './intent-rows.ts';
import { anySetAside, forgetSetAside, setDocumentAside } from './set-aside.ts';
import type { DocumentVersion } from './write-versions.ts';

export interface SortedChanges {
  readonly versions: readonly DocumentVersion[];
  /** How many do not fit. */
  readonly setAside: number;
}

/** Inside a transaction that is open. */
export function sortChanges(
  store: Store,
  sealer: Sealer,
  changes: readonly FeedChange[],
): SortedChanges {
  const versions: DocumentVersion[] = [];
  const anyIntents = hasIntents(store);
  let anyAside = anySetAside(store);
  let setAside = 0;
  for (const change of changes) {
    const version = versionOf(change);
    if ('problem' in version) {
      setDocumentAside(store, change, version.problem);
      setAside += 1;
      anyAside = true;
      continue;
    }
    if (anyAside) forgetSetAside(store, change);
    if (anyIntents && isUndecided(store, version.collection, version.id))
      hold(store, sealer, version);
    else versions.push(version);
  }
  return { versions, setAside };
}

/** A change whose document fits its schema; of a deleted one the last version need not. */
function versionOf(change: FeedChange): DocumentVersion | { readonly problem: string } {
  const { collection, id, revision, deleted } = change;
  if (!isCollection(collection)) return { problem: 'unknown collection' };
  if (deleted) return { collection, id, revision, deleted, document: change.document };
  const parsed = COLLECTION_SCHEMAS[collection].safeParse(change.document);
  if (!parsed.success) return { problem: parsed.error.message };
  return { collection, id, revision, deleted, document: parsed.data };
}

function isCollection(name: string): name is Collection {
  return Object.hasOwn(COLLECTION_SCHEMAS, name);
}
