/**
 * Brings jobs from the till's disk to its printers, one after another for each printer, each printer
 * for itself. A printer that is off is tried again, later and later but for ever; nobody waits for it.
 */
import type { PrintProblem } from '@second-chance/shared/contract/till/device-views.ts';
import type { DeviceId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Store } from '../store/open-store.ts';
import type { Logger } from '../till-options.ts';
import {
  busyDevices,
  countJobs,
  finishJob,
  insertJob,
  type JobCount,
  type JobRow,
  type NewJob,
  nextJob,
  noteTry,
} from './job-rows.ts';

/** How a try ended. `never`: it can never come out, so that it must not hold up what follows. */
export type Delivery =
  | { readonly end: 'done' }
  | { readonly end: 'again'; readonly problem: PrintProblem }
  | { readonly end: 'never'; readonly problem: PrintProblem }
  /** Somebody else brings it out. */
  | { readonly end: 'elsewhere' };

type Settled = Exclude<Delivery, { readonly end: 'elsewhere' }>;

export interface QueueDeps {
  readonly store: Store;
  readonly clock: () => EpochMs;
  readonly logger: Logger;
  readonly deliver: (job: JobRow, signal: AbortSignal) => Promise<Delivery>;
  readonly changed: () => void;
  /** Waits between tries in ms; the last one stays. */
  readonly retryMs?: readonly number[];
}

export interface PrintQueue {
  /** On disk when it returns. */
  readonly add: (job: NewJob) => void;
  /** Tries everything that waits now, whatever failed before. */
  readonly retryNow: () => void;
  readonly problemOf: (deviceId: DeviceId | null) => PrintProblem | null;
  readonly counts: () => readonly JobCount[];
  /** After rows were changed from outside. */
  readonly refresh: () => void;
  readonly stop: () => Promise<void>;
}

const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 15_000];

interface Lane {
  running: Promise<void> | null;
  failures: number;
  problem: PrintProblem | null;
  timer: NodeJS.Timeout | null;
}

export function startQueue(deps: QueueDeps): PrintQueue {
  const { store, clock, logger, deliver, retryMs = RETRY_MS } = deps;
  const stopping = new AbortController();
  const lanes = new Map<DeviceId | null, Lane>();
  let counts: readonly JobCount[] | null = null;
  let waking: NodeJS.Immediate | null = null;

  const laneOf = (id: DeviceId | null): Lane => {
    const lane = lanes.get(id) ?? { running: null, failures: 0, problem: null, timer: null };
    lanes.set(id, lane);
    return lane;
  };

  function changed(): void {
    counts = null;
    deps.changed();
  }

  /** In a turn of its own: whoever added a job is not kept by what printing takes. */
  function wakeSoon(): void {
    if (stopping.signal.aborted) return;
    waking ??= setImmediate(() => {
      waking = null;
      if (!stopping.signal.aborted) for (const id of busyDevices(store)) wake(id);
    });
  }

  function wake(id: DeviceId | null): void {
    const lane = laneOf(id);
    if (lane.running !== null || lane.timer !== null) return;
    lane.running = work(id, lane)
      .catch((thrown) => {
        logger.error({ err: thrown }, 'printing broke');
        waitBefore(id, lane);
      })
      .finally(() => {
        lane.running = null;
      });
  }

  async function work(id: DeviceId | null, lane: Lane): Promise<void> {
    while (!stopping.signal.aborted) {
      const job = nextJob(store, id);
      if (job === null) return;
      if (isOver(job)) {
        const state = job.kind === 'kick' ? 'canceled' : 'late';
        store.quickTransaction(() =>
          finishJob(store, { id: job.id, state, problem: lane.problem, at: clock() }),
        );
        changed();
        continue;
      }
      const delivery = await deliver(job, stopping.signal);
      // What came out is noted even while the till ends, or it would come out again.
      if (stopping.signal.aborted && delivery.end !== 'done') return;
      if (delivery.end === 'elsewhere') {
        lane.problem = null;
        return;
      }
      if (!settle(job, lane, delivery)) return waitBefore(id, lane);
    }
  }

  /** Answers whether the next job may follow. */
  function settle(job: JobRow, lane: Lane, delivery: Settled): boolean {
    if (delivery.end === 'again') {
      store.quickTransaction(() => noteTry(store, job.id, delivery.problem));
      if (lane.failures === 0)
        logger.warn({ problem: delivery.problem }, 'a printer is in trouble');
      lane.problem = delivery.problem;
      lane.failures += 1;
      changed();
      return false;
    }
    const done = delivery.end === 'done';
    const problem = done ? null : delivery.problem;
    store.quickTransaction(() =>
      finishJob(store, { id: job.id, state: done ? 'done' : 'failed', problem, at: clock() }),
    );
    lane.problem = null;
    lane.failures = 0;
    changed();
    return true;
  }

  function waitBefore(id: DeviceId | null, lane: Lane): void {
    const wait = retryMs[Math.min(lane.failures, retryMs.length) - 1] ?? retryMs.at(-1) ?? 0;
    lane.timer = setTimeout(() => {
      lane.timer = null;
      wake(id);
    }, wait);
  }

  const isOver = ({ expiresAt }: JobRow) => expiresAt !== null && expiresAt <= clock();

  wakeSoon();
  return {
    add(job) {
      store.quickTransaction(() => insertJob(store, job));
      changed();
      wakeSoon();
    },
    retryNow() {
      for (const lane of lanes.values()) {
        if (lane.timer !== null) clearTimeout(lane.timer);
        lane.timer = null;
      }
      changed();
      wakeSoon();
    },
    problemOf: (id) => lanes.get(id)?.problem ?? null,
    counts() {
      counts ??= countJobs(store);
      return counts;
    },
    refresh() {
      changed();
      wakeSoon();
    },
    async stop() {
      stopping.abort();
      if (waking !== null) clearImmediate(waking);
      for (const { timer } of lanes.values()) if (timer !== null) clearTimeout(timer);
      await Promise.all([...lanes.values()].map(({ running }) => running));
    },
  };
}
