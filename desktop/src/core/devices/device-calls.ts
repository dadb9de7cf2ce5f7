/** The calls about printers, grouped as screens call them (till/device-calls.ts). */
import type {
  DevicesView,
  FoundPrinters,
  PrintJob,
} from '@second-chance/shared/contract/till/device-views.ts';
import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import type { DeviceId, PrintJobId, SaleId, ShiftId } from '@second-chance/shared/ids.ts';
import type {
  CounterSettings,
  DeviceSettings,
} from '@second-chance/shared/printing/device-settings.ts';
import type { RasterText } from '@second-chance/shared/printing/raster.ts';
import { reportRows } from '@second-chance/shared/printing/report-rows.ts';
import { ok } from '@second-chance/shared/result.ts';
import { type ReceiptRow, receiptRows } from '@second-chance/shared/sale/receipt-rows.ts';
import { receiptLanguageOf } from '@second-chance/shared/sale/receipt-words.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import { findReceipt } from '../receipts/receipt-of.ts';
import { saleRowById } from '../receipts/sale-rows.ts';
import { currentShift } from '../shifts/run-shift.ts';
import { shiftReport } from '../shifts/shift-report.ts';
import { shiftById } from '../shifts/shift-rows.ts';
import type { AtCounter } from '../till-calls.ts';
import type { Session } from '../till-context.ts';
import type { AtEditing } from '../till-document-calls.ts';
import type { Devices } from './devices.ts';
import { findPrinters } from './find-printers.ts';
import { finishJob, type JobRow, listJobs, nextJob, reviveJob, reviveLate } from './job-rows.ts';
import { type FileAnswer, labelCalls } from './label-calls.ts';
import { receiptCalls } from './receipt-calls.ts';

interface Approvable {
  readonly approval?: Approval | undefined;
}

const JOBS_SHOWN = 50;
/** A page that a window took and never spoke of again is given to the next that asks. */
const PAGE_TAKEN_MS = 90_000;

/** `devices` is null on a till that cannot trust its file; then nothing is called. */
export function deviceCalls(at: AtCounter, atEditing: AtEditing, devices: () => Devices) {
  const taken = new Map<PrintJobId, number>();

  function view({ store }: Session): Outcome<DevicesView> {
    const known = devices();
    const waiting = known.queue.counts();
    return ok({
      devices: known.all().map(({ id, settings }) => ({
        id,
        settings,
        waiting: waiting.find(({ deviceId }) => deviceId === id)?.waiting ?? 0,
        problem: known.queue.problemOf(id),
        condition: known.watch.conditionOf(id),
      })),
      settings: known.settings(),
      logo: known.logo(),
      jobs: listJobs(store, JOBS_SHOWN).map((job) => jobView(job, known)),
    });
  }

  /** For calls that change how the counter is set up. */
  const settingUp = <Input extends Approvable>(
    work: (session: Session, input: Input) => Outcome<unknown>,
  ) =>
    at((session, input: Input): Outcome<DevicesView> => {
      const permission = authorize(session, 'set_up_devices', input.approval);
      if (!permission.ok) return permission;
      const done = work(session, input);
      return done.ok ? view(session) : done;
    });

  const receiptToDraw = at((session, { saleId }: { readonly saleId: SaleId }) => {
    const found = findReceipt(session, { saleId, copy: true });
    return found === null ? refuse('NOT_FOUND', 'this till has no such sale') : ok(found);
  });
  const reportToDraw = at((session, { shiftId }: { readonly shiftId: ShiftId | null }) => {
    const shift = shiftId === null ? currentShift(session) : ok(shiftById(session.store, shiftId));
    if (!shift.ok) return shift;
    const report = shiftReport(session, shift.value);
    const { settings } = session;
    const language = receiptLanguageOf(settings.locale);
    const title = report.zNumber === null ? `X-${report.businessDay}` : `Z-${report.zNumber}`;
    return ok({ title, rows: reportRows(report, { ...settings, language }) });
  });
  const find = at((_session, _: undefined) => ok(true));

  return {
    devices: {
      list: (_?: unknown) => at((session, _none: undefined) => view(session))(undefined),
      save: settingUp(
        (
          session,
          {
            id,
            settings,
          }: Approvable & {
            readonly id: DeviceId | null;
            readonly settings: DeviceSettings;
          },
        ) => {
          const before = id === null ? null : devices().byId(id);
          if (id !== null && before?.settings.kind !== settings.kind) {
            return refuse('NOT_FOUND', 'no such device');
          }
          devices().save(id ?? session.newId<'Device'>(), settings);
          return ok(true);
        },
      ),
      remove: settingUp((_, { id }: Approvable & { readonly id: DeviceId }) => {
        devices().remove(id);
        return ok(true);
      }),
      saveSettings: settingUp(
        (_, { settings }: Approvable & { readonly settings: CounterSettings }) => {
          devices().saveSettings(settings);
          return ok(true);
        },
      ),
      saveLogo: settingUp((_, { logo }: Approvable & { readonly logo: RasterText | null }) => {
        if (logo !== null && !isWhole(logo)) return refuse('INVALID_REQUEST', 'not all bits');
        devices().saveLogo(logo);
        return ok(true);
      }),
      find: async (): Promise<Outcome<FoundPrinters>> => {
        const allowed = find(undefined);
        return allowed.ok ? ok(await findPrinters(devices().osPrinter)) : allowed;
      },
      test: at((_, { id }: { readonly id: DeviceId }) => {
        const device = devices().byId(id);
        if (device === null) return refuse('NOT_FOUND', 'no such device');
        const { name } = device.settings;
        return ok({ jobId: devices().print(device, { title: name, content: { kind: 'test' } }) });
      }),
      printReceipt: at(({ store }, { saleId }: { readonly saleId: SaleId }) => {
        const device = devices().first('receipt_printer');
        if (device === null) return refuse('NO_PRINTER', 'no receipt printer is set up');
        const sale = saleRowById(store, saleId);
        if (sale === null) return refuse('NOT_FOUND', 'this till has no such sale');
        return ok({ jobId: devices().printReceipt(device, sale) });
      }),
      printReport: at((session, { shiftId }: { readonly shiftId: ShiftId | null }) => {
        const device = devices().first('receipt_printer');
        if (device === null) return refuse('NO_PRINTER', 'no receipt printer is set up');
        const shift =
          shiftId === null ? currentShift(session) : ok(shiftById(session.store, shiftId));
        if (!shift.ok) return shift;
        const report = shiftReport(session, shift.value);
        const title = report.zNumber === null ? 'X' : `Z ${report.zNumber}`;
        return ok({
          jobId: devices().print(device, { title, content: { kind: 'report', report } }),
        });
      }),
      ...labelCalls(at, devices),
      ...receiptCalls(at, atEditing, devices),
      receiptPdf: async (wanted: { readonly saleId: SaleId }): Promise<Outcome<FileAnswer>> => {
        const found = receiptToDraw(wanted);
        if (!found.ok) return found;
        const { receipt, address } = found.value;
        const language = receiptLanguageOf(receipt.locale);
        const rows = receiptRows(receipt, language);
        return pdfFile({ title: receipt.receiptNumber, rows, code: address });
      },
      reportPdf: async (wanted: {
        readonly shiftId: ShiftId | null;
      }): Promise<Outcome<FileAnswer>> => {
        const found = reportToDraw(wanted);
        return found.ok ? pdfFile({ ...found.value, code: null }) : found;
      },
      retry: at((session, { jobId }: { readonly jobId: PrintJobId | null }) => {
        session.store.quickTransaction(() => {
          if (jobId === null) reviveLate(session.store);
          else reviveJob(session.store, jobId);
        });
        devices().queue.retryNow();
        return view(session);
      }),
      cancel: at((session, { jobId }: { readonly jobId: PrintJobId }) => {
        const canceled = { id: jobId, state: 'canceled', problem: null, at: session.now } as const;
        session.store.quickTransaction(() => finishJob(session.store, canceled));
        devices().queue.refresh();
        return view(session);
      }),
      takePage: at(({ store, now }, _: unknown) => {
        const known = devices();
        for (const device of known.all()) {
          if (known.osPrinter !== null || device.settings.transport.kind !== 'os') continue;
          const job = nextJob(store, device.id);
          if (job === null || now - (taken.get(job.id) ?? 0) < PAGE_TAKEN_MS) continue;
          const page = known.page(job);
          if (page !== null) {
            taken.set(job.id, now);
            return ok({ jobId: job.id, ...page });
          }
          const failed = { id: job.id, state: 'failed', problem: 'failed', at: now } as const;
          store.quickTransaction(() => finishJob(store, failed));
        }
        return ok(null);
      }),
      pageDone: at(
        (
          { store, now },
          { jobId, printed }: { readonly jobId: PrintJobId; readonly printed: boolean },
        ) => {
          taken.delete(jobId);
          const state = printed ? 'done' : 'canceled';
          store.quickTransaction(() =>
            finishJob(store, { id: jobId, state, problem: null, at: now }),
          );
          devices().queue.refresh();
          return ok({});
        },
      ),
    },
  };
}

async function pdfFile(paper: {
  readonly title: string;
  readonly rows: readonly ReceiptRow[];
  readonly code: string | null;
}): Promise<Outcome<FileAnswer>> {
  // Drawing is loaded when it is first wanted: a till starts without it.
  const { paperPdf } = await import('./paper-pdf.ts');
  const pdf = await paperPdf(paper);
  return ok({ fileName: `${paper.title}.pdf`, content: pdf.toString('base64') });
}

function jobView(job: JobRow, devices: Devices): PrintJob {
  const device = job.deviceId === null ? null : devices.byId(job.deviceId);
  const { id, kind, title, state, attempts, problem, createdAt, finishedAt } = job;
  const deviceName = device?.settings.name ?? null;
  return { id, kind, title, deviceName, state, attempts, problem, createdAt, finishedAt };
}

function isWhole({ width, height, bits }: RasterText): boolean {
  return Buffer.from(bits, 'base64').length === Math.ceil(width / 8) * height;
}
