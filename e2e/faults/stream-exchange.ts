/** A stream of events through the proxy: it has no end, so faults strike it in its course. */
import { connect, type Socket } from 'node:net';
import type { FaultCounts, NetworkFault } from './fault-kinds.ts';
import type { RawRequest } from './http-exchange.ts';
import { loseOneEvent } from './lost-event.ts';
import type { Draws } from './random.ts';

interface Stream {
  readonly client: Socket;
  readonly node: number;
  readonly request: RawRequest;
  readonly fault: NetworkFault | null;
  readonly draws: Draws;
  readonly faults: FaultCounts;
}

/** Bytes after which a stream that is struck is struck: within its first few events. */
const STRUCK_WITHIN_BYTES = 3_000;

/**
 * Carries a stream until one side ends it. A fault lets some bytes through and then breaks it off,
 * makes it silent while both connections stand, holds pieces back, or loses one event as a whole.
 */
export function carryStream({
  client,
  node,
  request,
  fault,
  draws,
  faults,
}: Stream): Promise<void> {
  if (fault === 'drop' && draws.chance(0.3)) {
    faults.fired('drop');
    client.destroy();
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const upstream = connect(node, '127.0.0.1');
    const strikeAt = fault === null ? Number.POSITIVE_INFINITY : draws.below(STRUCK_WITHIN_BYTES);
    let carried = 0;
    let silent = false;
    const end = () => {
      upstream.destroy();
      client.destroy();
      resolve();
    };
    upstream.on('error', end);
    upstream.on('close', end);
    client.on('close', end);
    const lossy = loseOneEvent(client, () => faults.fired('drop'));
    upstream.on('data', (chunk) => {
      if (fault === 'drop') return lossy(chunk);
      if (silent) return;
      const room = strikeAt - carried;
      carried += chunk.length;
      if (chunk.length < room) return void client.write(chunk);
      client.write(chunk.subarray(0, Math.max(0, room)));
      if (fault === 'half_open' || fault === 'swallow_reply') {
        silent = true;
        faults.fired('half_open');
      } else if (fault === 'delay' || fault === 'throttle') {
        faults.fired(fault);
        upstream.pause();
        setTimeout(
          () => {
            client.write(chunk.subarray(Math.max(0, room)));
            carried = Number.NEGATIVE_INFINITY;
            upstream.resume();
          },
          draws.between(5, 500),
        ).unref();
      } else {
        faults.fired('truncate_reply');
        end();
      }
    });
    upstream.write(request.bytes);
  });
}
