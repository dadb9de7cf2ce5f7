/** Runs core as a process of its own, starts it again when it dies, and hands windows their ports. */

import type { StaffId } from '@second-chance/shared/ids.ts';
import {
  MessageChannelMain,
  type MessagePortMain,
  type UtilityProcess,
  utilityProcess,
} from 'electron';
import {
  type CoreStatus,
  type FromCore,
  fromCoreSchema,
  type ToCore,
  type WindowRole,
} from '../shell/core-messages.ts';
import { nextPause } from './restarts.ts';

export type CoreQuestion = Extract<FromCore, { kind: 'list_printers' | 'print' }>;

export interface CoreHostOptions {
  /** The built program of core. */
  readonly program: string;
  readonly open: Omit<Extract<ToCore, { kind: 'open' }>, 'kind' | 'resumeAs'>;
  readonly log: (facts: object, message: string) => void;
  /** What core writes for its log, line by line or not. */
  readonly output: (chunk: Buffer) => void;
  /** Core died; windows have lost their ports. */
  readonly lost: () => void;
  readonly changed: (status: CoreStatus) => void;
  /** Core wants something of the operating system; the answer goes back to it. */
  readonly asked: (question: CoreQuestion) => Promise<ToCore>;
  readonly refused: (code: Extract<FromCore, { kind: 'refused' }>['code']) => void;
}

export interface CoreHost {
  /** Null while core is not open. */
  readonly status: () => CoreStatus | null;
  /** A port to core for one window, once core is open; never rejects, may wait long. */
  readonly port: (role: WindowRole) => Promise<MessagePortMain>;
  /** Null where there is none, and where core dies meanwhile. */
  readonly picture: (name: string) => Promise<Uint8Array | null>;
  /** Closes the till's file, then the process. */
  readonly stop: () => Promise<void>;
}

const STOP_MS = 10_000;

export function startCoreHost(options: CoreHostOptions): CoreHost {
  let core: UtilityProcess | null = null;
  let status: CoreStatus | null = null;
  let resumeAs: StaffId | null = null;
  let deaths: readonly number[] = [];
  let stopping = false;
  let opened = Promise.withResolvers<UtilityProcess>();
  let nextId = 1;
  const pictures = new Map<number, (bytes: Uint8Array | null) => void>();

  function start(): void {
    const child = utilityProcess.fork(options.program, [], {
      serviceName: 'Second Chance till',
      stdio: 'pipe',
      respondToAuthRequestsFromMainProcess: true,
    });
    core = child;
    child.stdout?.on('data', options.output);
    child.stderr?.on('data', options.output);
    child.on('message', (message) => take(child, fromCoreSchema.parse(message)));
    child.on('exit', (code) => ended(child, code));
    send(child, { kind: 'open', ...options.open, resumeAs });
  }

  function take(child: UtilityProcess, message: FromCore): void {
    switch (message.kind) {
      case 'opened':
      case 'status':
        status = message.status;
        resumeAs = status.staffId;
        if (message.kind === 'opened') opened.resolve(child);
        options.changed(status);
        return;
      case 'refused':
        stopping = true;
        options.refused(message.code);
        return;
      case 'list_printers':
      case 'print':
        void options.asked(message).then((answer) => {
          if (core === child) send(child, answer);
        });
        return;
      case 'picture':
        pictures.get(message.id)?.(message.bytes);
        pictures.delete(message.id);
    }
  }

  function ended(child: UtilityProcess, code: number): void {
    if (core !== child) return;
    core = null;
    status = null;
    opened = Promise.withResolvers();
    for (const give of pictures.values()) give(null);
    pictures.clear();
    if (stopping) return;
    const { pauseMs, recent } = nextPause(deaths, performance.now());
    deaths = recent;
    options.log({ code, pauseMs }, 'core died and is started again');
    options.lost();
    setTimeout(() => {
      if (!stopping) start();
    }, pauseMs);
  }

  start();
  return {
    status: () => status,
    async port(role) {
      for (;;) {
        const child = await opened.promise;
        if (core !== child) continue;
        const { port1, port2 } = new MessageChannelMain();
        send(child, { kind: 'attach', role }, [port1]);
        return port2;
      }
    },
    async picture(name) {
      const child = await opened.promise;
      if (core !== child) return null;
      const id = nextId++;
      return new Promise((resolve) => {
        pictures.set(id, resolve);
        send(child, { kind: 'picture', id, name });
      });
    },
    async stop() {
      stopping = true;
      const child = core;
      if (child === null) return;
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      send(child, { kind: 'close' });
      const timer = setTimeout(() => child.kill(), STOP_MS);
      await gone;
      clearTimeout(timer);
    },
  };
}

function send(child: UtilityProcess, message: ToCore, ports: MessagePortMain[] = []): void {
  child.postMessage(message, ports);
}
