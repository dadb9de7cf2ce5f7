/** How a till's printers are set up. Kept on the till's own disk: it is about what stands there. */
import { z } from 'zod';
import { textSchema } from '../text/text-schema.ts';

/** Code pages by the names that printers' manuals use; which of them a printer has is in its manual. */
export const CODE_PAGES = [
  'cp437',
  'cp850',
  'cp852',
  'cp858',
  'cp866',
  'cp737',
  'iso8859-15',
  'windows1250',
  'windows1251',
  'windows1252',
  'windows1253',
] as const;
export type CodePage = (typeof CODE_PAGES)[number];

/** Where a printer is reached. */
export const transportSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('tcp'),
    /** A name or an address. */
    host: z
      .string()
      .max(253)
      .regex(/^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$/),
    port: z.int().min(1).max(65_535),
  }),
  /** A printer on USB, serial or parallel, as the system's device file: `/dev/usb/lp0`, `COM3`. */
  z.strictObject({
    kind: z.literal('file'),
    path: z
      .string()
      .max(200)
      .regex(/^(?:\/dev\/[\w./-]+|(?:\\\\\.\\)?(?:COM|LPT)[0-9]{1,3})$/i)
      .refine((path) => !path.includes('..')),
  }),
  /** A printer of the operating system; null: the one that it uses by default. */
  z.strictObject({ kind: z.literal('os'), printer: textSchema({ min: 1, max: 200 }).nullable() }),
]);
export type Transport = z.infer<typeof transportSchema>;

export const receiptOptionsSchema = z.strictObject({
  /** Width of the paper in mm. */
  paper: z.union([z.literal(58), z.literal(80)]),
  /** Characters of the usual font in a line. */
  columns: z.union([z.literal(32), z.literal(42), z.literal(48)]),
  codePage: z.enum(CODE_PAGES),
  logo: z.boolean(),
  /** The receipt's address on the server, which also finds it at any till. */
  qr: z.boolean(),
  /** The receipt's number for scanners that read lines alone. */
  barcode: z.boolean(),
  /** The drawer's socket that is kicked. */
  drawer: z.enum(['none', 'first', 'second']),
  cut: z.enum(['none', 'partial', 'full']),
});
export type ReceiptOptions = z.infer<typeof receiptOptionsSchema>;

export const labelOptionsSchema = z.strictObject({
  language: z.enum(['zpl', 'epl']),
  widthMm: z.int().min(15).max(200),
  heightMm: z.int().min(10).max(300),
  dpi: z.union([z.literal(203), z.literal(300)]),
});
export type LabelOptions = z.infer<typeof labelOptionsSchema>;

export const deviceSettingsSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('receipt_printer'),
    name: textSchema({ min: 1, max: 60 }),
    transport: transportSchema,
    options: receiptOptionsSchema,
  }),
  z.strictObject({
    kind: z.literal('label_printer'),
    name: textSchema({ min: 1, max: 60 }),
    transport: transportSchema,
    options: labelOptionsSchema,
  }),
]);
export type DeviceSettings = z.infer<typeof deviceSettingsSchema>;

export const counterSettingsSchema = z.strictObject({
  /** A receipt is printed with every sale; a customer's own choice goes before it. */
  printReceipts: z.boolean(),
  /** The Z report is printed when a shift is closed. */
  printReports: z.boolean(),
});
export type CounterSettings = z.infer<typeof counterSettingsSchema>;

export const USUAL_SETTINGS: CounterSettings = {
  printReceipts: true,
  printReports: true,
};

export const USUAL_RECEIPT_OPTIONS: ReceiptOptions = {
  paper: 80,
  columns: 48,
  codePage: 'cp858',
  logo: false,
  qr: true,
  barcode: false,
  drawer: 'first',
  cut: 'partial',
};

export const USUAL_LABEL_OPTIONS: LabelOptions = {
  language: 'zpl',
  widthMm: 57,
  heightMm: 32,
  dpi: 203,
};

/** Dots across the paper: what a head of 203 dpi prints on it. */
export function dotsOf(paper: ReceiptOptions['paper']): number {
  return paper === 58 ? 384 : 576;
}
