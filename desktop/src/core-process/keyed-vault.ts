/** Seals the device's key under a key that the operating system's keychain keeps for main. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { assert } from '@second-chance/shared/assert.ts';
import type { Vault } from '../core/register/device-key.ts';

const PREFIX = 'vault1.';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM under 32 bytes. A text that was written without a vault is read as it is, and counts
 * as not sealed, so that a till which gets a keychain later seals what it has.
 */
export function keyedVault(key: Buffer): Vault {
  assert(key.length === 32, 'the vault has a key of 32 bytes');
  return {
    isSealed: (text) => text.startsWith(PREFIX),
    seal(secret) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return PREFIX + Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
    },
    unseal(sealed) {
      if (!sealed.startsWith(PREFIX)) return sealed;
      const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    },
  };
}
