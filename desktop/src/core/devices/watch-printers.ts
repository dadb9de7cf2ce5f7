/** Asks the receipt printers now and then how they are: after each print, and while all is quiet. */
import type { PrinterCondition } from '@second-chance/shared/contract/till/device-views.ts';
import type { DeviceId } from '@second-chance/shared/ids.ts';
import type { Device } from './device-rows.ts';
import { askStatus, type PrinterStatus } from './printer-status.ts';

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
  /** Asks all of them in a moment: one was set up. */
  readonly askSoon: () => void;
  /**
   * Sends while nobody asks this printer anything, as most take one call at a time; a question that is
   * under way is broken off. Asks in a moment what the print did to it.
   */
  readonly whileSending: <T>(id: DeviceId, send: () => Promise<T>) => Promise<T>;
  readonly stop: () => Promise<void>;
}

const SOON_MS = 50;

export function watchPrinters({ printers, changed, times = WATCH_TIMES }: WatchDeps): PrinterWatch {
  const stopping = new AbortController();
  let conditions: ReadonlyMap<DeviceId, PrinterCondition> = new Map();
  let round: Promise<void> | null = null;
  let again = false;
  const sending = new Set<DeviceId>();
  let asked: {
    readonly id: DeviceId;
    readonly off: AbortController;
    readonly over: Promise<unknown>;
  } | null = null;
  let timer: NodeJS.Timeout | null = null;

  const conditionOf = (id: DeviceId) => conditions.get(id) ?? null;

  /** Null: it was broken off, and nothing new is known. */
  async function askOne(
    id: DeviceId,
    transport: Parameters<typeof askStatus>[0],
  ): Promise<PrinterStatus | null> {
    const off = new AbortController();
    const signal = AbortSignal.any([off.signal, stopping.signal]);
    const over = askStatus(transport, { signal, waitMs: times.answerMs });
    asked = { id, off, over };
    const status = await over;
    asked = null;
    return off.signal.aborted && !status.answered ? null : status;
  }

  function askSoon(): void {
    if (round === null) wait(SOON_MS);
    else again = true;
  }

  async function ask(): Promise<void> {
    const found = new Map<DeviceId, PrinterCondition>();
    for (const { id, settings } of printers()) {
      const { kind, transport } = settings;
      if (kind !== 'receipt_printer' || transport.kind === 'os') continue;
      const status = sending.has(id) ? null : await askOne(id, transport);
      if (stopping.signal.aborted) return;
      const condition = status === null ? conditionOf(id) : status.answered && status.condition;
      if (condition) found.set(id, condition);
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
    conditionOf,
    askSoon,
    async whileSending(id, send) {
      sending.add(id);
      if (asked?.id === id) {
        asked.off.abort();
        await asked.over;
      }
      try {
        return await send();
      } finally {
        sending.delete(id);
        askSoon();
      }
    },
    async stop() {
      stopping.abort();
      if (timer !== null) clearTimeout(timer);
      await round;
    },
  };
}
