import { createHash } from 'node:crypto';
import type { PublicKeyJwk } from '@second-chance/shared/contract/sync.ts';

/** RFC 7638 thumbprint of a key, the `keyId` of what it signed. */
export function keyThumbprint({ crv, kty, x }: PublicKeyJwk): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
}
