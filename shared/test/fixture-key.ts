/** The device key behind kept files and recorded messages: always the same, never a real till's. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** PKCS 8 around the 32 bytes of an Ed25519 private key (RFC 8410). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

export function fixturePrivateKey(): KeyObject {
  const seed = createHash('sha256').update('second-chance/fixture-till').digest();
  const der = Buffer.concat([PKCS8_ED25519, seed]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

/** As `RegisterKey` of journal-builder.ts. */
export function fixtureRegisterKey() {
  const privateKey = fixturePrivateKey();
  const publicKey = createPublicKey(privateKey);
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const thumbprint = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`);
  return {
    privateKey,
    publicKey,
    publicKeyJwk: { kty: 'OKP', crv: 'Ed25519', x } as const,
    keyId: thumbprint.digest('base64url'),
  };
}
