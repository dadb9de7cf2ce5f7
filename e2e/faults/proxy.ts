/**
 * The network between the tills and the server nodes: a round-robin proxy that fails by a seed.
 * Every client has a door of its own, so that one can be cut off alone, and its exchanges are
 * numbered: what happens to the nth one is decided by the seed.
 */
import { createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type FaultCounts, NETWORK_FAULTS, type NetworkFault } from './fault-kinds.ts';
import {
  breakOffAtNode,
  parseReply,
  type RawReply,
  type RawRequest,
  readRequest,
  sendToNode,
} from './http-exchange.ts';
import { type Draws, drawsOf } from './random.ts';
import { carryStream } from './stream-exchange.ts';

export interface ProxyOptions {
  readonly seed: string;
  /** Ports of the server nodes that should be there now. */
  readonly nodes: () => readonly number[];
  readonly faults: FaultCounts;
  /** Which strike; all where nothing is said. */
  readonly kinds?: readonly NetworkFault[];
  /** Sees every whole reply of the server before anybody else does. */
  readonly onReply?: (request: RawRequest, reply: RawReply) => Promise<void>;
}

export interface FaultProxy {
  readonly openDoor: (name: string) => Promise<Door>;
  /**
   * How likely an exchange is struck, 0 to 1; at 0 the network is sound. Streams that are open break
   * with any other change, or those that began in fair weather would never be struck.
   */
  readonly setWeather: (probability: number) => void;
  /** Resolves when no request that its sender gave up is still to arrive. */
  readonly lateOnesArrived: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Door {
  readonly name: string;
  readonly url: string;
  /** Cuts off: what is open breaks, and nothing gets in any more. */
  readonly cutOff: () => void;
  readonly heal: () => void;
  readonly isCutOff: () => boolean;
  /** Resolves when the next whole reply of this path goes out to the client. */
  readonly nextReply: (path: string) => Promise<void>;
}

const HALF_OPEN_MS_MAX = 6_000;
const LATE_MS_MAX = 3_000;
/** After a forged acknowledgement its till hears nothing else of its journal, so that it acts on it. */
const FORGERY_STANDS_MS = 700;

export async function openProxy({
  seed,
  nodes,
  faults,
  kinds = Object.keys(NETWORK_FAULTS) as NetworkFault[],
  onReply,
}: ProxyOptions): Promise<FaultProxy> {
  let weather = 0;
  let turn = 0;
  const streams = new Set<Socket>();
  const arriving = new Set<Promise<void>>();
  const closing: (() => Promise<void>)[] = [];

  function nextNode(): number {
    const ports = nodes();
    turn += 1;
    return ports[turn % ports.length] ?? 0;
  }

  async function forward(request: RawRequest): Promise<Buffer> {
    const bytes = await sendToNode(nextNode(), request.bytes);
    const reply = parseReply(bytes);
    if (reply !== null) await onReply?.(request, reply);
    return bytes;
  }

  async function openDoor(name: string): Promise<Door> {
    const order = drawsOf(seed, 'order', name).shuffled(kinds);
    const open = new Set<Socket>();
    const late = new Map<string, (() => void)[]>();
    const watched = new Map<string, (() => void)[]>();
    let exchanges = 0;
    let struck = 0;
    let cut = false;
    let forgedUntil = 0;

    /** Every kind comes up in turn, in an order of the door's own. */
    function nextFault(draws: Draws): NetworkFault | null {
      if (!draws.chance(weather)) return null;
      const fault = order[struck % order.length] ?? null;
      struck += 1;
      return fault;
    }

    async function exchange(client: Socket): Promise<void> {
      const request = await readRequest(client);
      if (request === null) return void client.destroy();
      exchanges += 1;
      const draws = drawsOf(seed, 'exchange', name, exchanges);
      const fault = nextFault(draws);
      if (request.path.startsWith('/sync/stream')) {
        streams.add(client);
        client.once('close', () => streams.delete(client));
        return carryStream({ client, node: nextNode(), request, fault, draws, faults });
      }
      const kind = request.path.split('?')[0] ?? '';
      if (kind === JOURNAL) await pause(Math.max(0, forgedUntil - performance.now()));
      if (fault === null) {
        const reply = await forward(request);
        for (const tell of watched.get(kind)?.splice(0) ?? []) tell();
        await deliver(client, reply);
      } else {
        await strike({ fault, client, request, draws });
      }
      for (const arrive of late.get(kind)?.splice(0) ?? []) arrive();
    }

    async function strike({ fault, client, request, draws }: Struck): Promise<void> {
      if (fault !== 'reorder') faults.fired(fault);
      switch (fault) {
        case 'delay': {
          await pause(draws.between(5, 400));
          const reply = await forward(request);
          await pause(draws.between(0, 200));
          return deliver(client, reply);
        }
        case 'drop':
          return void client.destroy();
        case 'duplicate': {
          if (draws.chance(0.5)) {
            const [first] = await Promise.all([forward(request), forward(request)]);
            return deliver(client, first);
          }
          await forward(request);
          return deliver(client, await forward(request));
        }
        case 'reorder': {
          client.destroy();
          const arrival = arriveLate(request).catch(() => undefined);
          arriving.add(arrival);
          void arrival.then(() => arriving.delete(arrival));
          return;
        }
        case 'truncate_request': {
          await breakOffAtNode(
            nextNode(),
            request.bytes.subarray(0, draws.below(request.bytes.length)),
          );
          return void client.destroy();
        }
        case 'truncate_reply': {
          const reply = await forward(request);
          return deliver(client, reply.subarray(0, draws.below(Math.max(1, reply.length))));
        }
        case 'swallow_reply':
          await forward(request);
          return void client.destroy();
        case 'throttle': {
          const reply = await forward(request);
          const pieces = draws.between(2, 12);
          const size = Math.max(1, Math.ceil(reply.length / pieces));
          for (let at = 0; at < reply.length; at += size) {
            client.write(reply.subarray(at, at + size));
            await pause(draws.between(1, 40));
          }
          return void client.end();
        }
        case 'half_open': {
          if (draws.chance(0.5)) await forward(request);
          await Promise.race([
            pause(draws.between(500, HALF_OPEN_MS_MAX), undefined, { ref: false }),
            new Promise((resolve) => client.once('close', resolve)),
          ]);
          return void client.destroy();
        }
        case 'impostor': {
          const forged = request.path === JOURNAL ? forgedAcknowledgement(request.bytes) : null;
          if (forged !== null) forgedUntil = performance.now() + FORGERY_STANDS_MS;
          return deliver(client, impostorReply(forged ?? PORTAL));
        }
      }
    }

    /** Comes to the server after the next request of its kind has, or when nobody repeats it. */
    async function arriveLate(request: RawRequest): Promise<void> {
      const kind = request.path.split('?')[0] ?? '';
      const repeated = new Promise<void>((resolve) => {
        late.set(kind, [...(late.get(kind) ?? []), resolve]);
      });
      await Promise.race([repeated, pause(LATE_MS_MAX, undefined, { ref: false })]);
      faults.fired('reorder');
      await forward(request);
    }

    const server = createServer((client) => {
      client.on('error', () => undefined);
      if (cut) return void client.destroy();
      open.add(client);
      client.once('close', () => open.delete(client));
      exchange(client).catch(() => client.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    closing.push(async () => {
      for (const client of open) client.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    });
    return {
      name,
      url: `http://127.0.0.1:${port}`,
      cutOff() {
        cut = true;
        for (const client of open) client.destroy();
      },
      heal() {
        cut = false;
      },
      isCutOff: () => cut,
      nextReply: (path) =>
        new Promise((resolve) => watched.set(path, [...(watched.get(path) ?? []), resolve])),
    };
  }

  return {
    openDoor,
    setWeather(probability) {
      weather = probability;
      if (weather === 0) return;
      for (const client of streams) client.destroy();
    },
    async lateOnesArrived() {
      await Promise.all(arriving);
    },
    async close() {
      await Promise.all(closing.map((close) => close()));
    },
  };
}

interface Struck {
  readonly fault: NetworkFault;
  readonly client: Socket;
  readonly request: RawRequest;
  readonly draws: Draws;
}

async function deliver(client: Socket, reply: Buffer): Promise<void> {
  if (reply.length === 0) return void client.destroy();
  await new Promise<void>((resolve) => client.end(reply, () => resolve()));
}

const JOURNAL = '/sync/journal';
/** What answers in a hotel; where entries are sent, somebody acknowledges them without the right to. */
const PORTAL = '<html><body>Welcome to the free network of this hotel.</body></html>';

function impostorReply(body: string): Buffer {
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`;
  return Buffer.from(`${head}\r\nconnection: close\r\n\r\n${body}`);
}

/** Right in everything but the signature; null where the entries came packed. */
function forgedAcknowledgement(request: Buffer): string | null {
  try {
    const { entries } = JSON.parse(request.subarray(request.indexOf('\r\n\r\n') + 4).toString());
    const { registerId, epoch, chain, seq, hash } = entries.at(-1);
    const signature = 'A'.repeat(86);
    return JSON.stringify({ registerId, epoch, chain, seq, hash, at: Date.now(), signature });
  } catch {
    return null;
  }
}
