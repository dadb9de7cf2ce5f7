import type { Label } from '@second-chance/shared/labels/label.ts';
import { type Placed, planLabel } from '@second-chance/shared/labels/plan-label.ts';
import {
  labelPlace,
  PAGE_SIZES,
  type SheetLayout,
} from '@second-chance/shared/labels/sheet-layouts.ts';
import { drawBars, drawPdf, type Pdf, POINTS_PER_MM } from './pdf-document.ts';

const pt = (mm: number) => mm * POINTS_PER_MM;

export interface LabelSheets {
  readonly labels: readonly Label[];
  readonly layout: SheetLayout;
  /** Labels at the beginning of the first sheet that are used up. */
  readonly skip: number;
}

/** Labels on sheets, as many as it takes, in a PDF to be printed at its own size. */
export function labelSheets({ labels, layout, skip }: LabelSheets): Promise<Buffer> {
  const page = PAGE_SIZES[layout.page];
  const size = [pt(page.widthMm), pt(page.heightMm)] as const;
  const perSheet = layout.columns * layout.rows;
  return drawPdf({ title: 'Labels', size }, (pdf) => {
    for (const [index, label] of labels.entries()) {
      const place = skip + index;
      if (index > 0 && place % perSheet === 0) pdf.addPage({ size: [...size], margin: 0 });
      const { xMm, yMm } = labelPlace(layout, place);
      for (const placed of planLabel(label, layout)) {
        draw(pdf, placed, { x: pt(xMm), y: pt(yMm) });
      }
    }
  });
}

function draw(pdf: Pdf, placed: Placed, at: { readonly x: number; readonly y: number }): void {
  const x = at.x + pt(placed.x);
  const y = at.y + pt(placed.y);
  const width = pt(placed.width);
  if (placed.place === 'text') {
    const { text, bold, align, height } = placed;
    pdf.font(bold ? 'bold' : 'text').fontSize(pt(height) / LINE);
    pdf.fill('#000000').text(text, x, y, { width: width + 1, align, lineBreak: false });
    return;
  }
  const bars = drawBars(pdf, placed.code, { x, y, width, height: pt(placed.height) });
  if (placed.figures === 0) return;
  pdf
    .font('text')
    .fontSize(pt(placed.figures) / LINE)
    .fill('#000000');
  const below = bars.y + bars.height + pt(0.3);
  const text = placed.code.text;
  const textWidth = Math.max(bars.width, pdf.widthOfString(text) + 1);
  pdf.text(text, bars.x, below, { width: textWidth, align: 'center', lineBreak: false });
}

/** The height of this font's line for its size. */
const LINE = 1.164;
