/** Whether each entry of a run is what its register signed, before anything is asked of a database. */
import { hash as digest, type KeyObject, verify } from 'node:crypto';
import type { SignedEntry } from '@second-chance/shared/journal/entry.ts';
import { hashingInput } from '@second-chance/shared/journal/hashing-input.ts';
import { signedText } from '@second-chance/shared/journal/signed-text.ts';
import { isSignatureText } from '@second-chance/shared/journal/verify-chain.ts';

export type EntryFault = 'hash' | 'key' | 'signature' | 'previous';

export interface CheckedEntry {
  readonly entry: SignedEntry;
  /** The entry as it is kept: canonical, byte for byte what its register holds. */
  readonly wire: string;
  readonly fault: Exclude<EntryFault, 'previous'> | null;
}

/**
 * Checks hash and signature of every entry; the signatures on the thread pool, so that other
 * requests go on meanwhile. The links between entries are for `linkRun`.
 *
 * Null where an entry has no canonical form: then nobody can have signed it.
 */
export async function checkRun(
  entries: readonly SignedEntry[],
  key: { readonly keyId: string; readonly publicKey: KeyObject },
): Promise<readonly CheckedEntry[] | null> {
  const texts: { readonly entry: SignedEntry; readonly hashed: string }[] = [];
  try {
    for (const entry of entries) texts.push({ entry, hashed: hashingInput(entry) });
  } catch {
    return null;
  }
  return Promise.all(
    texts.map(async ({ entry, hashed }): Promise<CheckedEntry> => {
      const wire = signedText(hashed, entry);
      if (digest('sha256', hashed) !== entry.hash) return { entry, wire, fault: 'hash' };
      if (entry.keyId !== key.keyId) return { entry, wire, fault: 'key' };
      const signed = await verifyOnPool(entry, key.publicKey);
      return { entry, wire, fault: signed ? null : 'signature' };
    }),
  );
}

function verifyOnPool(entry: SignedEntry, publicKey: KeyObject): Promise<boolean> {
  if (!isSignatureText(entry.signature)) return Promise.resolve(false);
  const signed = Buffer.from(entry.hash, 'hex');
  const signature = Buffer.from(entry.signature, 'base64url');
  return new Promise((resolve, reject) => {
    verify(null, signed, publicKey, signature, (error, valid) =>
      error ? reject(error) : resolve(valid),
    );
  });
}
