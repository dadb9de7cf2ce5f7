/** Real signed journals for tests, with real keys. Runs on Node. */
import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import {
  type Chain,
  type EntryType,
  GENESIS_HASH,
  type PayloadOf,
  type RawEntry,
  type SignedEntry,
} from '../src/journal/entry.ts';
import { hashingInput } from '../src/journal/hashing-input.ts';
import type { ChainCrypto, ChainHead } from '../src/journal/verify-chain.ts';
import {
  AT,
  aSaleRecord,
  DAY,
  ORGANIZATION_ID,
  REGISTER_ID,
  STAFF_ID,
  STORE_ID,
} from './builders.ts';

/** A register's key pair with its thumbprint (RFC 7638). */
export interface RegisterKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly publicKeyJwk: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string };
  readonly keyId: string;
}

export function aRegisterKey(): RegisterKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const thumbprint = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`);
  return {
    privateKey,
    publicKey,
    publicKeyJwk: { kty: 'OKP', crv: 'Ed25519', x },
    keyId: thumbprint.digest('base64url'),
  };
}

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The cryptography of Node for `verifyEntry`, with one register's public key. */
export function nodeCrypto({ publicKeyJwk }: Pick<RegisterKey, 'publicKeyJwk'>): ChainCrypto {
  const key = createPublicKey({ key: publicKeyJwk, format: 'jwk' });
  return {
    sha256Hex,
    verifySignature: (hashHex, signature) =>
      verify(null, Buffer.from(hashHex, 'hex'), key, Buffer.from(signature, 'base64url')),
  };
}

export interface EntrySetUp<T extends EntryType> {
  readonly key: RegisterKey;
  readonly type: T;
  readonly payload: PayloadOf<T>;
  /** The entry before; without it the entry is the first of its chain. */
  readonly previous?: ChainHead;
  readonly chain?: Chain;
  readonly epoch?: number;
  /** Fields of the head to have otherwise; signed as they are. */
  readonly head?: Partial<RawEntry>;
}

/** One entry, hashed and signed. */
export function aSignedEntry<T extends EntryType>(setUp: EntrySetUp<T>): SignedEntry {
  const { key, type, payload, previous, chain = 'live', epoch = 1, head } = setUp;
  return signEntry(key, {
    organizationId: ORGANIZATION_ID,
    storeId: STORE_ID,
    registerId: REGISTER_ID,
    epoch,
    chain,
    seq: (previous?.seq ?? 0) + 1,
    type,
    at: AT,
    businessDay: DAY,
    staffId: STAFF_ID,
    approvedBy: null,
    payload: { ...payload },
    prevHash: previous?.hash ?? GENESIS_HASH,
    ...head,
  });
}

/** Hashes and signs an entry as it is, whatever it holds. */
export function signEntry(key: RegisterKey, entry: RawEntry): SignedEntry {
  const hash = sha256Hex(hashingInput(entry));
  const signature = sign(null, Buffer.from(hash, 'hex'), key.privateKey).toString('base64url');
  return { ...entry, hash, signature, keyId: key.keyId };
}

/** A chain of entries, each on top of the one before. Without payloads it is `length` cash sales. */
export function aJournal({
  key = aRegisterKey(),
  length = 3,
  entries = salesOf(length),
  ...common
}: {
  readonly key?: RegisterKey;
  readonly length?: number;
  readonly entries?: readonly {
    readonly type: EntryType;
    readonly payload: PayloadOf<EntryType>;
  }[];
} & Pick<EntrySetUp<EntryType>, 'chain' | 'epoch' | 'head' | 'previous'> = {}): {
  readonly key: RegisterKey;
  readonly entries: readonly SignedEntry[];
} {
  const signed: SignedEntry[] = [];
  for (const { type, payload } of entries) {
    const previous = signed.at(-1) ?? common.previous;
    signed.push(
      aSignedEntry({
        ...common,
        key,
        type,
        payload,
        ...(previous === undefined ? {} : { previous }),
      }),
    );
  }
  return { key, entries: signed };
}

function salesOf(length: number) {
  return Array.from({ length }, (_, index) => {
    const receiptNumber = `A1-1-${String(index + 1).padStart(6, '0')}`;
    const saleId = `01900000-0000-7000-9000-${String(index + 1).padStart(12, '0')}`;
    const record = aSaleRecord({ with: { receiptNumber } });
    return {
      type: 'sale_completed' as const,
      payload: { ...record, saleId: saleId as typeof record.saleId },
    };
  });
}
