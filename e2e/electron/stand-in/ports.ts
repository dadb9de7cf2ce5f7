/** Electron's message ports on real ones of Node, and their way into another process or a page. */
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

/** A port as main and utility processes have it: an event with `data`, and silent until `start`. */
export class StandInPort extends EventEmitter {
  readonly #port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.on('close', () => this.emit('close'));
  }
  start(): void {
    this.#port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
  }
  postMessage(data: unknown): void {
    this.#port.postMessage(data);
  }
  close(): void {
    this.#port.close();
  }
  /** Gives the real port away; this one is not to be used after it. */
  release(): MessagePort {
    return this.#port;
  }
}

export class StandInChannel {
  readonly port1: StandInPort;
  readonly port2: StandInPort;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new StandInPort(port1);
    this.port2 = new StandInPort(port2);
  }
}

/** The far side of ports that were given to another process or page, by number. */
export interface PortBridge {
  /** Gives a port away; answers its number over there. */
  send(port: StandInPort): number;
  /** Takes a message that was posted over there. */
  receive(id: number, data: unknown): void;
  /** The other side closed one, or is gone altogether. */
  closed(id?: number): void;
}

export function createPortBridge(far: {
  readonly post: (id: number, data: unknown) => void;
  readonly close: (id: number) => void;
}): PortBridge {
  const ports = new Map<number, MessagePort>();
  let nextId = 1;
  return {
    send(given) {
      const id = nextId++;
      const port = given.release();
      ports.set(id, port);
      port.on('message', (data: unknown) => far.post(id, data));
      port.on('close', () => {
        if (ports.delete(id)) far.close(id);
      });
      return id;
    },
    receive: (id, data) => ports.get(id)?.postMessage(data),
    closed(id) {
      const gone = id === undefined ? [...ports.keys()] : [id];
      for (const one of gone) {
        const port = ports.get(one);
        ports.delete(one);
        port?.close();
      }
    },
  };
}
