/** Asks the receipt printers now and then how they are: after each print, and while all is quiet. */
import type { PrinterCondition } from '@second-chance/shared/contract/till/device-views.ts';
import type { DeviceId } from '@second-chance/shared/ids.ts';
import type { Device } from './device-rows.ts';
import { askStatus } from './printer-status.ts';

export interface WatchTimes {
  /** How long a printer may take to answer. */
  readonly answerMs: number;
  /** Between two questions to a printer that is well. */
  readonly everyMs: number;
  /** While one is in trouble: whoever puts paper in wants to see that it is known. */
  readonly troubledMs: number;
}

const WATCH_TIMES: WatchTimes = { answerMs: 800, everyMs: 60_000, troubledMs: 5_000 };

export interface WatchDeps {
  readonly printers: () => readonly Device[];
  readonly changed: () => void;
  readonly times?: WatchTimes | undefined;
}

export interface PrinterWatch {
  /** Null: nothing is wrong with it, or nothing is known. */
  readonly conditionOf: (id: DeviceId) => PrinterCondition | null;
  /** Asks all of them in a moment: one has just printed, or was set up. */
  readonly askSoon: () => void;
  readonly stop: () => Promise<void>;
}

const SOON_MS = 50;

export function watchPrinters({ printers, changed, times = WATCH_TIMES }: WatchDeps): PrinterWatch {
  const stopping = new AbortController();
  let conditions: ReadonlyMap<DeviceId, PrinterCondition> = new Map();
  let round: Promise<void> | null = null;
  let again = false;
  let timer: NodeJS.Timeout | null = null;

  async function ask(): Promise<void> {
    const found = new Map<DeviceId, PrinterCondition>();
    for (const { id, settings } of printers()) {
      const { kind, transport } = settings;
      if (kind !== 'receipt_printer' || transport.kind === 'os') continue;
      const asking = { signal: stopping.signal, waitMs: times.answerMs };
      const status = await askStatus(transport, asking);
      if (stopping.signal.aborted) return;
      if (status.answered && status.condition !== null) found.set(id, status.condition);
    }
    const before = conditions;
    conditions = found;
    const same =
      before.size === found.size && [...found].every(([id, is]) => before.get(id) === is);
    if (!same) changed();
  }

  function wait(ms: number): void {
    if (stopping.signal.aborted) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      round = ask().finally(() => {
        round = null;
        wait(again ? SOON_MS : conditions.size > 0 ? times.troubledMs : times.everyMs);
        again = false;
      });
    }, ms);
    timer.unref();
  }

  wait(SOON_MS);
  return {
    conditionOf: (id) => conditions.get(id) ?? null,
    askSoon() {
      if (round === null) wait(SOON_MS);
      else again = true;
    },
    async stop() {
      stopping.abort();
      if (timer !== null) clearTimeout(timer);
      await round;
    },
  };
}
