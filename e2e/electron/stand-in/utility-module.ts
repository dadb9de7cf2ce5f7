/** `electron` for a program that runs as a utility process: `net`, and `process.parentPort`. */
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Agent, fetch } from 'undici';
import { StandInPort } from './ports.ts';
import type { ChannelMessage } from './utility-process.ts';

const dispatcher = new Agent();

/** Fails as Chromium's network does: by a name in the message, without a cause. */
export const net = {
  async fetch(input: string, init: RequestInit): Promise<unknown> {
    try {
      return await fetch(input, { ...init, dispatcher } as never);
    } catch (thrown) {
      const cause = thrown instanceof Error ? thrown.cause : null;
      const refused = cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
      throw refused ? new Error('net::ERR_CONNECTION_REFUSED') : thrown;
    }
  },
};

const ports = new Map<number, MessagePort>();
const waiting: unknown[] = [];

class ParentPort extends EventEmitter {
  postMessage(data: unknown): void {
    send({ t: 'message', data, ports: [] });
  }
}
const parentPort = new ParentPort();
// As in Electron: what comes before somebody listens waits for them.
parentPort.on('newListener', (event) => {
  if (event !== 'message') return;
  queueMicrotask(() => {
    for (const message of waiting.splice(0)) parentPort.emit('message', message);
  });
});
Object.defineProperty(process, 'parentPort', { value: parentPort, configurable: true });

process.on('message', (message: ChannelMessage) => {
  if (message.t === 'port') return void ports.get(message.id)?.postMessage(message.data);
  if (message.t === 'port-close') return void ports.get(message.id)?.close();
  const event = { data: message.data, ports: message.ports.map(receivedPort) };
  if (parentPort.listenerCount('message') === 0) waiting.push(event);
  else parentPort.emit('message', event);
});
process.on('disconnect', () => process.exit(0));

function receivedPort(id: number): StandInPort {
  const { port1, port2 } = new MessageChannel();
  ports.set(id, port1);
  port1.on('message', (data: unknown) => send({ t: 'port', id, data }));
  port1.on('close', () => {
    if (ports.delete(id)) send({ t: 'port-close', id });
  });
  return new StandInPort(port2);
}

function send(message: ChannelMessage): void {
  if (process.connected) process.send?.(message);
}
