import { readFeedState } from './documents/feed-state.ts';
import { startBackups } from './store/backup.ts';
import type { Store } from './store/open-store.ts';
import { inBackground } from './store/start-checks.ts';
import { backupFolder, type Damage } from './till-damaged.ts';
import type { TillOptions } from './till-options.ts';

/** The first scan of the day comes before the long look at the file. */
const CHECK_AFTER_MS = 5_000;
/** How often it is put off while the catalogue loads, which it would slow down and then not have seen. */
const PUT_OFF_MAX = 12;

export interface Upkeep {
  /** What the long look found; null where all is well, and until it is over. */
  readonly damage: () => Damage | null;
  readonly stop: () => Promise<void>;
}

/** Looks at the whole file once and copies it every hour, both while the till sells. */
export function startUpkeep(options: TillOptions, store: Store, damaged: () => void): Upkeep {
  const { clock, logger } = options;
  const stopping = new AbortController();
  let damage: Damage | null = null;

  async function check(): Promise<void> {
    try {
      damage = await inBackground({ file: store.file, depth: 'whole' }, stopping.signal);
    } catch (thrown) {
      logger.error({ err: thrown }, 'the long look at the file failed');
    }
    if (damage === null) return;
    logger.error({ damage }, 'the file of this till did not pass its checks');
    damaged();
  }

  const checking = afterFirstLoad(store, check);
  const backups = startBackups({
    store,
    folder: backupFolder(options),
    secondFolder: options.secondBackupFolder,
    clock,
    log: (event) => {
      if (event.event === 'backed_up') logger.info(event, 'backup');
      else logger.error({ event: event.event, err: event.thrown }, 'backup');
    },
  });
  return {
    damage: () => damage,
    async stop() {
      stopping.abort();
      await Promise.all([checking.stop(), backups.stop()]);
    },
  };
}

/**
 * Does `work` once, a while from now and not while a first load is under way, if that comes to its
 * end within a minute.
 */
export function afterFirstLoad(
  store: Store,
  work: () => Promise<void>,
): { readonly stop: () => Promise<void> } {
  let working: Promise<void> = Promise.resolve();
  let timer = setTimeout(workOrPutOff, CHECK_AFTER_MS);
  let putOff = 0;
  function workOrPutOff(): void {
    if (!isLoading(store) || putOff >= PUT_OFF_MAX) {
      working = work();
      return;
    }
    putOff += 1;
    timer = setTimeout(workOrPutOff, CHECK_AFTER_MS);
  }
  return {
    async stop() {
      clearTimeout(timer);
      await working;
    },
  };
}

/** Whether a first load is under way. A file that cannot be read is for the long look to report. */
function isLoading(store: Store): boolean {
  try {
    const { checkpoint, complete } = readFeedState(store, 'catalogue');
    return checkpoint > 0 && !complete;
  } catch {
    return false;
  }
}
