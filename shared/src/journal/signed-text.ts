import type { RawEntry, SignedEntry } from './entry.ts';
import { JOURNAL_DOMAIN } from './hashing-input.ts';

/** What stands in a signed entry beside what its hash covers. */
export type Proof = Omit<SignedEntry, keyof RawEntry>;

/**
 * The canonical form of a signed entry: the text that was hashed, with the proof put in at its
 * places in the order of keys, so that nobody walks the payload twice.
 *
 * `hashed` is the `hashingInput` of the entry. Before its `organizationId` and after its payload
 * stand values of fixed form only, so the first and the last match are the entry's own keys.
 */
export function signedText(hashed: string, { hash, keyId, signature }: Proof): string {
  const names = hashed.indexOf('"organizationId":', JOURNAL_DOMAIN.length);
  const staff = hashed.lastIndexOf('"staffId":');
  return (
    `${hashed.slice(JOURNAL_DOMAIN.length, names)}"hash":"${hash}","keyId":"${keyId}",` +
    `${hashed.slice(names, staff)}"signature":"${signature}",${hashed.slice(staff)}`
  );
}
