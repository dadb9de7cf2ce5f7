/**
 * Runs one till under plain Node: core and its screens for browsers on this PC.
 *
 *   node --max-semi-space-size=8 --heap-growing-percent=150 desktop/src/browser-host/main.ts
 *     --data FOLDER [--port 7700] [--enrol URL CODE] [--second-backups FOLDER]
 *
 * Started by another program it tells that program when it is ready, takes an enrolment from it,
 * and ends when that program does.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { pino } from 'pino';
import { openServedTill } from '../served-till/open-served-till.ts';
import { startBrowserHost } from './start-browser-host.ts';

/** What the starting program is told once the screens can be opened. */
export interface TillReady {
  readonly openUrl: string;
  readonly phase: string;
}

/** What the starting program may ask, and what it is then told. */
export interface EnrolRequest {
  readonly enrol: { readonly serverUrl: string; readonly code: string };
}
export interface EnrolAnswer {
  readonly enrolled: boolean;
  readonly message: string;
}

const APP_VERSION = '0.1.0';
const RENDERER = join(import.meta.dirname, '../../dist/renderer');

const { values, positionals } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '7700' },
    enrol: { type: 'string' },
    renderer: { type: 'string', default: RENDERER },
    'second-backups': { type: 'string' },
  },
  allowPositionals: true,
});
if (values.data === undefined) {
  console.error('Where is the till’s data? --data FOLDER');
  process.exit(2);
}

const logger = pino({ level: process.env.LOG_LEVEL ?? 'info' });
const dataDir = resolve(values.data);
const secondBackupFolder = values['second-backups'];
const served = await openServedTill({
  dataDir,
  appVersion: APP_VERSION,
  clock: () => Date.now() as EpochMs,
  logger,
  ...(secondBackupFolder !== undefined && { secondBackupFolder: resolve(secondBackupFolder) }),
});
const { till } = served;
const secret = process.env.TILL_HOST_SECRET;
const host = await startBrowserHost({
  router: served.router,
  displayRouter: served.displayRouter,
  rendererFolder: values.renderer,
  picture: served.picture,
  port: Number(values.port),
  ...(secret !== undefined && { secret }),
});

const [code] = positionals;
if (values.enrol !== undefined && code !== undefined && till.state.get().phase === 'unenrolled') {
  const { message } = await enrol({ serverUrl: values.enrol, code });
  logger.info(message);
}
logger.info({ port: host.port }, 'the till is open');
if (process.send === undefined) console.log(`Open the till at ${host.openUrl}`);
process.send?.({ openUrl: host.openUrl, phase: till.state.get().phase } satisfies TillReady);

process.on('message', (message: EnrolRequest) => {
  void enrol(message.enrol).then((answer) => process.send?.(answer));
});

let stopping = false;
for (const event of ['SIGINT', 'SIGTERM', 'disconnect'] as const) {
  process.on(event, () => {
    if (stopping) return;
    stopping = true;
    void host
      .close()
      .then(() => served.close())
      .finally(() => process.exit(0));
  });
}

async function enrol(request: EnrolRequest['enrol']): Promise<EnrolAnswer> {
  const enrolled = await till.register.enrol(request);
  return enrolled.ok
    ? { enrolled: true, message: 'The till is enrolled.' }
    : { enrolled: false, message: `${enrolled.error.code}: ${enrolled.error.message}` };
}
