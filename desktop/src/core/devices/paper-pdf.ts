import { paperLines } from '@second-chance/shared/printing/paper.ts';
import type { ReceiptRow } from '@second-chance/shared/sale/receipt-rows.ts';
import { drawPdf, drawQr, POINTS_PER_MM } from './pdf-document.ts';

const pt = (mm: number) => mm * POINTS_PER_MM;
const WIDTH = 80;
const EDGE = 4;
const COLUMNS = 42;
const QR = 28;
/** The width of a character of this font for its size. */
const ADVANCE = 0.602;
const LEADING = 1.3;

/** A receipt or a report as one page as long as it needs, of the width of receipts. */
export function paperPdf({
  title,
  rows,
  code,
}: {
  readonly title: string;
  readonly rows: readonly ReceiptRow[];
  /** To stand below as a QR code; null: none. */
  readonly code: string | null;
}): Promise<Buffer> {
  const lines = paperLines(rows, { columns: COLUMNS, fit: (text) => text }).filter(
    (block) => block.block === 'line',
  );
  const size = pt(WIDTH - 2 * EDGE) / (COLUMNS * ADVANCE);
  const heightOf = (large: boolean) => size * LEADING * (large ? 2 : 1);
  const text = lines.reduce((sum, { style }) => sum + heightOf(style === 'large'), 0);
  const below = code === null ? 0 : pt(QR + EDGE);
  const height = 2 * pt(EDGE) + text + below;
  return drawPdf({ title, size: [pt(WIDTH), height] }, (pdf) => {
    let y = pt(EDGE);
    for (const line of lines) {
      const large = line.style === 'large';
      pdf
        .font(line.style === 'normal' ? 'columns' : 'columns-bold')
        .fontSize(large ? size * 2 : size);
      const words = large ? line.text.trim() : line.text;
      const across = { width: pt(WIDTH - 2 * EDGE) + 1, lineBreak: false } as const;
      pdf.fill('#000000').text(words, pt(EDGE), y, { ...across, align: large ? 'center' : 'left' });
      y += heightOf(large);
    }
    if (code !== null)
      drawQr(pdf, code, { x: pt((WIDTH - QR) / 2), y: y + pt(EDGE), width: pt(QR) });
  });
}
