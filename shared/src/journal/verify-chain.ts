/** Whether journal entries follow each other, are unchanged, and were signed by their register. */
import { isCanonicalJson } from './canonical-json.ts';
import type { SignedEntry } from './entry.ts';
import { hashingInput } from './hashing-input.ts';

/** Where a chain stands: the number and hash of its last entry; 0 and GENESIS_HASH before any. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** The cryptography that shared code does not bring itself. */
export interface ChainCrypto {
  /** SHA-256 of a text's UTF-8 bytes, in lower-case hex. */
  readonly sha256Hex: (text: string) => string;
  /** Whether an Ed25519 signature over the 32 bytes of a hash is the register's. */
  readonly verifySignature: (hashHex: string, signatureBase64url: string) => boolean;
}

/**
 * Looks at one entry and its place. Answers null where all is well, else the first fault.
 *
 * With `keyId` given, an entry that names another key is a fault too: the hash does not cover that
 * field. Never throws for anything that passed `signedEntrySchema`.
 */
export function verifyEntry({
  entry,
  previous,
  keyId,
  sha256Hex,
  verifySignature,
}: ChainCrypto & {
  readonly entry: SignedEntry;
  readonly previous: ChainHead;
  readonly keyId?: string;
}): ChainFault | null {
  const fault = (code: ChainFaultCode, expected: string | number | null): ChainFault => ({
    code,
    seq: entry.seq,
    expected,
  });
  if (entry.seq !== previous.seq + 1) return fault('seq_unexpected', previous.seq + 1);
  if (entry.prevHash !== previous.hash) return fault('prev_hash_differs', previous.hash);
  if (keyId !== undefined && entry.keyId !== keyId) return fault('key_unexpected', keyId);
  if (!isCanonicalJson(entry.payload)) return fault('not_canonical', null);
  const hash = sha256Hex(hashingInput(entry));
  if (entry.hash !== hash) return fault('hash_differs', hash);
  if (!isSignatureText(entry.signature) || !verifySignature(entry.hash, entry.signature)) {
    return fault('signature_invalid', null);
  }
  return null;
}

/** Looks at a run of entries of one chain in order; stops at the first fault. */
export function verifyRun({
  entries,
  previous,
  ...how
}: ChainCrypto & {
  readonly entries: Iterable<SignedEntry>;
  readonly previous: ChainHead;
  readonly keyId?: string;
}): { readonly head: ChainHead; readonly fault: ChainFault | null } {
  let head = previous;
  for (const entry of entries) {
    const fault = verifyEntry({ entry, previous: head, ...how });
    if (fault !== null) return { head, fault };
    head = { seq: entry.seq, hash: entry.hash };
  }
  return { head, fault: null };
}

/**
 * Whether a text spells a signature's 64 bytes the one way that base64url has for them: the last
 * character carries two bits, the rest is zero. Decoders take other spellings as well.
 */
export function isSignatureText(text: string): boolean {
  return /^[A-Za-z0-9_-]{85}[AQgw]$/.test(text);
}

export type ChainFaultCode =
  | 'seq_unexpected'
  | 'prev_hash_differs'
  | 'key_unexpected'
  | 'not_canonical'
  | 'hash_differs'
  | 'signature_invalid';

export interface ChainFault {
  readonly code: ChainFaultCode;
  /** The number that the faulty entry bears. */
  readonly seq: number;
  /** What would have been right, where that can be said. */
  readonly expected: string | number | null;
}
