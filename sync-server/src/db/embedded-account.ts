/**
 * Whom PostgreSQL runs as. It refuses to run as root, so under root another account is taken; where
 * that one cannot go, files are kept in a folder of the system instead.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/** The account to run PostgreSQL as, or null where it runs as this process does. */
export function serverAccount(): ServerAccount | null {
  if (process.getuid?.() !== 0) return null;
  const found = accountNamed('postgres') ?? accountNamed('second-chance') ?? madeAccount();
  const account = found ?? accountNamed('nobody');
  if (account === null) throw new Error('PostgreSQL needs an account that is not root');
  return account;
}

function madeAccount(): ServerAccount | null {
  // useradd on most systems, adduser in BusyBox.
  const made =
    succeeds('useradd', ['--system', '--user-group', '--no-create-home', 'second-chance']) ||
    succeeds('adduser', ['-S', '-D', '-H', 'second-chance']);
  return made ? accountNamed('second-chance') : null;
}

function accountNamed(name: string): ServerAccount | null {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return status === 0 ? Number(stdout.trim()) : Number.NaN;
  });
  if (uid === undefined || gid === undefined || Number.isNaN(uid + gid)) return null;
  return { uid, gid };
}

function succeeds(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Whether the account can enter a folder, every folder above it included. */
export function canReach({ uid, gid }: ServerAccount, folder: string): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    uid,
    gid,
    cwd: '/',
    stdio: 'ignore',
  });
  return status === 0;
}

/** A folder that every account of this machine can enter. Used under root alone. */
export function sharedFolder(): string {
  for (const parent of ['/var/lib', tmpdir()]) {
    const folder = join(parent, 'second-chance');
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      chmodSync(folder, 0o755);
      return folder;
    } catch {
      // Not writable here: the next one.
    }
  }
  throw new Error('found no folder that PostgreSQL could use');
}
