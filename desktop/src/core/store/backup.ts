/** Copies of the till's file, made while it is in use. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { copyFile, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Store } from './open-store.ts';
import { inBackground } from './start-checks.ts';

export interface BackupDeps {
  readonly store: Store;
  readonly folder: string;
  /** On another disk, if the shop has one; a failure there leaves the first copy in place. */
  readonly secondFolder?: string | undefined;
  readonly clock: () => EpochMs;
  readonly everyMs?: number | undefined;
  readonly log: (event: BackupEvent) => void;
}

export type BackupEvent =
  | { readonly event: 'backed_up'; readonly file: string }
  | { readonly event: 'backup_failed'; readonly thrown: unknown };

export interface Backups {
  /** Makes a copy, or joins the one that is being made. Never throws; the log has what failed. */
  readonly backUp: () => Promise<void>;
  /** When the newest copy was made; null where there is none. */
  readonly newest: () => EpochMs | null;
  readonly stop: () => Promise<void>;
}

const KEPT = 5;
const HOUR_MS = 3_600_000;
/** The first scan of the day comes before the first copy. */
const FIRST_AFTER_MS = 10_000;
const NAME = /^till-([0-9]{13})\.db$/;

/** Makes a copy soon after the start and every hour; five are kept. Never two at once. */
export function startBackups(deps: BackupDeps): Backups {
  const { folder, everyMs = HOUR_MS } = deps;
  let running: Promise<void> | null = null;
  const stopping = new AbortController();

  function backUp(): Promise<void> {
    if (stopping.signal.aborted) return Promise.resolve();
    running ??= makeCopy(deps, stopping.signal)
      .then((file) => deps.log({ event: 'backed_up', file }))
      .catch((thrown: unknown) => {
        if (!stopping.signal.aborted) deps.log({ event: 'backup_failed', thrown });
      })
      .finally(() => {
        running = null;
      });
    return running;
  }

  const timer = setInterval(() => void backUp(), everyMs);
  const first = setTimeout(() => void backUp(), Math.min(FIRST_AFTER_MS, everyMs));
  return {
    backUp,
    newest: () => newestCopy(folder),
    async stop() {
      stopping.abort();
      clearTimeout(first);
      clearInterval(timer);
      await running;
    },
  };
}

/** When the newest copy in a folder was made; null where there is none. */
export function newestCopy(folder: string): EpochMs | null {
  const [newest] = copiesIn(folder);
  return newest === undefined ? null : (Number(NAME.exec(newest)?.[1]) as EpochMs);
}

/** Under another name until it is whole and sound, so that every `till-….db` is a copy to trust. */
async function makeCopy(
  { store, folder, secondFolder, clock }: BackupDeps,
  signal: AbortSignal,
): Promise<string> {
  const name = `till-${String(clock()).padStart(13, '0')}.db`;
  makeFolder(folder);
  const partial = join(folder, `${name}.partial`);
  // The owner's alone from the beginning.
  closeSync(openSync(partial, 'w', 0o600));
  // Not by this connection: at its end a copy waits for the disk, and whoever scans would wait too.
  const damage = await inBackground({ file: store.file, copy: partial }, signal);
  signal.throwIfAborted();
  if (damage !== null) throw new Error(`the copy is not sound: ${damage.message}`);
  renameSync(partial, join(folder, name));
  keepNewest(folder);
  if (secondFolder !== undefined) await copyOver(join(folder, name), { secondFolder, name });
  return join(folder, name);
}

async function copyOver(
  file: string,
  { secondFolder, name }: { readonly secondFolder: string; readonly name: string },
): Promise<void> {
  makeFolder(secondFolder);
  const partial = join(secondFolder, `${name}.partial`);
  await copyFile(file, partial);
  const handle = await open(partial, 'r+');
  await handle.sync().finally(() => handle.close());
  renameSync(partial, join(secondFolder, name));
  keepNewest(secondFolder);
}

function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.partial')) rmSync(join(folder, name), { force: true });
  }
}

function keepNewest(folder: string): void {
  for (const name of copiesIn(folder).slice(KEPT)) rmSync(join(folder, name), { force: true });
}

/** The newest first. */
function copiesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => NAME.test(name))
    .toSorted()
    .toReversed();
}
