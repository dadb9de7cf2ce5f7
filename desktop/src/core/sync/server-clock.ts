import type { EpochMs } from '@second-chance/shared/time/time.ts';

/** The server's time as this till can know it, whatever its own clock says or does. */
export interface ServerClock {
  readonly now: () => EpochMs;
  /** Takes in what an answer's time header said; nonsense is passed over. */
  readonly learn: (header: string | null) => void;
}

/**
 * Counts from the server's last word with a clock that only goes forward. Before the first word the
 * till's own clock has to do.
 */
export function createServerClock({
  wall,
  monotonicMs,
}: {
  readonly wall: () => EpochMs;
  readonly monotonicMs: () => number;
}): ServerClock {
  let known: { readonly at: number; readonly monotonic: number } | null = null;
  return {
    now() {
      if (known === null) return wall();
      return Math.round(known.at + monotonicMs() - known.monotonic) as EpochMs;
    },
    learn(header) {
      const at = header !== null && /^[0-9]{1,15}$/.test(header) ? Number(header) : 0;
      if (at > 0) known = { at, monotonic: monotonicMs() };
    },
  };
}
