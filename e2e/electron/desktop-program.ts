/** The built desktop program, started on the stand-in for Electron, and the browser behind it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from 'playwright-core';
import { root } from '../../build/lib/checkout.ts';
import { findChromium } from '../../build/lib/chromium.ts';
import { eventually } from '../harness/eventually.ts';
import type { StandInOrder } from './stand-in/main-module.ts';

/** What main asked of its operating system. */
export interface Said {
  readonly t: string;
  readonly title?: string;
  readonly on?: boolean;
  readonly pid?: number;
  readonly printer?: string | null;
  readonly text?: string;
}

export interface DesktopProgram {
  readonly said: readonly Said[];
  /** The newest window at this path, other than `not`. */
  window(path: string, not?: Page): Promise<Page>;
  /** The process of core; waits until there is one, other than `not`. */
  corePid(not?: number): Promise<number>;
  order(order: StandInOrder['order']): void;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number>;
  kill(): void;
}

export interface ChromiumProcess {
  readonly address: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Starts a Chromium that several programs can open windows in. */
export async function startChromium(folder: string): Promise<ChromiumProcess> {
  const executable = findChromium();
  if (executable === null) throw new Error('There is no Chromium: name one in CHROMIUM.');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(
    executable,
    [
      ...asRoot,
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${join(folder, 'chromium')}`,
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-gpu',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  for await (const line of createInterface({ input: child.stderr })) {
    const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address === undefined) continue;
    child.stderr.resume();
    const browser = await chromium.connectOverCDP(address);
    return {
      address,
      browser,
      async close() {
        await browser.close().catch(() => undefined);
        child.kill();
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      },
    };
  }
  throw new Error('Chromium did not say where it listens.');
}

/** Starts the program as `electron desktop --data FOLDER …` would. */
export function startDesktopProgram(
  chromiumProcess: ChromiumProcess,
  options: {
    readonly data: string;
    readonly args?: readonly string[];
    readonly keychain?: string;
    /** Where the built program is; another folder for one out of a package. */
    readonly program?: string;
  },
): DesktopProgram {
  const { data, args = [], keychain = 'a good keychain' } = options;
  const { program = join(root, 'desktop/dist') } = options;
  const child: ChildProcess = spawn(
    process.execPath,
    [
      '--import',
      join(root, 'e2e/electron/stand-in/register.ts'),
      join(program, 'main/main.js'),
      '--data',
      data,
      ...args,
    ],
    {
      env: {
        ...process.env,
        STAND_IN_CHROMIUM: chromiumProcess.address,
        STAND_IN_KEYCHAIN: keychain,
        NODE_OPTIONS: '',
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  const said: Said[] = [];
  child.on('message', (message: Said) => said.push(message));
  const ended = once(child, 'exit').then(([code]) => Number(code ?? 1));
  return {
    said,
    ended,
    window: (path, not) =>
      eventually(async () => {
        const pages = chromiumProcess.browser.contexts().flatMap((context) => context.pages());
        const found = pages.findLast((page) => page.url() === `https://till.invalid${path}`);
        if (found === undefined || found === not) throw new Error(`no window at ${path}`);
        return found;
      }),
    corePid: (not) =>
      eventually(async () => {
        const pid = said.findLast(({ t }) => t === 'core')?.pid;
        if (pid === undefined || pid === not) throw new Error('no core yet');
        return pid;
      }),
    order: (order) => child.send({ order } satisfies StandInOrder),
    kill: () => void child.kill('SIGKILL'),
  };
}
