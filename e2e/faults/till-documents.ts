/** Every document that a till holds, as bytes that can be compared. */
import { liveIds, readVersion } from '@second-chance/desktop/src/core/documents/read-version.ts';
import type { TillInside } from '@second-chance/desktop/src/core/till.ts';
import { COLLECTIONS } from '@second-chance/shared/documents/collections.ts';
import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';

export interface HeldDocument {
  readonly collection: string;
  readonly id: string;
  readonly revision: number;
  /** Canonical form of the whole document. */
  readonly document: string;
}

/** Live documents, with the PIN hashes of people open as at the server. */
export function heldDocuments({ store, identity }: TillInside): readonly HeldDocument[] {
  const sealer = identity.sealer();
  return COLLECTIONS.flatMap((collection) =>
    liveIds(store, collection).flatMap((id) => {
      const version = readVersion(store, sealer, collection, id);
      if (version === null) return [];
      const { revision } = version;
      return [{ collection, id, revision, document: canonicalJson(version.document as never) }];
    }),
  );
}
