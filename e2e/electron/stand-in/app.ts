/** `app`. */
import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { windows } from './browser-window.ts';

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly #paths = new Map<string, string>([
    ['userData', join(homedir(), '.config', 'second-chance-stand-in')],
    ['exe', process.execPath],
  ]);
  #quitting = false;

  enableSandbox(): void {
    process.send?.({ t: 'sandbox' });
  }
  whenReady(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }
  getPath(name: string): string {
    return this.#paths.get(name) ?? '';
  }
  setPath(name: string, path: string): void {
    // As in Electron, which takes only folders that are there.
    if (!existsSync(path)) throw new Error(`no such folder: ${path}`);
    this.#paths.set(name, path);
  }
  getVersion(): string {
    return '0.1.0';
  }
  getLocale(): string {
    return 'en-GB';
  }
  setLoginItemSettings(): void {}

  /** One program for each folder of data, as in Chromium; a second one knocks and goes. */
  requestSingleInstanceLock(): boolean {
    const folder = this.getPath('userData');
    mkdirSync(folder, { recursive: true });
    const lock = join(folder, 'stand-in.lock');
    const knock = join(folder, 'stand-in.knock');
    if (existsSync(lock) && isAlive(Number(readFileSync(lock, 'utf8')))) {
      writeFileSync(knock, String(process.pid));
      return false;
    }
    writeFileSync(lock, String(process.pid));
    watch(folder, (_event, name) => {
      if (name !== 'stand-in.knock' || !existsSync(knock)) return;
      rmSync(knock, { force: true });
      this.emit('second-instance', {}, [], '');
    }).unref();
    return true;
  }
  quit(): void {
    if (this.#quitting) return;
    let prevented = false;
    this.emit('before-quit', {
      preventDefault: () => {
        prevented = true;
      },
    });
    if (prevented) return;
    this.#quitting = true;
    for (const window of windows) window.destroy();
    this.exit(0);
  }
  exit(code: number): void {
    // What was said to the test is to arrive before the channel goes.
    setTimeout(() => process.exit(code), 100);
  }
}

export const app = new App();

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
