import { assert } from '@second-chance/shared/assert.ts';
import type { EntrySigner } from './journal/entry-signer.ts';
import type { DeviceKey, DeviceKeys } from './register/device-key.ts';
import { currentEnrolment, type Enrolment, entrySigner } from './register/enrolment.ts';
import { type Sealer, sealerOf } from './register/sealer.ts';
import type { Store } from './store/open-store.ts';

/** Which register this device is, and the key it signs and seals with. */
export interface TillIdentity {
  /** Null before a code was taken. */
  readonly enrolment: () => Enrolment | null;
  readonly key: () => DeviceKey | null;
  readonly sealer: () => Sealer | null;
  /** A till without a register writes no entry; asking is a bug. */
  readonly signer: () => EntrySigner;
  /** Reads it again after an enrolment. */
  readonly refresh: () => void;
}

interface Known {
  readonly enrolment: Enrolment;
  readonly key: DeviceKey;
  readonly sealer: Sealer;
  readonly signer: EntrySigner;
}

/** A key file that is gone asserts: what this device would sign, nobody could verify. */
export function openIdentity(store: Store, keys: DeviceKeys): TillIdentity {
  let known = read();

  function read(): Known | null {
    const enrolment = currentEnrolment(store);
    if (enrolment === null) return null;
    const key = keys.load(enrolment.keyId);
    assert(key !== null, `the key ${enrolment.keyId} of this device is gone`);
    return { enrolment, key, sealer: sealerOf(key), signer: entrySigner(enrolment, key) };
  }

  return {
    enrolment: () => known?.enrolment ?? null,
    key: () => known?.key ?? null,
    sealer: () => known?.sealer ?? null,
    signer() {
      assert(known !== null, 'this till has no register');
      return known.signer;
    },
    refresh() {
      known = read();
    },
  };
}
