/** The server's own Ed25519 key: it signs access tokens and what tills get acknowledged. */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { assert } from '@second-chance/shared/assert.ts';
import { type PublicKeyJwk, publicKeySchema } from '@second-chance/shared/contract/sync.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';
import { keyThumbprint } from './key-thumbprint.ts';

export interface ServerKey {
  /** RFC 7638 thumbprint. */
  readonly keyId: string;
  readonly publicKey: PublicKeyJwk;
  readonly privateKey: KeyObject;
}

/** The key that all nodes share: the oldest in the database, made by whoever comes first. */
export async function loadServerKey(db: Kysely<Database>, now: EpochMs): Promise<ServerKey> {
  const oldest = db
    .selectFrom('server_key')
    .selectAll()
    .orderBy('created_at')
    .orderBy('id')
    .limit(1);
  const known = await oldest.executeTakeFirst();
  if (known) return serverKeyOf(known.private_key);
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  await db
    .insertInto('server_key')
    .values({ id: 'first', private_key: JSON.stringify(jwk), created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const stored = await oldest.executeTakeFirst();
  assert(stored, 'the key was stored a moment ago');
  return serverKeyOf(stored.private_key);
}

function serverKeyOf(jwk: Readonly<Record<string, unknown>>): ServerKey {
  const privateKey = createPrivateKey({ key: { ...jwk }, format: 'jwk' });
  const publicKey = publicKeySchema.parse({ kty: jwk.kty, crv: jwk.crv, x: jwk.x });
  return { keyId: keyThumbprint(publicKey), publicKey, privateKey };
}
