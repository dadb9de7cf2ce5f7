/**
 * A disk whose power can be cut: ext4 on a file, shut down without flushing. What a program has
 * written and not synced is gone afterwards, as on a counter PC whose plug was pulled.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface PowerDisk {
  /** Where it is mounted. */
  readonly folder: string;
  /** Brings everything written so far onto the disk. */
  readonly flush: () => void;
  /**
   * From this instant on nothing more reaches the disk, and everything there fails. What a program
   * was told only after this was called does not count: Linux lets a sync that meets the shutdown
   * succeed though nothing was written.
   */
  readonly cutPower: () => Promise<void>;
  /** Mounts it again, as after a start. Every program that used it must be dead. */
  readonly restore: () => Promise<void>;
  readonly destroy: () => Promise<void>;
}

/** `EXT4_IOC_SHUTDOWN` with `EXT4_GOING_FLAGS_NOLOGFLUSH`: not even the file system's own log. */
const SHUTDOWN = 0x8004587d;
const WITHOUT_FLUSHING = 2;
const UNMOUNT_TRIES = 100;
const RESTORE_TRIES = 100;

/** Waits for a word, so that the cut itself comes without delay. */
const CUTTERS = {
  python3: [
    '-c',
    `import fcntl,os,struct,sys
sys.stdin.readline()
fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), ${SHUTDOWN}, struct.pack("I", ${WITHOUT_FLUSHING}))`,
  ],
  perl: [
    '-e',
    `<STDIN>; open(F,"<",$ARGV[0]) or die; ioctl(F,${SHUTDOWN},pack("I",${WITHOUT_FLUSHING})) or die`,
  ],
} as const;

/** Why no such disk can be had here, or null. Tries it: only that tells. */
export async function whyNoPowerDisk(): Promise<string | null> {
  if (process.platform !== 'linux') return 'power is cut by a way of Linux';
  if (process.getuid?.() !== 0) return 'only root may mount a disk';
  try {
    const disk = await makePowerDisk(16);
    try {
      await disk.cutPower();
      await disk.restore();
      return null;
    } finally {
      await disk.destroy();
    }
  } catch (error) {
    return `no disk can be mounted here (${error instanceof Error ? error.message : error})`;
  }
}

/** Goes away with this process, however that ends. */
export async function makePowerDisk(megabytes: number): Promise<PowerDisk> {
  const home = mkdtempSync(join(tmpdir(), 'second-chance-power-'));
  const image = join(home, 'disk.img');
  const folder = join(home, 'disk');
  mkdirSync(folder);
  const file = openSync(image, 'w');
  ftruncateSync(file, megabytes * 1_000_000);
  closeSync(file);
  const watcher = watchOver(home, folder);

  async function destroy(): Promise<void> {
    await unmount(folder).catch(() => run('umount', ['-l', folder]));
    watcher.kill();
    rmSync(home, { recursive: true, force: true });
  }
  try {
    run('chmod', ['0755', home]);
    run('mkfs.ext4', ['-q', '-F', image]);
    // The loop device ends with the mount.
    run('mount', ['-o', 'loop', image, folder]);
    run('chmod', ['0755', folder]);
  } catch (error) {
    await destroy().catch(() => undefined);
    throw error;
  }
  let cutter = startCutter(folder);
  return {
    folder,
    flush: () => run('sync', ['-f', folder]),
    async cutPower() {
      const exit = once(cutter, 'exit');
      cutter.stdin?.end('now\n');
      const [status] = await exit;
      if (status !== 0) throw new Error('the power could not be cut');
    },
    async restore() {
      // While anything in the kernel still holds what was shut down, mounting brings that back.
      for (let tries = 1; ; tries += 1) {
        await unmount(folder);
        run('mount', ['-o', 'loop', image, folder]);
        if (isAlive(folder)) break;
        if (tries === RESTORE_TRIES) throw new Error('the disk stays shut down');
        await pause(200);
      }
      cutter = startCutter(folder);
    },
    destroy,
  };
}

/** A disk that is shut down takes nothing. */
function isAlive(folder: string): boolean {
  const probe = join(folder, 'probe');
  try {
    writeFileSync(probe, '');
    rmSync(probe);
    return true;
  } catch {
    return false;
  }
}

function startCutter(folder: string): ChildProcess {
  const found = Object.entries(CUTTERS).find(
    ([program]) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0,
  );
  if (found === undefined) throw new Error('it takes python3 or perl to cut the power');
  const [program, args] = found;
  return spawn(program, [...args, folder], { stdio: ['pipe', 'ignore', 'ignore'] });
}

/** Truly, not lazily: a disk that is still in use somewhere must not be mounted twice. */
async function unmount(folder: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return run('umount', [folder]);
    } catch (error) {
      if (tries === UNMOUNT_TRIES) throw error;
      await pause(50);
    }
  }
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program}: ${stderr.trim()}`);
}

/** A process that waits for the end of this one, to leave no mount behind a run that was killed. */
function watchOver(home: string, folder: string): ChildProcess {
  const script = join(import.meta.dirname, 'unmount-with-run.ts');
  const watcher = spawn(process.execPath, [script, home, folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.unref();
  return watcher;
}
