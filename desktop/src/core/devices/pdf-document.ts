/** What all PDFs of the till share: fonts that know most alphabets, and codes drawn as shapes. */
import { createRequire } from 'node:module';
import type { Label } from '@second-chance/shared/labels/label.ts';
import * as bwip from 'bwip-js/node';
import PDFDocument from 'pdfkit';

export const POINTS_PER_MM = 72 / 25.4;

/** The module's own `raw` is the encoder of that name; the one that gives shapes is on its default. */
const { raw } = (bwip as unknown as { readonly default: Pick<typeof bwip, 'raw'> }).default;

const files = createRequire(import.meta.url);
const font = (name: string) => files.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

export type Pdf = InstanceType<typeof PDFDocument>;

/** Draws a document; its pages are as large as they are told, without margins. */
export async function drawPdf(
  { title, size }: { readonly title: string; readonly size: readonly [number, number] },
  draw: (pdf: Pdf) => void,
): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: [size[0], size[1]],
    margin: 0,
    info: { Title: title },
    lang: 'en',
  });
  pdf.registerFont('text', font('DejaVuSansCondensed'));
  pdf.registerFont('bold', font('DejaVuSansCondensed-Bold'));
  pdf.registerFont('columns', font('DejaVuSansMono'));
  pdf.registerFont('columns-bold', font('DejaVuSansMono-Bold'));
  const pieces: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (piece: Buffer) => pieces.push(piece));
    pdf.on('end', () => resolve(Buffer.concat(pieces)));
    pdf.on('error', reject);
  });
  draw(pdf);
  pdf.end();
  return whole;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const ENCODERS = { ean13: 'ean13', ean8: 'ean8', upca: 'upca', code128: 'code128' } as const;

/** The widths of a code's bars and the spaces between them, in turn, in its thinnest bar's. */
export function barsOf({ kind, text }: NonNullable<Label['code']>): readonly number[] {
  const [drawn] = raw({ bcid: ENCODERS[kind], text });
  return drawn !== undefined && 'sbs' in drawn ? drawn.sbs : [];
}

/**
 * Draws bars in a box, as wide as they fit with the quiet space that scanners need, at most 0.5 mm
 * each. Answers where they stand.
 */
export function drawBars(pdf: Pdf, code: NonNullable<Label['code']>, box: Box): Box {
  const bars = barsOf(code);
  const modules = bars.reduce((sum, width) => sum + width, 0) + QUIET;
  const module = Math.min(box.width / modules, 0.5 * POINTS_PER_MM);
  const left = box.x + (QUIET / 2) * module;
  let x = left;
  for (const [index, width] of bars.entries()) {
    if (index % 2 === 0) pdf.rect(x, box.y, width * module, box.height);
    x += width * module;
  }
  pdf.fill('#000000');
  return { x: left, y: box.y, width: x - left, height: box.height };
}

const QUIET = 18;

/** Draws a QR code in a square. */
export function drawQr(pdf: Pdf, content: string, { x, y, width }: Omit<Box, 'height'>): void {
  const options = { bcid: 'qrcode', text: content, eclevel: 'M' };
  const [drawn] = raw(options);
  if (drawn === undefined || !('pixs' in drawn)) return;
  const { pixs, pixx } = drawn;
  const module = width / pixx;
  for (const [index, dark] of pixs.entries()) {
    if (dark !== 1) continue;
    pdf.rect(x + (index % pixx) * module, y + Math.floor(index / pixx) * module, module, module);
  }
  pdf.fill('#000000');
}
