/** A job as what its printer takes: commands for a device, a page for the operating system. */
import type { StoreSettingsDocument } from '@second-chance/shared/documents/reference-data.ts';
import type {
  DeviceSettings,
  ReceiptOptions,
} from '@second-chance/shared/printing/device-settings.ts';
import { USUAL_RECEIPT_OPTIONS } from '@second-chance/shared/printing/device-settings.ts';
import { type PaperBlock, paperLines } from '@second-chance/shared/printing/paper.ts';
import type { RasterText } from '@second-chance/shared/printing/raster.ts';
import { reportRows } from '@second-chance/shared/printing/report-rows.ts';
import { say } from '@second-chance/shared/printing/say.ts';
import { rowsHtml } from '@second-chance/shared/sale/receipt-html.ts';
import { type ReceiptRow, receiptRows } from '@second-chance/shared/sale/receipt-rows.ts';
import { rowLines } from '@second-chance/shared/sale/receipt-text.ts';
import { receiptLanguageOf } from '@second-chance/shared/sale/receipt-words.ts';
import { findReceipt } from '../receipts/receipt-of.ts';
import type { TillContext } from '../till-context.ts';
import { qrPicture } from './code-picture.ts';
import { escposOf, fitTo, kickOf } from './escpos.ts';
import type { JobContent } from './job-content.ts';
import { labelBytes } from './label-bytes.ts';

export interface RenderPlace
  extends Pick<TillContext, 'store' | 'catalogue' | 'enrolment' | 'sealer'> {
  readonly logo: () => RasterText | null;
}

/** Commands of a device; null where what was to be printed is gone. */
export function jobBytes(
  place: RenderPlace,
  content: JobContent,
  settings: DeviceSettings,
): Uint8Array | null {
  if (settings.kind === 'label_printer') return labelBytes(place, content, settings.options);
  const { options } = settings;
  if (content.kind === 'kick')
    return options.drawer === 'none' ? new Uint8Array() : kickOf(options);
  const printed = printedOf(place, content, settings);
  if (printed === null) return null;
  const form = { columns: options.columns, fit: fitTo(options.codePage) };
  const blocks: PaperBlock[] = [
    { block: 'logo' },
    ...paperLines(printed.rows, form),
    ...codesOf(printed, options),
  ];
  return escposOf(blocks, { options, logo: rasterFrom(place.logo()) });
}

export interface JobText {
  readonly text: string;
  readonly code: string | null;
}

/** The same for a window of this till; null where what was to be printed is gone. */
export function jobText(
  place: RenderPlace,
  content: JobContent,
  settings: DeviceSettings,
): JobText | null {
  const printed = printedOf(place, content, settings);
  if (printed === null) return null;
  const { columns, qr } =
    settings.kind === 'receipt_printer' ? settings.options : USUAL_RECEIPT_OPTIONS;
  const lines = printed.rows.flatMap((row) => rowLines(row, columns));
  const code = printed.address ?? printed.number;
  return { text: lines.join('\n'), code: qr && code !== null ? qrPicture(code) : null };
}

/** The same as a page that needs nothing else; null where what was to be printed is gone. */
export function jobPage(
  place: RenderPlace,
  content: JobContent,
  settings: DeviceSettings,
): string | null {
  const printed = printedOf(place, content, settings);
  if (printed === null) return null;
  const { paper, qr } =
    settings.kind === 'receipt_printer' ? settings.options : USUAL_RECEIPT_OPTIONS;
  const { rows, title, language, address, number } = printed;
  const coded = address ?? number;
  const code = qr && coded !== null ? qrPicture(coded) : null;
  return rowsHtml(rows, { title, lang: language, paper, code });
}

interface Printed {
  readonly title: string;
  readonly language: 'en' | 'de';
  readonly rows: readonly ReceiptRow[];
  /** Of a receipt: where it can be read, and its number. */
  readonly address: string | null;
  readonly number: string | null;
}

function printedOf(
  place: RenderPlace,
  content: JobContent,
  settings: DeviceSettings,
): Printed | null {
  const store = place.catalogue.settings();
  if (store === null) return null;
  const language = receiptLanguageOf(store.locale);
  switch (content.kind) {
    case 'receipt': {
      const found = findReceipt(place, content);
      if (found === null) return null;
      const { receipt, address } = found;
      const number = receipt.receiptNumber;
      return { title: number, language, rows: receiptRows(receipt, language), address, number };
    }
    case 'report': {
      const rows = reportRows(content.report, { ...store, language });
      return { title: store.name, language, rows, address: null, number: null };
    }
    case 'test':
      return testPage(store, settings, place.enrolment()?.registerCode ?? '');
    case 'labels':
    case 'mail':
    case 'kick':
      return null;
  }
}

/** Shows what a printer can: its width, its characters, a code that can be scanned. */
function testPage(
  store: StoreSettingsDocument,
  settings: DeviceSettings,
  registerCode: string,
): Printed {
  const language = receiptLanguageOf(store.locale);
  const { columns } =
    settings.kind === 'receipt_printer' ? settings.options : USUAL_RECEIPT_OPTIONS;
  const ruler = Array.from({ length: columns }, (_, at) => String((at + 1) % 10)).join('');
  const rows: readonly ReceiptRow[] = [
    { row: 'title', text: store.name },
    { row: 'centred', text: settings.name },
    { row: 'rule' },
    { row: 'text', text: say(language, 'devices.testPage.works') },
    { row: 'text', text: ruler },
    { row: 'text', text: 'ÄÖÜ äöü ß € é è ç ñ å ø œ' },
    { row: 'text', text: 'Ελληνικά · Кириллица · Polski ąęł' },
    { row: 'pair', left: say(language, 'report.register'), right: registerCode, weight: 'strong' },
    { row: 'mark', text: say(language, 'devices.testPage.mark') },
  ];
  return { title: settings.name, language, rows, address: null, number: `TEST-${registerCode}` };
}

function codesOf({ address, number }: Printed, options: ReceiptOptions): readonly PaperBlock[] {
  const qr = address ?? number;
  return [
    ...(options.qr && qr !== null ? [{ block: 'qr', content: qr } as const] : []),
    ...(options.barcode && number !== null ? [{ block: 'barcode', content: number } as const] : []),
  ];
}

function rasterFrom(logo: RasterText | null) {
  return logo === null ? null : { ...logo, bits: new Uint8Array(Buffer.from(logo.bits, 'base64')) };
}
