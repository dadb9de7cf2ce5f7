import type { SignedEntry } from '@second-chance/shared/journal/entry.ts';
import { hashingInput } from '@second-chance/shared/journal/hashing-input.ts';

export interface EntryTexts {
  /** What the hash is of. */
  readonly hashed: string;
  /** The canonical form of the whole signed entry: what is kept. */
  readonly wire: string;
}

/**
 * The two canonical forms of an entry, made with one walk over its payload: the kept one is the
 * hashed one with `hash`, `keyId` and `signature` put in at their places in the order of keys.
 *
 * Throws where the entry has no canonical form (a fraction, a lone surrogate, nesting too deep).
 */
export function entryTexts(entry: SignedEntry): EntryTexts {
  const hashed = hashingInput(entry);
  // Before organizationId stand only values of fixed form, so the first match is the key itself;
  // after the payload come only such values too, so the last `staffId` is the entry's own.
  const start = hashed.indexOf('{');
  const names = hashed.indexOf('"organizationId":');
  const staff = hashed.lastIndexOf('"staffId":');
  const wire =
    `${hashed.slice(start, names)}"hash":"${entry.hash}","keyId":"${entry.keyId}",` +
    `${hashed.slice(names, staff)}"signature":"${entry.signature}",${hashed.slice(staff)}`;
  return { hashed, wire };
}
