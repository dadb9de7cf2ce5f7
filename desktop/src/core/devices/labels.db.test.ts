import {
  type LabelOptions,
  USUAL_LABEL_OPTIONS,
} from '@second-chance/shared/printing/device-settings.ts';
import { anItem } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { BOOK, COAT, GRACE, JACKET } from '../test/small-shop.ts';
import { barsOf } from './pdf-document.ts';
import { startPrinter } from './test/printer-sink.ts';
import { readEpl, readZpl } from './test/read-labels.ts';

type Shop = Awaited<ReturnType<typeof openTestTill>>;

function setUp({ till }: Shop, port: number, options: Partial<LabelOptions> = {}) {
  const transport = { kind: 'tcp' as const, host: '127.0.0.1', port };
  const all = { ...USUAL_LABEL_OPTIONS, ...options };
  const settings = { kind: 'label_printer' as const, name: 'Labels', transport, options: all };
  const view = must(till.devices.save({ id: null, settings }));
  return view.devices.at(-1)?.id ?? ('' as never);
}

test.for(['zpl', 'epl'] as const)(
  'a label in %s has name, condition, today’s price, what it was, the ladder with dates and the code',
  async (language) => {
    await using printer = await startPrinter();
    await using shop = await openTestTill({ signedIn: GRACE });
    setUp(shop, printer.port, { language, heightMm: 50 });
    const labels = [{ itemId: COAT.id, count: 3 }];
    must(shop.till.devices.printLabels({ labels }));
    const [label] = (language === 'zpl' ? readZpl : readEpl)(await printer.job(0));
    expect(label).toMatchObject({ width: 456, height: 400, count: 3 });
    const texts = label?.texts.map(({ text }) => text) ?? [];
    expect(texts).toContain(COAT.name);
    expect(texts.some((text) => text.endsWith('good'))).toBe(true);
    // 80.00, 25 % off by now, half price from the 12th of April.
    expect(texts).toContain('€60.00');
    expect(texts).toContain('was €80.00');
    expect(texts).toContain('from 12 Apr: €40.00');
    expect(label?.codes).toMatchObject([{ kind: 'code128', text: COAT.barcodes[0] ?? COAT.sku }]);
  },
);

test.for(['zpl', 'epl'] as const)(
  'a product number is a product’s code in %s, whose check digit the printer adds',
  async (language) => {
    await using printer = await startPrinter();
    await using shop = await openTestTill({ signedIn: GRACE });
    setUp(shop, printer.port, { language });
    must(shop.till.devices.printLabels({ labels: [{ itemId: BOOK.id, count: 1 }] }));
    const [label] = (language === 'zpl' ? readZpl : readEpl)(await printer.job(0));
    expect(label?.codes).toMatchObject([{ kind: 'ean13', text: '4006381333931', module: 3 }]);
  },
);

test.for([
  { language: 'zpl', widthMm: 57, heightMm: 32, dpi: 203 },
  { language: 'zpl', widthMm: 25, heightMm: 15, dpi: 300 },
  { language: 'zpl', widthMm: 100, heightMm: 150, dpi: 203 },
  { language: 'epl', widthMm: 57, heightMm: 32, dpi: 203 },
  { language: 'epl', widthMm: 40, heightMm: 20, dpi: 300 },
] as const)(
  'on $widthMm × $heightMm mm ($language, $dpi dpi) nothing leaves the label',
  async (options) => {
    await using printer = await startPrinter();
    await using shop = await openTestTill({ signedIn: GRACE });
    setUp(shop, printer.port, options);
    const name = 'Extraordinarily long winter coat with a hood, two pockets and "quotes" ^ ~ _ \\';
    const item = anItem({ ...COAT, id: JACKET.id, name, brand: 'Grüner & Söhne' });
    const change = { revision: 9, deleted: false, document: item } as const;
    shop.pull([{ number: 901, collection: 'items', id: item.id, ...change }]);
    must(shop.till.devices.printLabels({ labels: [{ itemId: item.id, count: 1 }] }));
    const heights = options.dpi === 300 ? [20, 28, 36, 44] : [12, 16, 20, 24];
    const job = await printer.job(0);
    const [label] = options.language === 'zpl' ? readZpl(job) : readEpl(job, heights);
    expect(label?.texts.length).toBeGreaterThanOrEqual(2);
    for (const { y, size } of label?.texts ?? [])
      expect(y + size).toBeLessThanOrEqual(label?.height ?? 0);
    const [code] = label?.codes ?? [];
    const bars = (code?.height ?? 0) + (code?.y ?? 0);
    expect(bars).toBeLessThanOrEqual(label?.height ?? 0);
    expect(code?.height).toBeGreaterThan(10);
    const lowest = Math.max(...(label?.texts ?? []).map(({ y }) => y));
    expect(code?.y, 'the code stands below all words').toBeGreaterThanOrEqual(lowest);
    expect(label?.texts[0]?.text.startsWith('Extraord')).toBe(true);
    const prices = label?.texts.map(({ text }) => text).filter((text) => text.includes('€'));
    for (const price of prices ?? []) expect(price).toMatch(/€\d+\.00$/);
  },
);

test('a test label comes out; without a label printer none does; labels wait for no sale', async () => {
  await using printer = await startPrinter();
  await using shop = await openTestTill({ signedIn: GRACE });
  const labels = [{ itemId: BOOK.id, count: 2 }];
  expect(refusal(shop.till.devices.printLabels({ labels })).code).toBe('NO_PRINTER');
  must(shop.till.devices.test({ id: setUp(shop, printer.port) }));
  const [label] = readZpl(await printer.job(0));
  expect(label?.texts.map(({ text }) => text)).toContain('This printer works.');
});

test('labels on sheets begin behind those that are used up, and take as many sheets as they need', async () => {
  await using shop = await openTestTill({ signedIn: GRACE });
  const wanted = { labels: [{ itemId: BOOK.id, count: 20 }], sheet: 'L7160', skip: 5 } as const;
  const { fileName, content } = must(await shop.till.devices.labelSheet(wanted));
  const pdf = Buffer.from(content, 'base64').toString('latin1');
  expect(fileName).toMatch(/^labels-\d{4}-\d{2}-\d{2}\.pdf$/);
  expect(pdf.startsWith('%PDF-')).toBe(true);
  expect(pdf.match(/\/Type \/Page\b/g), '5 used and 20 on 21 a sheet').toHaveLength(2);
  expect(pdf).toContain('/MediaBox [0 0 595.2');
});

test('a receipt and a report come as PDFs', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  const { saleId } = shop.sell('JACKET');
  const receipt = must(await shop.till.devices.receiptPdf({ saleId }));
  expect(receipt.fileName).toBe('A1-1-000001.pdf');
  const report = must(await shop.till.devices.reportPdf({ shiftId: null }));
  for (const { content } of [receipt, report]) {
    expect(Buffer.from(content, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  }
});

test('the bars of a product number are those of its standard', () => {
  // ISO/IEC 15420 for 4006381333931: guard, six left digits by the parity of 4, middle, right, guard.
  const L = [
    '0001101',
    '0011001',
    '0010011',
    '0111101',
    '0100011',
    '0110001',
    '0101111',
    '0111011',
    '0110111',
    '0001011',
  ];
  const R = L.map((bits) => bits.replaceAll(/./g, (bit) => (bit === '0' ? '1' : '0')));
  const G = R.map((bits) => [...bits].reverse().join(''));
  const digits = [...'4006381333931'].map(Number);
  const parity = 'LGLLGG';
  const left = digits.slice(1, 7).map((digit, at) => (parity[at] === 'L' ? L : G)[digit]);
  const right = digits.slice(7).map((digit) => R[digit]);
  const wanted = `101${left.join('')}01010${right.join('')}101`;
  const drawn = barsOf({ kind: 'ean13', text: '4006381333931' })
    .map((width, at) => (at % 2 === 0 ? '1' : '0').repeat(width))
    .join('');
  expect(drawn).toBe(wanted);
});
