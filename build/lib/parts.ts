/** Starts the parts of Second Chance on the data in the checkout. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnrolAnswer, EnrolRequest, TillReady } from '../../desktop/src/browser-host/main.ts';
import { CORE_NODE_OPTIONS } from '../../desktop/src/core/process-options.ts';
import {
  dataFolder,
  desktopDataFolder,
  SERVER_PORT,
  serverFolder,
  TILL_PORT,
  tillFolder,
} from './checkout.ts';
import { type Part, startPart } from './child.ts';
import { demoEnrolmentCode } from './demo-api.ts';
import { freePort } from './free-port.ts';
import { lockHolder } from './process-lock.ts';
import type { ServerReady } from './server-process.ts';

const portFile = join(serverFolder, 'port');
/** Held by the server's process. */
export const serverLock = join(serverFolder, 'server.pid');

/**
 * Starts the server. The first free port from 7600 on becomes this shop's, because its tills are
 * enrolled with the address; later starts insist on it.
 */
export async function startServerPart(): Promise<Part<ServerReady>> {
  const holder = lockHolder(serverLock);
  if (holder !== null) {
    throw new Error(`The server runs already at ${knownServerUrl()} (process ${holder}).`);
  }
  mkdirSync(serverFolder, { recursive: true });
  const port = existsSync(portFile)
    ? Number(readFileSync(portFile, 'utf8'))
    : await freePort(SERVER_PORT);
  if ((await freePort(port)) !== port) {
    throw new Error(
      `Port ${port}, at which this shop's tills know their server, is taken by another program. ` +
        'End that one, or delete .data to begin afresh on another port.',
    );
  }
  writeFileSync(portFile, String(port));
  return startPart<ServerReady>({
    name: 'server',
    logFolder: dataFolder,
    script: 'build/lib/server-process.ts',
    env: { PORT: String(port), DATA_DIR: serverFolder },
  });
}

/** Where the server of this checkout listens; it may be stopped. Null before its first start. */
export function knownServerUrl(): string | null {
  return existsSync(portFile) ? `http://127.0.0.1:${readFileSync(portFile, 'utf8').trim()}` : null;
}

export interface TillOptions {
  readonly registerCode: string;
  readonly env?: Readonly<Record<string, string>>;
}

export function startTillPart({ registerCode, env = {} }: TillOptions) {
  return startPart<TillReady>({
    name: `till-${registerCode}`,
    logFolder: dataFolder,
    programOptions: CORE_NODE_OPTIONS,
    script: 'desktop/src/browser-host/main.ts',
    args: ['--data', tillFolder(registerCode), '--port', String(TILL_PORT)],
    env,
  });
}

/** Starts the desktop program, which enrols itself where it is new. It sends nothing when it is ready. */
export async function startDesktopPart(options: {
  readonly electron: string;
  readonly registerCode: string;
  readonly serverUrl: string;
}): Promise<Part<never>> {
  const { electron, registerCode, serverUrl } = options;
  const data = desktopDataFolder(registerCode);
  const enrolment = existsSync(data)
    ? []
    : ['--enrol', serverUrl, await demoEnrolmentCode(serverUrl, registerCode)];
  // Chromium has no sandbox for root; nobody runs a shop as root.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return startPart<never>({
    name: `desktop-${registerCode}`,
    logFolder: dataFolder,
    program: electron,
    script: 'desktop',
    args: ['--data', data, ...enrolment, ...asRoot],
  });
}

/** Enrols a new till by a one-time code that it gets from the server. Returns what came of it. */
export async function enrolTill(
  till: Part<TillReady>,
  { serverUrl, registerCode }: { readonly serverUrl: string; readonly registerCode: string },
): Promise<EnrolAnswer> {
  const code = await demoEnrolmentCode(serverUrl, registerCode);
  const answer = till.next().then((message) => message as EnrolAnswer);
  till.process.send({ enrol: { serverUrl, code } } satisfies EnrolRequest);
  return Promise.race([
    answer,
    till.ended.then((how) => ({ enrolled: false, message: `The till ended (${how}).` })),
  ]);
}
