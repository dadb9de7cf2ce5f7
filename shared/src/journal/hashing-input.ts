import { canonicalJson } from './canonical-json.ts';
import type { RawEntry } from './entry.ts';

/** Sets these hashes apart from any other use of SHA-256 and from later forms of the journal. */
export const JOURNAL_DOMAIN = 'second-chance/journal/v1\n';

/**
 * The text whose UTF-8 bytes an entry's `hash` is the SHA-256 of: the domain and the canonical form
 * of everything in the entry but `hash`, `signature` and `keyId`. What is signed are the 32 bytes
 * of that hash.
 *
 * Takes a signed entry as well; the three fields that the hash cannot cover are left out.
 */
export function hashingInput(entry: RawEntry): string {
  return (
    JOURNAL_DOMAIN +
    canonicalJson({
      approvedBy: entry.approvedBy,
      at: entry.at,
      businessDay: entry.businessDay,
      chain: entry.chain,
      epoch: entry.epoch,
      organizationId: entry.organizationId,
      payload: entry.payload,
      prevHash: entry.prevHash,
      registerId: entry.registerId,
      seq: entry.seq,
      staffId: entry.staffId,
      storeId: entry.storeId,
      type: entry.type,
    })
  );
}
