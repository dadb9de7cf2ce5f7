/** A task that repeats for ever: at once while there is more, calmly while not, patiently on failure. */

/**
 * `again`: there is more to do. `done`: nothing to do for now. `failed`: try later, ever less
 * often. `refused`: somebody must act first, so trying often is of no use.
 */
export type StepOutcome = 'again' | 'done' | 'failed' | 'refused';

export interface LaneOptions {
  /** Ends early when the signal fires. One that throws counts as failed: the lane must live on. */
  readonly step: (signal: AbortSignal) => Promise<StepOutcome>;
  /** Hears what a step threw. */
  readonly broke: (thrown: unknown) => void;
  /** How long to rest after `done` unless woken; null: until woken. */
  readonly idleMs: () => number | null;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
}

export interface Lane {
  /** Asks for a step within that time; a failing lane keeps its pace. */
  readonly wake: (delayMs: number) => void;
  /**
   * Asks for a step now whatever came before, and resolves when steps that began after it have
   * nothing more to do or came to a failure.
   */
  readonly now: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const BACKOFF_FIRST_MS = 500;
const BACKOFF_MAX_MS = 30_000;
const BACKOFF_LEAST_MS = 50;
const REFUSED_MS = 60_000;

/** Full jitter: anything up to the exponential bound, so that a thousand tills spread out. */
export function backoffMs(failures: number, random: () => number): number {
  const bound = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** Math.min(failures - 1, 10));
  return BACKOFF_LEAST_MS + Math.floor(random() * bound);
}

export function startLane({ step, broke, idleMs, random }: LaneOptions): Lane {
  const stopping = new AbortController();
  let failures = 0;
  /** After a failure or refusal: only time, `now` and `stop` end the rest. */
  let patient = false;
  /** How soon a step was asked for while none could begin; null: not at all. */
  let wanted: number | null = null;
  let rest: Rest | null = null;
  let askers: (() => void)[] = [];

  function restAfter(outcome: StepOutcome): number | null {
    if (outcome === 'again' || askers.length > 0) return 0;
    if (outcome === 'failed') return backoffMs(failures, random);
    if (outcome === 'refused') return REFUSED_MS;
    if (wanted !== null) return wanted;
    const idle = idleMs();
    return idle === null ? null : idle * (0.75 + random() / 2);
  }

  /** What the disk refuses is tried again later like anything else. */
  async function attempt(): Promise<StepOutcome> {
    try {
      return await step(stopping.signal);
    } catch (thrown) {
      broke(thrown);
      return 'failed';
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      wanted = null;
      const served = askers;
      askers = [];
      const outcome = await attempt();
      failures = outcome === 'failed' ? failures + 1 : 0;
      patient = outcome === 'failed' || outcome === 'refused';
      if (outcome === 'again') askers = [...served, ...askers];
      else for (const done of served) done();
      rest = beginRest(restAfter(outcome));
      if (stopping.signal.aborted) rest.end();
      await rest.over;
      rest = null;
    }
    for (const done of askers) done();
  }
  const running = run();

  return {
    wake(delayMs) {
      wanted = Math.min(wanted ?? delayMs, delayMs);
      if (!patient) rest?.endWithin(delayMs);
    },
    now() {
      if (stopping.signal.aborted) return Promise.resolve();
      const asked = new Promise<void>((resolve) => askers.push(resolve));
      rest?.end();
      return asked;
    },
    async stop() {
      stopping.abort();
      rest?.end();
      await running;
    },
  };
}

interface Rest {
  readonly over: Promise<void>;
  readonly end: () => void;
  /** Never makes it longer. */
  readonly endWithin: (ms: number) => void;
}

/** A wait that can be cut short; null is for ever. */
function beginRest(ms: number | null): Rest {
  const { promise, resolve } = Promise.withResolvers<void>();
  let dueAt = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  function end(): void {
    clearTimeout(timer);
    dueAt = Number.NEGATIVE_INFINITY;
    resolve();
  }
  function endWithin(delayMs: number): void {
    const newlyDue = performance.now() + delayMs;
    if (newlyDue >= dueAt) return;
    dueAt = newlyDue;
    clearTimeout(timer);
    // A timer takes a millisecond at least, which is much of the way to another till.
    if (delayMs === 0) setImmediate(end);
    else timer = setTimeout(end, delayMs);
  }
  if (ms !== null) endWithin(ms);
  return { over: promise, end, endWithin };
}
