import { createHash, randomUUID, sign } from 'node:crypto';
import { PROTOCOL_HEADER } from '@second-chance/shared/contract/protocol.ts';
import type { RegisterId } from '@second-chance/shared/ids.ts';
import type { SignedEntry } from '@second-chance/shared/journal/entry.ts';
import { aRegisterKey } from '@second-chance/shared/test/journal-builder.ts';
import { expect } from 'vitest';
import { newId } from '../src/db/new-id.ts';
import type { RestFixture } from './rest-fixture.ts';

/** A register made and enrolled by the API, as an admin and a till would. */
export async function enrolledTill(
  server: RestFixture,
  { platform, store }: Awaited<ReturnType<RestFixture['anOrganization']>>,
  code = 'T1',
) {
  const register = { id: newId<'Register'>(), storeId: store.storeId, code, name: 'Front' };
  await server.ask('POST', '/registers', { token: platform, body: register });
  const codes = `/registers/${register.id}/enrolment-codes`;
  const { body } = await server.ask('POST', codes, { token: platform });
  const key = aRegisterKey();
  const headers = { [PROTOCOL_HEADER]: '1' };
  const enrolment = { code: body.code, publicKey: key.publicKeyJwk, appVersion: '1.0.0' };
  const enrolled = await server.ask('POST', '/sync/enrol', { headers, body: enrolment });
  expect(enrolled).toMatchObject({ status: 200, body: { registerCode: code, epoch: 1 } });
  const { organizationId, storeId } = enrolled.body;
  const send = (path: string, sent: object) => {
    const text = JSON.stringify(sent);
    const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const signed = `${encode({ alg: 'EdDSA' })}.${encode({
      iss: register.id,
      org: organizationId,
      epoch: 1,
      htm: 'POST',
      htu: path,
      bh: createHash('sha256').update(text).digest('base64url'),
      iat: Math.floor(Date.now() / 1_000),
      jti: randomUUID(),
    })}`;
    const signature = sign(null, Buffer.from(signed), key.privateKey).toString('base64url');
    const authorization = `Till ${signed}.${signature}`;
    return server.ask('POST', path, {
      headers: { ...headers, authorization },
      body: text,
    });
  };
  const push = (entries: readonly SignedEntry[]) => send('/sync/journal', { entries });
  const head = { organizationId, storeId, registerId: register.id as RegisterId };
  return { register, key, head, push, send };
}
