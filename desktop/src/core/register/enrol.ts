/** Binds this device to a register of a store, by a one-time code from an admin. */
import { assert } from '@second-chance/shared/assert.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { type EnrolResponse, enrolResponseSchema } from '@second-chance/shared/contract/sync.ts';
import { GENESIS_HASH } from '@second-chance/shared/journal/entry.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { documentsChanged } from '../documents/document-version.ts';
import { readFeedState, writeFeedState } from '../documents/feed-state.ts';
import { countIntents } from '../documents/intent-rows.ts';
import { forgetStaffRevisions, resealStaff } from '../documents/staff-seal.ts';
import type { Store } from '../store/open-store.ts';
import { callServer, type Fetch } from '../sync/server-call.ts';
import { createServerClock } from '../sync/server-clock.ts';
import type { DeviceKey, DeviceKeys } from './device-key.ts';
import { currentEnrolment, type Enrolment, enrolments } from './enrolment.ts';
import { sealerOf } from './sealer.ts';

export interface EnrolDeps {
  readonly store: Store;
  readonly keys: DeviceKeys;
  readonly fetch: Fetch;
  readonly clock: () => EpochMs;
  readonly appVersion: string;
}

const TIMEOUT_MS = 15_000;

/**
 * Enrols this device: a new key, a new epoch, empty chains. Repeating a try whose answer was lost is
 * harmless, because it goes out with the same key.
 *
 * A till that is enrolled already may enrol again for the same register: the journal of its earlier
 * epochs stays and goes on being sent.
 * Errors: the server's (`ENROLMENT_CODE_WRONG`, `TOO_MANY_TRIES`, …), `SERVER_UNREACHABLE`, and
 * `ALREADY_ENROLLED` where this file belongs to another register.
 */
export async function enrol(
  { store, keys, fetch, clock, appVersion }: EnrolDeps,
  { serverUrl, code }: { readonly serverUrl: string; readonly code: string },
): Promise<Result<Enrolment, CodedError>> {
  const key = keys.pending();
  const request = { code, publicKey: key.publicKey, appVersion };
  const answered = await callServer(
    {
      serverUrl,
      fetch,
      clock: createServerClock({ wall: clock, monotonicMs: () => performance.now() }),
      prover: null,
    },
    {
      method: 'POST',
      path: '/sync/enrol',
      body: { bytes: Buffer.from(JSON.stringify(request)), gzip: false },
      timeoutMs: TIMEOUT_MS,
    },
  );
  if (!answered.ok) return answered;
  const parsed = enrolResponseSchema.safeParse(answered.value);
  if (!parsed.success) {
    return err({ code: 'PROTOCOL_UNSUPPORTED', message: 'the server answered something else' });
  }
  const refusal = belongsToAnother(store, parsed.data);
  if (refusal !== null) return err(refusal);
  return ok(accept({ store, keys, clock }, { key, serverUrl, response: parsed.data }));
}

/**
 * Signs the register out of this device. Its history stays on the disk.
 * Errors: `NOT_ENROLLED`; `UNSYNCED_ENTRIES` with `details.entries` and `details.edits` while the
 * server lacks any.
 */
export function unenrol({
  store,
  keys,
  clock,
}: Pick<EnrolDeps, 'store' | 'keys' | 'clock'>): Result<null, CodedError> {
  const enrolment = currentEnrolment(store);
  if (enrolment === null) return err({ code: 'NOT_ENROLLED', message: 'not enrolled' });
  const { entries } = store
    .prepare('select coalesce(sum(seq - acked_seq), 0) as entries from journal_head')
    .get() as { readonly entries: number };
  const { waiting: edits } = countIntents(store);
  if (entries > 0 || edits > 0) {
    const message = `${entries} entries and ${edits} changed documents are on this device alone`;
    return err({ code: 'UNSYNCED_ENTRIES', message, details: { entries, edits } });
  }
  store.transaction(() => {
    store
      .prepare('update enrolment set retired_at = ? where epoch = ?')
      .run(clock(), enrolment.epoch);
  });
  keys.forget(enrolment.keyId);
  return ok(null);
}

function belongsToAnother(store: Store, response: EnrolResponse): CodedError | null {
  const [latest] = enrolments(store);
  if (latest === undefined || latest.registerId === response.registerId) return null;
  return {
    code: 'ALREADY_ENROLLED',
    message: `this till's file belongs to register ${latest.registerCode}`,
    details: { registerCode: latest.registerCode },
  };
}

function readStaffAgain(store: Store): void {
  forgetStaffRevisions(store);
  const state = readFeedState(store, 'catalogue');
  if (state.checkpoint > 0) writeFeedState(store, 'catalogue', { ...state, fresh: 0 });
}

interface Accepted {
  readonly key: DeviceKey;
  readonly serverUrl: string;
  readonly response: EnrolResponse;
}

/** One transaction; the key files follow it, and `load` finishes that where it was cut short. */
function accept(
  { store, keys, clock }: Pick<EnrolDeps, 'store' | 'keys' | 'clock'>,
  { key, serverUrl, response }: Accepted,
): Enrolment {
  const before = currentEnrolment(store);
  const previousKey = before === null ? null : keys.load(before.keyId);
  store.transaction(() => {
    store
      .prepare(
        `insert into enrolment (epoch, organization_id, store_id, register_id, register_code,
           register_name, key_id, public_key_json, server_url, server_key_json, z_number_base,
           enrolled_at)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (epoch) do update set server_url = excluded.server_url`,
      )
      .run(
        response.epoch,
        response.organizationId,
        response.storeId,
        response.registerId,
        response.registerCode,
        response.registerName,
        key.keyId,
        JSON.stringify(key.publicKey),
        serverUrl,
        JSON.stringify(response.serverKey),
        response.lastZNumber,
        clock(),
      );
    for (const chain of ['live', 'training']) {
      store
        .prepare(
          `insert into journal_head (epoch, chain, seq, hash) values (?, ?, 0, ?)
           on conflict (epoch, chain) do nothing`,
        )
        .run(response.epoch, chain, GENESIS_HASH);
    }
    if (previousKey !== null) resealStaff(store, sealerOf(previousKey), sealerOf(key));
    // What was sealed with a key that is gone comes again from the server.
    else readStaffAgain(store);
  });
  documentsChanged(store, 'reference');
  keys.adopt(key.keyId);
  if (before !== null && before.keyId !== key.keyId) keys.forget(before.keyId);
  const enrolment = currentEnrolment(store);
  assert(enrolment !== null, 'the enrolment was stored a moment ago');
  return enrolment;
}
