/** What the till's screens are told of printers and of what waits for them. */
import { z } from 'zod';
import { type DeviceId, idSchema, type PrintJobId } from '../../ids.ts';
import { counterSettingsSchema, deviceSettingsSchema } from '../../printing/device-settings.ts';
import { rasterTextSchema } from '../../printing/raster.ts';
import { epochMsSchema } from '../../time/time.ts';

export const deviceId = idSchema<'Device'>() as z.ZodType<DeviceId, DeviceId>;
export const printJobId = idSchema<'PrintJob'>() as z.ZodType<PrintJobId, PrintJobId>;

/**
 * Why a job is not out yet. `unreachable`: nobody answers there. `broke_off`: it went away in the
 * middle. `stuck`: it takes nothing any more. `no_access`: the device file cannot be written.
 * `no_device`: it was taken away. `page`: waits for a window that prints. `server`: no network, for
 * mails. `refused`: the server will never take it. `failed`: a fault of this program.
 */
export const PRINT_PROBLEMS = [
  'unreachable',
  'broke_off',
  'stuck',
  'no_access',
  'no_device',
  'page',
  'server',
  'refused',
  'failed',
] as const;
export type PrintProblem = (typeof PRINT_PROBLEMS)[number];

/**
 * What a printer says is wrong with it, or soon will be. `cover_open`, `paper_out`: it prints once
 * somebody sees to it. `cutter`: the knife is stuck. `error`: it must be looked at. `offline`: it takes
 * nothing just now. `paper_low`: it still prints.
 */
export const PRINTER_CONDITIONS = [
  'cover_open',
  'paper_out',
  'cutter',
  'error',
  'offline',
  'paper_low',
] as const;
export type PrinterCondition = (typeof PRINTER_CONDITIONS)[number];

export const JOB_KINDS = ['receipt', 'report', 'labels', 'test', 'kick', 'mail'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/**
 * `late`: it was meant for a customer who has left, so that it does not come out by itself any more.
 * `canceled`: by a person. `failed`: it can never come out.
 */
export const JOB_STATES = ['waiting', 'done', 'late', 'canceled', 'failed'] as const;

export const printJobSchema = z.strictObject({
  id: printJobId,
  kind: z.enum(JOB_KINDS),
  /** A receipt's number, a report's, a count of labels; empty where the kind says it all. */
  title: z.string(),
  /** Of the printer; null for mails and where it was taken away. */
  deviceName: z.string().nullable(),
  state: z.enum(JOB_STATES),
  attempts: z.int().min(0),
  problem: z.enum(PRINT_PROBLEMS).nullable(),
  createdAt: epochMsSchema,
  finishedAt: epochMsSchema.nullable(),
});
export type PrintJob = z.infer<typeof printJobSchema>;

export const deviceViewSchema = z.strictObject({
  id: deviceId,
  settings: deviceSettingsSchema,
  waiting: z.int().min(0),
  /** Of its last try, where that failed. */
  problem: z.enum(PRINT_PROBLEMS).nullable(),
  /** Of itself; null where nothing is wrong, and of printers that do not say. */
  condition: z.enum(PRINTER_CONDITIONS).nullable(),
});
export type DeviceView = z.infer<typeof deviceViewSchema>;

export const devicesViewSchema = z.strictObject({
  devices: z.array(deviceViewSchema),
  settings: counterSettingsSchema,
  logo: rasterTextSchema.nullable(),
  /** What waits first, then the latest that are over. */
  jobs: z.array(printJobSchema),
});
export type DevicesView = z.infer<typeof devicesViewSchema>;

/** Part of the till's state: what the status bar and the screens around a sale need. */
export const printingStateSchema = z.strictObject({
  receiptPrinter: z.boolean(),
  labelPrinter: z.boolean(),
  /** Jobs of printers that are not out yet. */
  waiting: z.int().min(0),
  /** Mails that the server does not have yet. */
  mails: z.int().min(0),
  /** Jobs that did not come out and wait for a person. */
  late: z.int().min(0),
  /** The first printer in trouble. */
  problem: z.strictObject({ deviceName: z.string(), problem: z.enum(PRINT_PROBLEMS) }).nullable(),
  /** The first printer that says something is wrong with it. */
  condition: z
    .strictObject({ deviceName: z.string(), condition: z.enum(PRINTER_CONDITIONS) })
    .nullable(),
  /** Jobs that this window can print as pages. */
  pages: z.int().min(0),
});
export type PrintingState = z.infer<typeof printingStateSchema>;

/** What a search of the network and of this PC found. */
export const foundPrintersSchema = z.strictObject({
  /** Addresses at which port 9100 answers. */
  network: z.array(z.strictObject({ host: z.string(), port: z.int() })),
  files: z.array(z.string()),
  /** Printers of the operating system; empty where the host cannot tell. */
  system: z.array(z.string()),
});
export type FoundPrinters = z.infer<typeof foundPrintersSchema>;
