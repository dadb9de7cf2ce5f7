import { hash, type KeyObject, verify } from 'node:crypto';
import type { ChainCrypto } from '@second-chance/shared/journal/verify-chain.ts';

/** Node's cryptography for the entries of one register's key. */
export function chainCrypto(publicKey: KeyObject): ChainCrypto {
  return {
    sha256Hex: (text) => hash('sha256', text),
    verifySignature: (hashHex, signature) =>
      verify(null, Buffer.from(hashHex, 'hex'), publicKey, Buffer.from(signature, 'base64url')),
  };
}
