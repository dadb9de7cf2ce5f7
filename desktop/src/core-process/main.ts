/**
 * The till's core as a process of Electron. It opens the till when main says where, serves the
 * screens over the ports that main hands it, and ends when it is told to or when main is gone.
 */
import { RPCHandler } from '@orpc/server/message-port';
import { assert } from '@second-chance/shared/assert.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { MessagePortMain } from 'electron';
import { pino } from 'pino';
import { StoreError } from '../core/store/store-error.ts';
import { openServedTill, type ServedTill } from '../served-till/open-served-till.ts';
import {
  type FromCore,
  type ToCore,
  toCoreSchema,
  type WindowRole,
} from '../shell/core-messages.ts';
import { statusOf } from './core-status.ts';
import { keyedVault } from './keyed-vault.ts';
import { askedPrinter } from './os-printer.ts';
import { systemFetch } from './system-fetch.ts';

type Followed = Exclude<ToCore, { kind: 'printers' | 'printed' }>;
type OpenOrder = Extract<ToCore, { kind: 'open' }>;

const { parentPort } = process;
const logger = pino({ level: process.env.LOG_LEVEL ?? 'info' });
const printer = askedPrinter(tell);
let served: ServedTill | null = null;
/** Messages come in the order they were sent, and are done in it. */
let done: Promise<void> = Promise.resolve();

parentPort.on('message', ({ data, ports }) => {
  const order = toCoreSchema.parse(data);
  if (order.kind === 'printers' || order.kind === 'printed') {
    // Not behind the order that may be waiting for just this.
    printer.answered(order);
    return;
  }
  done = done.then(() => follow(order, ports));
});

async function follow(order: Followed, ports: readonly MessagePortMain[]): Promise<void> {
  switch (order.kind) {
    case 'open':
      return open(order);
    case 'attach':
      return attach(order.role, ports[0]);
    case 'picture':
      // Not waited for: a server that is slow with a picture must not keep a window waiting.
      void sendPicture(order.id, order.name);
      return;
    case 'close':
      await served?.close();
      process.exit(0);
  }
}

async function open({ vaultKey, secondBackupFolder, resumeAs, enrolment, ...order }: OpenOrder) {
  try {
    served = await openServedTill({
      dataDir: order.dataDir,
      appVersion: order.appVersion,
      clock: () => Date.now() as EpochMs,
      logger,
      fetch: systemFetch,
      devices: { osPrinter: printer },
      ...(secondBackupFolder !== null && { secondBackupFolder }),
      ...(vaultKey !== null && { vault: keyedVault(Buffer.from(vaultKey, 'base64')) }),
      ...(resumeAs !== null && { resumeAs }),
    });
  } catch (thrown) {
    if (!(thrown instanceof StoreError && thrown.code === 'STORE_IN_USE')) throw thrown;
    return tell({ kind: 'refused', code: thrown.code });
  }
  const { till } = served;
  if (enrolment !== null && till.state.get().phase === 'unenrolled') {
    const enrolled = await till.register.enrol(enrolment);
    if (!enrolled.ok) logger.error({ code: enrolled.error.code }, 'the till was not enrolled');
  }
  till.state.subscribe((state) => tell({ kind: 'status', status: statusOf(till, state) }));
  tell({ kind: 'opened', status: statusOf(till, till.state.get()) });
}

function attach(role: WindowRole, port: MessagePortMain | undefined): void {
  assert(served !== null && port !== undefined, 'a window is attached to an open till by its port');
  const router = role === 'till' ? served.router : served.displayRouter;
  new RPCHandler<Record<never, never>>(router).upgrade(port);
  port.start();
}

async function sendPicture(id: number, name: string): Promise<void> {
  const bytes = served === null ? null : await served.picture(name);
  tell({ kind: 'picture', id, bytes: bytes === null ? null : new Uint8Array(bytes) });
}

function tell(message: FromCore): void {
  parentPort.postMessage(message);
}
