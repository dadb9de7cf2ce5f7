import { localeOrEnglish } from '../money/format-amount.ts';
import { escapeHtml } from '../text/escape-html.ts';
import type { Receipt } from './receipt.ts';
import { type ReceiptRow, receiptRows } from './receipt-rows.ts';
import { type ReceiptLanguage, receiptLanguageOf, receiptWords } from './receipt-words.ts';
import { printable } from './text-columns.ts';

/**
 * A receipt as one HTML document that needs nothing else: no script, no font, no address. Every text
 * is escaped and set apart in its direction. Prints on 80 mm paper, reads on a phone.
 */
export function receiptHtml(
  receipt: Receipt,
  { language }: { readonly language: ReceiptLanguage },
): string {
  const { locale, kind, receiptNumber } = receipt;
  const lang = receiptLanguageOf(locale) === language ? localeOrEnglish(locale) : language;
  const title = `${receiptWords(language).kinds[kind]} ${receiptNumber}`;
  return rowsHtml(receiptRows(receipt, language), { title, lang });
}

export interface HtmlForm {
  readonly title: string;
  readonly lang: string;
  /** Width of the paper in mm; 80 unless told. */
  readonly paper?: 58 | 80;
  /** A code to stand below, as a picture's data address; null: none. */
  readonly code?: string | null;
}

/** Rows as one HTML document in the same way. */
export function rowsHtml(
  rows: readonly ReceiptRow[],
  { title, lang, paper = 80, code = null }: HtmlForm,
): string {
  return [
    '<!doctype html>',
    `<html lang="${escapeHtml(lang)}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${STYLE.replaceAll('80mm', `${paper}mm`).replaceAll('74mm', `${paper - 6}mm`)}</style>`,
    '</head>',
    '<body>',
    '<main>',
    ...rows.map(htmlOf),
    ...(code === null ? [] : [`<img src="${escapeHtml(code)}" alt="">`]),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function htmlOf(row: ReceiptRow): string {
  switch (row.row) {
    case 'rule':
      return '<hr>';
    case 'title':
      return `<h1>${text(row.text)}</h1>`;
    case 'mark':
      return `<p class="mark"><strong>${text(row.text)}</strong></p>`;
    case 'centred':
    case 'text':
    case 'item':
    case 'small':
      return `<p class="${row.row}">${text(row.text)}</p>`;
    case 'pair':
      return `<p class="pair ${row.weight}"><span>${text(row.left)}</span><span>${text(row.right)}</span></p>`;
    case 'table':
      return [
        '<table>',
        `<thead><tr>${row.head.map((cell) => `<th scope="col">${text(cell)}</th>`).join('')}</tr></thead>`,
        '<tbody>',
        ...row.body.map(
          ([first = '', ...rest]) =>
            `<tr><th scope="row">${text(first)}</th>${rest.map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`,
        ),
        '</tbody>',
        '</table>',
      ].join('\n');
  }
}

function text(value: string): string {
  return `<bdi>${escapeHtml(printable(value))}</bdi>`;
}

const STYLE = `
@page { size: 80mm auto; margin: 3mm; }
* { box-sizing: border-box; margin: 0; }
body { background: #fff; color: #000; font: 13px/1.4 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
main { width: 74mm; max-width: 100%; margin: 0 auto; padding: 8px 0; overflow-wrap: anywhere; }
h1 { font-size: 16px; text-align: center; }
hr { border: 0; border-top: 1px dashed #000; margin: 6px 0; }
.centred, .mark { text-align: center; }
.mark { border: 2px solid #000; margin: 4px 0; padding: 2px; }
.item { margin-top: 4px; }
.pair { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 8px; }
.pair > :last-child { margin-left: auto; text-align: right; white-space: nowrap; }
.strong { font-weight: 700; font-size: 15px; }
p.small { font-size: 11px; padding-left: 12px; }
table { width: 100%; border-collapse: collapse; font-size: 11px; }
th { font-weight: 400; text-align: left; }
td, thead th + th { text-align: right; font-variant-numeric: tabular-nums; }
img { display: block; width: 28mm; margin: 3mm auto 0; }
@media screen { body { padding: 16px; } }
`;
