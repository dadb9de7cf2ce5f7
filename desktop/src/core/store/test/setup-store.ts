/** A real store on a fresh file, enrolled by hand with a fresh device key. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from '@second-chance/shared/assert.ts';
import type { EnrolResponse, PublicKeyJwk } from '@second-chance/shared/contract/sync.ts';
import { AT, ORGANIZATION_ID, REGISTER_ID, STORE_ID } from '@second-chance/shared/test/builders.ts';
import { type DeviceKeys, openDeviceKeys } from '../../register/device-key.ts';
import { enrol } from '../../register/enrol.ts';
import { currentEnrolment, entrySigner } from '../../register/enrolment.ts';
import { sealerOf } from '../../register/sealer.ts';
import { openStore, type Store } from '../open-store.ts';

export class SimulatedCrash extends Error {}

/** Any valid key; for tests that never hear from the server again. */
const SOME_KEY: PublicKeyJwk = {
  kty: 'OKP',
  crv: 'Ed25519',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
};

/** At the nth write or commit it dies, and stays dead until `reopen`. */
export function setupStore({ crashAtWrite = Number.POSITIVE_INFINITY } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'till-store-'));
  const file = join(folder, 'till.db');
  let writes = Number.NEGATIVE_INFINITY;
  const beforeStatement = (sql: string) => {
    if (/^(insert|update|delete|commit)/.test(sql)) writes += 1;
    setup.crashed ||= writes === crashAtWrite;
    if (setup.crashed) throw new SimulatedCrash(sql);
  };
  const setup = {
    folder,
    file,
    crashed: false,
    store: openStore({ file, beforeStatement }),
    keys: openDeviceKeys({ folder: join(folder, 'keys') }),
    /** Counts writes from here on. */
    armCrash() {
      writes = 0;
    },
    reopen() {
      setup.store.close();
      setup.store = openStore({ file });
    },
    async enrol(response: Partial<EnrolResponse> = {}) {
      await enrolByHand(setup, response);
      return setup.device();
    },
    device() {
      const enrolment = currentEnrolment(setup.store);
      assert(enrolment !== null, 'enrolled');
      const key = setup.keys.load(enrolment.keyId);
      assert(key !== null, 'the key is there');
      return { enrolment, key, signer: entrySigner(enrolment, key), sealer: sealerOf(key) };
    },
    [Symbol.dispose]() {
      setup.store.close();
      rmSync(folder, { recursive: true });
    },
  };
  return setup;
}

/** Answers an enrolment as a server would, without one. */
export function enrolmentAnswer(with_: Partial<EnrolResponse> = {}): EnrolResponse {
  return {
    organizationId: ORGANIZATION_ID,
    storeId: STORE_ID,
    storeName: 'Second Chance Kreuzberg',
    registerId: REGISTER_ID,
    registerCode: 'A1',
    registerName: 'Counter',
    epoch: 1,
    lastZNumber: 0,
    serverKey: SOME_KEY,
    serverTime: AT,
    ...with_,
  };
}

async function enrolByHand(
  { store, keys }: { readonly store: Store; readonly keys: DeviceKeys },
  response: Partial<EnrolResponse>,
): Promise<void> {
  const fetch = async () => Response.json(enrolmentAnswer(response));
  const deps = { store, keys, fetch, clock: () => AT, appVersion: 'test' };
  const enrolled = await enrol(deps, { serverUrl: 'http://server.test', code: 'TEST' });
  assert(enrolled.ok, 'the answer was valid');
}
