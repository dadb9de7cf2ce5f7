import { createHash, createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import type { ChainCrypto } from '@second-chance/shared/journal/verify-chain.ts';

/** The cryptography of a chain on Node, for one Ed25519 public key. */
export function nodeChainCrypto(publicKey: JsonWebKey): ChainCrypto {
  const key = createPublicKey({ key: publicKey, format: 'jwk' });
  return {
    sha256Hex: (text) => createHash('sha256').update(text).digest('hex'),
    verifySignature: (hashHex, signature) =>
      verify(null, Buffer.from(hashHex, 'hex'), key, Buffer.from(signature, 'base64url')),
  };
}
