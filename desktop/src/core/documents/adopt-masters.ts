import type { Master } from '@second-chance/shared/contract/sync.ts';
import {
  COLLECTION_SCHEMAS,
  type Collection,
} from '@second-chance/shared/documents/collections.ts';
import type { Sealer } from '../register/sealer.ts';
import { announce } from './apply-changes.ts';
import type { DocumentStorage } from './document-storage.ts';
import { hold } from './held-documents.ts';
import { isUndecided } from './intent-rows.ts';
import { readVersion } from './read-version.ts';
import { forgetSetAside, setDocumentAside } from './set-aside.ts';
import { type DocumentVersion, writeVersions } from './write-versions.ts';

export interface MasterOf {
  readonly id: string;
  /** Null: the server has no such document, and never had. */
  readonly master: Master | null;
}

/**
 * Makes the server's versions the ones that are here, whatever their revision: in one transaction,
 * and without touching what a person changed meanwhile.
 */
export function adoptMasters(
  storage: DocumentStorage,
  sealer: Sealer,
  collection: Collection,
  masters: readonly MasterOf[],
): void {
  const { store } = storage;
  const written = store.quickTransaction(() => {
    const versions: DocumentVersion[] = [];
    for (const { id, master } of masters) {
      const version = versionOf(id, master);
      if (version === null) continue;
      if (isUndecided(store, collection, id)) hold(store, sealer, version);
      else versions.push(version);
    }
    return writeVersions(storage, sealer, versions, { only: 'any' });
  });
  announce(store, written.collections);

  function versionOf(id: string, master: Master | null): DocumentVersion | null {
    if (master === null) {
      const here = readVersion(store, sealer, collection, id);
      return here === null ? null : { ...here, deleted: true };
    }
    const { revision, deleted, document } = master;
    const parsed = deleted ? null : COLLECTION_SCHEMAS[collection].safeParse(document);
    if (parsed !== null && !parsed.success) {
      const change = { number: 1, collection, id, revision, deleted, document };
      setDocumentAside(store, change, parsed.error.message);
      return null;
    }
    forgetSetAside(store, { collection, id });
    return { collection, id, revision, deleted, document };
  }
}
