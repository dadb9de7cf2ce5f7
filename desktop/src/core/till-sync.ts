import type { Store } from './store/open-store.ts';
import { startSync } from './sync/start-sync.ts';
import type { Sync, SyncEvent } from './sync/sync.ts';
import type { NewId } from './till-context.ts';
import type { TillIdentity } from './till-identity.ts';
import type { Logger, TillOptions } from './till-options.ts';

export interface TillSyncDeps
  extends Pick<TillOptions, 'clock' | 'logger' | 'pollMs' | 'compareEveryMs' | 'appVersion'> {
  readonly fetch: typeof globalThis.fetch;
  readonly store: Store;
  readonly identity: TillIdentity;
  readonly newId: NewId;
}

/** Starts sync for the register that this device is; null where it is none yet. */
export function startTillSync({ identity, logger, pollMs, ...deps }: TillSyncDeps): Sync | null {
  const enrolment = identity.enrolment();
  const deviceKey = identity.key();
  if (enrolment === null || deviceKey === null) return null;
  return startSync({
    store: deps.store,
    fetch: deps.fetch,
    clock: deps.clock,
    newId: deps.newId,
    appVersion: deps.appVersion,
    enrolment,
    deviceKey,
    random: Math.random,
    log: (event) => writeLog(logger, event),
    pullEveryMs: pollMs,
    compareEveryMs: deps.compareEveryMs,
  });
}

/** Being offline is an everyday thing and no error; a lane that broke is one. */
function writeLog(logger: Logger, event: SyncEvent): void {
  if (event.event === 'repaired') {
    logger.error(event, 'till and server differed, and were mended');
  } else if (event.event === 'broke') {
    const { thrown, ...facts } = event;
    logger.error({ ...facts, err: thrown }, 'sync');
  } else if (event.event === 'online' || event.event === 'offline') {
    logger.info(event, 'sync');
  } else {
    logger.warn(event, 'sync');
  }
}
