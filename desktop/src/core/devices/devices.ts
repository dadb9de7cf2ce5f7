/** The printers of a till: what is set up, what is printed by itself, and the queue behind it. */

import type { PrintingState } from '@second-chance/shared/contract/till/device-views.ts';
import type { DeviceId, PrintJobId, SaleId } from '@second-chance/shared/ids.ts';
import type { EntryType, PayloadOf } from '@second-chance/shared/journal/entry.ts';
import type {
  CounterSettings,
  DeviceSettings,
} from '@second-chance/shared/printing/device-settings.ts';
import type { RasterText } from '@second-chance/shared/printing/raster.ts';
import { receiptLanguageOf } from '@second-chance/shared/sale/receipt-words.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { paidSale } from '../receipts/sale-rows.ts';
import type { TillContext } from '../till-context.ts';
import type { Logger } from '../till-options.ts';
import {
  counterSettings,
  type Device,
  deleteDevice,
  devicesIn,
  logoIn,
  saveCounterSettings,
  saveDevice,
  saveLogo,
} from './device-rows.ts';
import type { JobContent } from './job-content.ts';
import { type JobRow, pruneJobs, wasGiven } from './job-rows.ts';
import { mailByServer, type PostToServer } from './mail-by-server.ts';
import type { OsPrinter } from './os-printer.ts';
import { printByItself } from './print-by-itself.ts';
import { type Delivery, type PrintQueue, startQueue } from './print-queue.ts';
import { type JobText, jobBytes, jobPage, jobText, type RenderPlace } from './render-job.ts';
import { SEND_TIMES, type SendTimes, sendBytes } from './send-bytes.ts';
import { type PrinterWatch, type WatchTimes, watchPrinters } from './watch-printers.ts';

export interface DeviceOptions {
  readonly osPrinter?: OsPrinter;
  readonly times?: SendTimes;
  readonly watchTimes?: WatchTimes;
  readonly retryMs?: readonly number[];
}

export interface DevicesDeps extends DeviceOptions {
  readonly post: PostToServer;
  readonly till: Pick<
    TillContext,
    'store' | 'catalogue' | 'enrolment' | 'sealer' | 'newId' | 'chain'
  >;
  readonly clock: () => EpochMs;
  readonly logger: Logger;
  readonly changed: () => void;
}

export interface Devices {
  readonly all: () => readonly Device[];
  /** The one that is used; null where none is set up. */
  readonly first: (kind: DeviceSettings['kind']) => Device | null;
  readonly byId: (id: DeviceId) => Device | null;
  readonly save: (id: DeviceId, settings: DeviceSettings) => void;
  readonly remove: (id: DeviceId) => void;
  readonly settings: () => CounterSettings;
  readonly saveSettings: (settings: CounterSettings) => void;
  readonly logo: () => RasterText | null;
  readonly saveLogo: (logo: RasterText | null) => void;
  readonly osPrinter: OsPrinter | null;
  readonly queue: PrintQueue;
  readonly watch: Pick<PrinterWatch, 'conditionOf'>;
  /** Puts a job on disk for a printer. */
  readonly print: (device: Device, job: JobToPrint) => PrintJobId;
  readonly printReceipt: (device: Device, receipt: ReceiptToPrint) => PrintJobId;
  readonly mailReceipt: (receipt: ReceiptToMail) => PrintJobId;
  /** The page of a job for a window of this till; null where what was to be printed is gone. */
  readonly page: (job: JobRow) => JobText | null;
  readonly state: () => PrintingState;
  /** What the counter does by itself after an entry is on disk. Never throws. */
  readonly afterEntry: <T extends EntryType>(type: T, payload: PayloadOf<T>) => void;
  readonly stop: () => Promise<void>;
}

interface JobToPrint {
  readonly title: string;
  readonly content: JobContent;
  /** From now; left out: it waits for ever. */
  readonly lastsMs?: number;
}

interface ReceiptToPrint {
  readonly saleId: SaleId;
  readonly receiptNumber: string;
  readonly lastsMs?: number;
}

interface ReceiptToMail {
  readonly saleId: SaleId;
  readonly receiptNumber: string;
  readonly email: string;
  /** Of the customer; null: the store's. */
  readonly locale: string | null;
}

/** How long jobs that are over are kept. */
const KEPT_MS = 7 * 24 * 60 * 60_000;

/** Starts printing what waits on this till's disk. */
export function openDevices(deps: DevicesDeps): Devices {
  const { till, clock, logger, changed, post, osPrinter = null, times = SEND_TIMES } = deps;
  const { store, catalogue, newId } = till;
  let devices = devicesIn(store);
  let settings = counterSettings(store);
  let logo = logoIn(store);
  const place: RenderPlace = { ...till, logo: () => logo };

  const byId = (id: DeviceId | null) => devices.find((device) => device.id === id) ?? null;
  const first = (kind: DeviceSettings['kind']) =>
    devices.find((device) => device.settings.kind === kind) ?? null;

  async function deliver(job: JobRow, signal: AbortSignal): Promise<Delivery> {
    if (job.content.kind === 'mail') return mailByServer(job, job.content, { post, signal });
    const device = byId(job.deviceId);
    if (device === null) return { end: 'never', problem: 'no_device' };
    const { transport } = device.settings;
    if (transport.kind !== 'os') {
      const bytes = jobBytes(place, job.content, device.settings);
      if (bytes === null) return { end: 'never', problem: 'failed' };
      const sent = await watch.whileSending(device.id, () =>
        sendBytes(transport, { bytes, signal, times }),
      );
      return sent.sent ? { end: 'done' } : { end: 'again', problem: sent.problem };
    }
    // The system's printers have no drawer that could be opened.
    if (job.kind === 'kick') return { end: 'done' };
    if (osPrinter === null) return { end: 'elsewhere' };
    const html = jobPage(place, job.content, device.settings);
    if (html === null) return { end: 'never', problem: 'failed' };
    try {
      await osPrinter.print({ html, printer: transport.printer });
      return { end: 'done' };
    } catch (thrown) {
      logger.warn({ err: thrown }, 'the system did not print');
      return { end: 'again', problem: 'unreachable' };
    }
  }

  /** A job that breaks the program must not break it again and again. */
  async function deliverSafely(job: JobRow, signal: AbortSignal): Promise<Delivery> {
    try {
      return await deliver(job, signal);
    } catch (thrown) {
      logger.error({ err: thrown, kind: job.kind }, 'a job cannot be printed');
      return { end: 'never', problem: 'failed' };
    }
  }

  const { watchTimes } = deps;
  const watch = watchPrinters({ printers: () => devices, changed, times: watchTimes });
  pruneJobs(store, (clock() - KEPT_MS) as EpochMs);
  const queue = startQueue({
    store,
    clock,
    logger,
    changed,
    deliver: deliverSafely,
    ...(deps.retryMs && { retryMs: deps.retryMs }),
  });

  function print(device: Device, { title, content, lastsMs }: JobToPrint): PrintJobId {
    const id = newId<'PrintJob'>();
    const createdAt = clock();
    const expiresAt = lastsMs === undefined ? null : ((createdAt + lastsMs) as EpochMs);
    queue.add({ id, deviceId: device.id, title, content, expiresAt, createdAt });
    return id;
  }

  function printReceipt(device: Device, { saleId, receiptNumber, lastsMs }: ReceiptToPrint) {
    // Jobs of older sales are not kept, and such a receipt was handed out long ago.
    const isOld = (paidSale(store, saleId)?.at ?? 0) < clock() - KEPT_MS;
    const copy = isOld || wasGiven(store, receiptNumber);
    const content = { kind: 'receipt', saleId, copy } as const;
    return print(device, { title: receiptNumber, content, ...(lastsMs && { lastsMs }) });
  }

  function mailReceipt({ saleId, receiptNumber, email, locale }: ReceiptToMail): PrintJobId {
    const id = newId<'PrintJob'>();
    const language = receiptLanguageOf(locale ?? catalogue.settings()?.locale ?? 'en');
    const content = { kind: 'mail', saleId, email, language } as const;
    const job = { title: receiptNumber, content, expiresAt: null, createdAt: clock() };
    queue.add({ id, deviceId: null, ...job });
    return id;
  }

  function state(): PrintingState {
    const counts = queue.counts();
    const prints = counts.filter(({ deviceId }) => deviceId !== null);
    const pages = counts.filter(({ deviceId }) => isPage(byId(deviceId)));
    const troubled = devices.find(({ id }) => queue.problemOf(id) !== null);
    const problem = troubled === undefined ? null : queue.problemOf(troubled.id);
    const unwell = devices.find(({ id }) => watch.conditionOf(id) !== null);
    const condition = unwell === undefined ? null : watch.conditionOf(unwell.id);
    return {
      receiptPrinter: first('receipt_printer') !== null,
      labelPrinter: first('label_printer') !== null,
      waiting: sumOf(prints.map(({ waiting }) => waiting)),
      mails: sumOf(counts.map(({ deviceId, waiting }) => (deviceId === null ? waiting : 0))),
      late: sumOf(counts.map(({ late }) => late)),
      problem:
        troubled === undefined || problem === null
          ? null
          : { deviceName: troubled.settings.name, problem },
      condition:
        unwell === undefined || condition === null
          ? null
          : { deviceName: unwell.settings.name, condition },
      pages: sumOf(pages.map(({ waiting }) => waiting)),
    };
  }

  const isPage = (device: Device | null) =>
    osPrinter === null && device?.settings.transport.kind === 'os';

  function reload(): void {
    devices = devicesIn(store);
    settings = counterSettings(store);
    logo = logoIn(store);
    queue.retryNow();
    watch.askSoon();
  }
  const saving =
    <Args extends readonly unknown[]>(save: (...args: Args) => void) =>
    (...args: Args) => {
      store.transaction(() => save(...args));
      reload();
    };

  return {
    all: () => devices,
    first,
    byId,
    save: saving((id: DeviceId, next: DeviceSettings) =>
      saveDevice(store, { id, settings: next, at: clock() }),
    ),
    remove: saving((id: DeviceId) => deleteDevice(store, id)),
    settings: () => settings,
    saveSettings: saving((next: CounterSettings) => saveCounterSettings(store, next)),
    logo: () => logo,
    saveLogo: saving((next: RasterText | null) => saveLogo(store, next)),
    osPrinter,
    queue,
    watch,
    print,
    printReceipt,
    mailReceipt,
    page(job) {
      const device = byId(job.deviceId);
      return device === null ? null : jobText(place, job.content, device.settings);
    },
    state,
    afterEntry: printByItself({
      till,
      logger,
      first,
      settings: () => settings,
      print,
      printReceipt,
      mailReceipt,
    }),
    async stop() {
      await Promise.all([queue.stop(), watch.stop()]);
    },
  };
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
