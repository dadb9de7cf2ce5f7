import { createPublicKey, type KeyObject } from 'node:crypto';
import type { PublicKeyJwk } from '@second-chance/shared/contract/sync.ts';

export function ed25519PublicKey(jwk: PublicKeyJwk): KeyObject {
  return createPublicKey({ key: { ...jwk }, format: 'jwk' });
}
