/** Paper as the commands of ESC/POS, which nearly every receipt printer understands. */
import CodepageEncoder from '@point-of-sale/codepage-encoder';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import {
  type CodePage,
  dotsOf,
  type ReceiptOptions,
} from '@second-chance/shared/printing/device-settings.ts';
import { fitText } from '@second-chance/shared/printing/fit-text.ts';
import type { PaperBlock } from '@second-chance/shared/printing/paper.ts';
import { isBlack, type Raster } from '@second-chance/shared/printing/raster.ts';

/** Lines between the last one and the knife, so that it is not cut through. */
const FEED_BEFORE_CUT = 4;
const QR_DOTS = 5;
const QUESTION = 0x3f;

/** Puts a text into characters that a code page has. */
export function fitTo(codePage: CodePage): (text: string) => string {
  const known = charactersOf(codePage);
  return (text) => fitText(text, (char) => known.has(char));
}

const PAGES = new Map<CodePage, ReadonlySet<string>>();

function charactersOf(codePage: CodePage): ReadonlySet<string> {
  let page = PAGES.get(codePage);
  if (page === undefined) {
    page = new Set(
      CodepageEncoder.getCodepoints(codePage, true)
        .filter((point) => point >= 0x20)
        .map((point) => String.fromCodePoint(point))
        // What the encoder itself would answer with a question mark is not on the page.
        .filter((char) => char === '?' || CodepageEncoder.encode(char, codePage)[0] !== QUESTION),
    );
    PAGES.set(codePage, page);
  }
  return page;
}

export interface PrinterForm {
  readonly options: ReceiptOptions;
  readonly logo: Raster | null;
}

/** The commands that print blocks and cut the paper. */
export function escposOf(
  blocks: readonly PaperBlock[],
  { options, logo }: PrinterForm,
): Uint8Array {
  const encoder = newEncoder(options).initialize().codepage(options.codePage);
  for (const block of blocks) {
    switch (block.block) {
      case 'line':
        printLine(encoder, block);
        break;
      case 'logo':
        if (options.logo && logo !== null) printLogo(encoder, logo, options);
        break;
      case 'qr':
        encoder
          .align('center')
          .qrcode(block.content, { size: QR_DOTS, errorlevel: 'l' })
          .align('left');
        break;
      case 'barcode':
        encoder
          .align('center')
          .barcode(block.content, 'code128', { height: 60, width: 2, text: true })
          .align('left');
        break;
    }
  }
  if (options.cut === 'none') encoder.newline(FEED_BEFORE_CUT);
  else encoder.cut(options.cut);
  return encoder.encode();
}

/** The pulse that opens the drawer at one of the printer's sockets. */
export function kickOf(options: ReceiptOptions): Uint8Array {
  return newEncoder(options)
    .initialize()
    .pulse(options.drawer === 'second' ? 1 : 0)
    .encode();
}

function newEncoder({ columns }: ReceiptOptions): ReceiptPrinterEncoder {
  return new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns,
    imageMode: 'raster',
    newline: '\n',
    codepageMapping: 'epson',
    feedBeforeCut: FEED_BEFORE_CUT,
  });
}

function printLine(
  encoder: ReceiptPrinterEncoder,
  { text, style }: Extract<PaperBlock, { readonly block: 'line' }>,
): void {
  switch (style) {
    case 'large':
      encoder.align('center').size(2, 2).line(text).size(1, 1).align('left');
      break;
    case 'strong':
      encoder.bold(true).line(text).bold(false);
      break;
    case 'inverse':
      encoder.invert(true).line(text).invert(false);
      break;
    case 'normal':
      encoder.line(text);
  }
}

/** Printers take pictures in whole bytes across, and none wider than their paper. */
function printLogo(encoder: ReceiptPrinterEncoder, logo: Raster, options: ReceiptOptions): void {
  const width = Math.min(Math.ceil(logo.width / 8) * 8, dotsOf(options.paper));
  const height = Math.ceil(logo.height / 8) * 8;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < logo.height; y += 1) {
    for (let x = 0; x < Math.min(logo.width, width); x += 1) {
      if (isBlack(logo, x, y)) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  const picture = { width, height, data };
  encoder.align('center').image(picture, { width, height, algorithm: 'threshold' }).align('left');
}
