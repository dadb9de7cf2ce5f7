/** The device's Ed25519 keys: one file each, readable by its owner alone. One key per enrolment. */
import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { assert } from '@second-chance/shared/assert.ts';
import { type PublicKeyJwk, publicKeySchema } from '@second-chance/shared/contract/sync.ts';

export interface DeviceKey {
  /** RFC 7638 thumbprint of the public key. */
  readonly keyId: string;
  readonly publicKey: PublicKeyJwk;
  /** For the proof on each request; never leaves the process. */
  readonly privateKey: KeyObject;
  /** Ed25519 over the bytes; base64url without padding. */
  readonly sign: (bytes: Uint8Array) => string;
  /** 32 bytes that only this device has, by HKDF-SHA256; one value for each purpose. */
  readonly derive: (purpose: string) => Buffer;
}

/** Puts a secret into the keeping of the operating system, where there is such a thing. */
export interface Vault {
  /** Whether a text was sealed by a vault, or was written before there was one. */
  readonly isSealed: (text: string) => boolean;
  readonly seal: (secret: string) => string;
  readonly unseal: (sealed: string) => string;
}

export interface DeviceKeys {
  /** The key for the next enrolment: the same until `adopt`, so that a repeated try is the same try. */
  readonly pending: () => DeviceKey;
  /** Keeps the pending key under its name; harmless to repeat. */
  readonly adopt: (keyId: string) => void;
  /** Null where the file is not there. */
  readonly load: (keyId: string) => DeviceKey | null;
  readonly forget: (keyId: string) => void;
  /** Ids of the keys that enrolments of this device used. */
  readonly adopted: () => readonly string[];
}

const PENDING = 'pending';
const OWNER_ONLY = 0o600;

const NO_VAULT: Vault = {
  isSealed: () => true,
  seal: (secret) => secret,
  unseal: (sealed) => sealed,
};

/** Without a vault the file itself is the protection (`0600` in a folder with `0700`). */
export function openDeviceKeys({
  folder,
  vault = NO_VAULT,
}: {
  readonly folder: string;
  readonly vault?: Vault | undefined;
}): DeviceKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fileOf = (name: string) => join(folder, `${name}.key`);

  function read(name: string): DeviceKey | null {
    const file = fileOf(name);
    if (!existsSync(file)) return null;
    chmodSync(file, OWNER_ONLY);
    const text = readFileSync(file, 'utf8');
    const secret = vault.unseal(text);
    if (!vault.isSealed(text)) writeOwnerOnly(folder, file, vault.seal(secret));
    const jwk: unknown = JSON.parse(secret);
    return deviceKeyOf(jwk as Record<string, unknown>);
  }

  function pending(): DeviceKey {
    const known = read(PENDING);
    if (known !== null) return known;
    const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
    writeOwnerOnly(folder, fileOf(PENDING), vault.seal(JSON.stringify(jwk)));
    return deviceKeyOf(jwk);
  }

  function adopt(keyId: string): void {
    if (read(PENDING)?.keyId === keyId) renameSync(fileOf(PENDING), fileOf(keyId));
  }

  function load(keyId: string): DeviceKey | null {
    adopt(keyId);
    const key = read(keyId);
    assert(key === null || key.keyId === keyId, `the key file of ${keyId} holds another key`);
    return key;
  }

  return {
    pending,
    adopt,
    load,
    forget: (keyId) => rmSync(fileOf(keyId), { force: true }),
    adopted: () =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.key') && name !== `${PENDING}.key`)
        .map((name) => name.slice(0, -'.key'.length)),
  };
}

/** RFC 7638 thumbprint. */
export function thumbprint({ crv, kty, x }: PublicKeyJwk): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
}

function deviceKeyOf(jwk: Readonly<Record<string, unknown>>): DeviceKey {
  const privateKey = createPrivateKey({ key: { ...jwk }, format: 'jwk' });
  const publicKey = publicKeySchema.parse({ kty: jwk.kty, crv: jwk.crv, x: jwk.x });
  const secret = Buffer.from(String(jwk.d), 'base64url');
  return {
    keyId: thumbprint(publicKey),
    publicKey,
    privateKey,
    sign: (bytes) => sign(null, bytes, privateKey).toString('base64url'),
    derive: (purpose) =>
      Buffer.from(hkdfSync('sha256', secret, '', `second-chance/${purpose}/v1`, 32)),
  };
}

/** Whole or not at all: written aside, flushed, then renamed. */
function writeOwnerOnly(folder: string, file: string, text: string): void {
  const aside = `${file}.partial`;
  const handle = openSync(aside, 'w', OWNER_ONLY);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(aside, file);
  if (process.platform === 'win32') return;
  const directory = openSync(folder, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
