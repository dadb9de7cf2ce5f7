/**
 * Checks journal entries in this browser, by the code that tills and server use and the browser's own
 * cryptography. Nothing is believed that the server says about them.
 */
import { isCanonicalJson } from '@second-chance/shared/journal/canonical-json.ts';
import { type SignedEntry, signedEntrySchema } from '@second-chance/shared/journal/entry.ts';
import { hashingInput } from '@second-chance/shared/journal/hashing-input.ts';
import {
  type ChainFault,
  type ChainHead,
  isSignatureText,
  verifyEntry,
} from '@second-chance/shared/journal/verify-chain.ts';

export interface RegisterKey {
  readonly key: CryptoKey;
  /** RFC 7638 thumbprint, computed here. */
  readonly keyId: string;
}

export type EntryFault = ChainFault | { readonly code: 'no_entry'; readonly seq: number };

/** The key of an epoch; null where this browser cannot check such signatures. */
export async function importRegisterKey(
  jwk: Readonly<Record<string, unknown>>,
): Promise<RegisterKey | null> {
  const x = String(jwk.x);
  const text = `{"crv":"Ed25519","kty":"OKP","x":"${x}"}`;
  const thumbprint = await crypto.subtle.digest('SHA-256', encode(text));
  try {
    const own = { kty: 'OKP', crv: 'Ed25519', x };
    const key = await crypto.subtle.importKey('jwk', own, 'Ed25519', false, ['verify']);
    return { key, keyId: base64url(new Uint8Array(thumbprint)) };
  } catch {
    return null;
  }
}

/** Reads an entry as it came; null for what is none. */
export function readEntry(value: unknown): SignedEntry | null {
  const parsed = signedEntrySchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

interface Facts {
  readonly hash: string;
  readonly signed: boolean;
}

/** What the browser's cryptography says of an entry; the slow part, done for many at once. */
async function factsOf(entry: SignedEntry, { key }: RegisterKey): Promise<Facts> {
  if (!isCanonicalJson(entry.payload)) return { hash: '', signed: false };
  const digest = await crypto.subtle.digest('SHA-256', encode(hashingInput(entry)));
  const hash = hex(new Uint8Array(digest));
  const signed =
    isSignatureText(entry.signature) &&
    (await crypto.subtle.verify('Ed25519', key, fromBase64url(entry.signature), fromHex(hash)));
  return { hash, signed };
}

/** Looks at a run of entries of one chain in order; stops at the first fault. */
export async function checkRun(
  values: readonly unknown[],
  previous: ChainHead,
  register: RegisterKey,
): Promise<{ readonly head: ChainHead; readonly fault: EntryFault | null }> {
  const entries = values.map(readEntry);
  const facts = await Promise.all(entries.map((entry) => entry && factsOf(entry, register)));
  let head = previous;
  for (const [index, entry] of entries.entries()) {
    const own = facts[index];
    if (!entry || !own) return { head, fault: { code: 'no_entry', seq: head.seq + 1 } };
    const fault = verifyEntry({
      entry,
      previous: head,
      keyId: register.keyId,
      sha256Hex: () => own.hash,
      // The signature was checked over the hash computed here, which by now is the entry's.
      verifySignature: () => own.signed,
    });
    if (fault !== null) return { head, fault };
    head = { seq: entry.seq, hash: entry.hash };
  }
  return { head, fault: null };
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(index * 2, index * 2 + 2), 16),
  );
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
