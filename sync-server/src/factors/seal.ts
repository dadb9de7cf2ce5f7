/** Seals what must be read again (an authenticator's secret), by a key that comes from the server's own. */
import {
  createCipheriv,
  createDecipheriv,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { AccountId } from '@second-chance/shared/ids.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface SealedFor {
  readonly privateKey: KeyObject;
  /** A seal of one account does not open as another's. */
  readonly accountId: AccountId;
}

export function seal(secret: string, { privateKey, accountId }: SealedFor): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(privateKey), iv);
  cipher.setAAD(Buffer.from(accountId));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

export function unseal(sealed: string, { privateKey, accountId }: SealedFor): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(privateKey), bytes.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(accountId));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const opened = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
  return Buffer.concat([opened, decipher.final()]).toString('utf8');
}

function keyOf(privateKey: KeyObject): Buffer {
  const secret = privateKey.export({ format: 'der', type: 'pkcs8' });
  return Buffer.from(hkdfSync('sha256', secret, '', 'second-chance/second-factor', 32));
}
