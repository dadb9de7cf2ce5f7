import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { DeviceKey } from './device-key.ts';

/** Keeps small secrets unreadable in a copy of the till's file that lacks the device's key. */
export interface Sealer {
  /** `context` names what the secret belongs to; it opens under the same context only. */
  readonly seal: (secret: string, context: string) => string;
  /** Null where the text was sealed by another device, for another context, or was changed. */
  readonly open: (sealed: string, context: string) => string | null;
}

const PREFIX = 'sealed1.';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM under a key that only this device can derive. */
export function sealerOf(key: Pick<DeviceKey, 'derive'>): Sealer {
  const secretKey = key.derive('sealing');
  return {
    seal(secret, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', secretKey, iv).setAAD(Buffer.from(context));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return PREFIX + Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
    },
    open(sealed, context) {
      if (!sealed.startsWith(PREFIX)) return null;
      const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64url');
      if (bytes.length < IV_BYTES + TAG_BYTES) return null;
      const decipher = createDecipheriv('aes-256-gcm', secretKey, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}
