/**
 * Keeps a wire to core. When it is lost, calls fail at once instead of hanging, and a new wire is
 * tried until one holds; the screens show which of the two it is.
 */
import { createORPCClient, DynamicLink, type NestedClient, ORPCError } from '@orpc/client';
import { createSource, type Source } from '../state/source.ts';
import type { TillPort } from './till-port.ts';
import type { OpenWire, TillLink } from './wire.ts';

/** `lost` is said only after a wire has held before, or could not be had at the first try. */
export type ConnectionStatus = 'connecting' | 'open' | 'lost';

export interface Connection<Port = TillPort> {
  readonly port: Port;
  readonly status: Source<ConnectionStatus>;
  /** Settles when calls can be made again. */
  whenOpen(): Promise<void>;
  stop(): void;
}

/** Never gives up: the till may be starting, updating or started again by hand. */
export function connect<Port extends NestedClient<Record<never, never>> = TillPort>(
  openWire: OpenWire,
): Connection<Port> {
  const status = createSource<ConnectionStatus>('connecting');
  let link: TillLink | null = null;
  let stopped = false;
  let drop = () => {};

  const run = async () => {
    for (let failures = 0; !stopped; failures += 1) {
      const wire = openWire();
      drop = () => wire.close();
      if (await wire.opened) {
        failures = 0;
        link = wire.link;
        status.set('open');
        await wire.closed;
        link = null;
      }
      if (stopped) return;
      status.set('lost');
      await pause(Math.min(PAUSE_MIN * 2 ** failures, PAUSE_MAX));
    }
  };
  void run();

  const dynamic = new DynamicLink<Record<never, never>>(() => {
    if (link === null) throw new ORPCError('UNAVAILABLE', { message: 'no wire to core' });
    return link;
  });
  return {
    port: createORPCClient<Port>(dynamic),
    status,
    whenOpen: () =>
      new Promise((resolve) => {
        const stop = status.subscribe(check);
        function check() {
          if (status.get() !== 'open') return;
          stop();
          resolve();
        }
        check();
      }),
    stop() {
      stopped = true;
      drop();
    },
  };
}

const PAUSE_MIN = 200;
const PAUSE_MAX = 2_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
