import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { err, type Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { DeviceKey } from '../register/device-key.ts';
import type { Enrolment } from '../register/enrolment.ts';
import { callServer, type Fetch } from './server-call.ts';
import { createServerClock } from './server-clock.ts';

export interface PostDeps {
  readonly identity: {
    readonly enrolment: () => Enrolment | null;
    readonly key: () => DeviceKey | null;
  };
  readonly fetch: Fetch;
  readonly clock: () => EpochMs;
}

const TIMEOUT_MS = 15_000;

/** Posts JSON to the server as whichever register this till is by then. Error: as `callServer`. */
export function postAsRegister({ identity, fetch, clock: wall }: PostDeps) {
  const clock = createServerClock({ wall, monotonicMs: () => performance.now() });
  return async (
    path: string,
    body: object,
    signal: AbortSignal,
  ): Promise<Result<unknown, CodedError>> => {
    const enrolment = identity.enrolment();
    const key = identity.key();
    if (enrolment === null || key === null) {
      return err({ code: 'NOT_ENROLLED', message: 'this till has no register' });
    }
    const prover = { ...enrolment, privateKey: key.privateKey };
    const bytes = Buffer.from(JSON.stringify(body));
    return callServer(
      { serverUrl: enrolment.serverUrl, fetch, clock, prover, signal },
      { method: 'POST', path, body: { bytes, gzip: false }, timeoutMs: TIMEOUT_MS },
    );
  };
}
