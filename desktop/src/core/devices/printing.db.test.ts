import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import {
  type CounterSettings,
  type DeviceSettings,
  type ReceiptOptions,
  USUAL_RECEIPT_OPTIONS,
  USUAL_SETTINGS,
} from '@second-chance/shared/printing/device-settings.ts';
import { anItem } from '@second-chance/shared/test/builders.ts';
import { expect, test, vi } from 'vitest';
import { saleEntry } from '../receipts/sale-rows.ts';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { ADA, GRACE } from '../test/small-shop.ts';
import { startPrinter } from './test/printer-sink.ts';
import { type PrinterEvent, readEscpos, textOf } from './test/read-escpos.ts';

type Shop = Awaited<ReturnType<typeof openTestTill>>;

function receiptPrinter(port: number, options: Partial<ReceiptOptions> = {}): DeviceSettings {
  return {
    kind: 'receipt_printer',
    name: 'Counter',
    transport: { kind: 'tcp', host: '127.0.0.1', port },
    options: { ...USUAL_RECEIPT_OPTIONS, ...options },
  };
}

function setUp(shop: Shop, settings: DeviceSettings) {
  return must(shop.till.devices.save({ id: null, settings })).devices.at(-1);
}

function counter(shop: Shop, settings: Partial<CounterSettings>) {
  must(shop.till.devices.saveSettings({ settings: { ...USUAL_SETTINGS, ...settings } }));
}

const only = <E extends PrinterEvent['event']>(events: readonly PrinterEvent[], event: E) =>
  events.filter((each): each is Extract<PrinterEvent, { event: E }> => each.event === event);

test('a cash sale opens the drawer first, then prints the receipt with its code, and cuts', async () => {
  await using printer = await startPrinter();
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  setUp(shop, receiptPrinter(printer.port));
  const { saleId } = shop.sell('JACKET');
  expect(readEscpos(await printer.job(0))).toEqual([{ event: 'kick', socket: 0 }]);
  const events = readEscpos(await printer.job(1));
  const text = textOf(events);
  expect(text).toContain('A1-1-000001');
  expect(text).not.toContain('COPY');
  expect(text).toContain(saleEntry(shop.store, saleId)?.hash.slice(0, 16));
  const [qr] = only(events, 'qr');
  expect(qr?.content).toMatch(/^http:\/\/server\.test\/r\/[\w-]{64}#A1-1-000001$/);
  expect(events.at(-1)).toEqual({ event: 'cut', partial: true });
  expect(only(events, 'kick')).toEqual([]);
});

test('no line is wider than the paper, and the store’s name is twice as large in the middle', async () => {
  await using printer = await startPrinter();
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  for (const [index, columns] of ([32, 42, 48] as const).entries()) {
    const device = setUp(shop, receiptPrinter(printer.port, { columns, drawer: 'none' }));
    must(shop.till.devices.test({ id: device?.id ?? ('' as never) }));
    const lines = only(readEscpos(await printer.job(index)), 'line');
    for (const { cells } of lines) expect(cells).toBeLessThanOrEqual(columns);
    const [name] = lines;
    expect(name).toMatchObject({ wide: 2 });
    const words = name?.text.trim() ?? '';
    const before = name?.text.indexOf(words) ?? 0;
    expect(Math.abs(columns - 2 * before - 2 * words.length)).toBeLessThanOrEqual(2);
    expect(lines.some(({ bold }) => bold)).toBe(true);
    expect(lines.some(({ inverse }) => inverse)).toBe(true);
  }
});

test.for([
  { codePage: 'cp858', has: 'Grüße für 3 €', lacks: ['Ж', '?'] },
  { codePage: 'cp437', has: 'Grüße für 3 EUR', lacks: ['Ж', '?'] },
  { codePage: 'windows1252', has: 'Grüße für 3 €', lacks: ['λ', '?'] },
  { codePage: 'cp866', has: 'Жакет', lacks: ['ü', 'u'] },
  { codePage: 'windows1251', has: 'Жакет 3 €', lacks: ['λ', '?'] },
  { codePage: 'cp737', has: 'Ελληνικά', lacks: ['Ж', '?'] },
  { codePage: 'windows1253', has: 'Ελληνικά', lacks: ['Ж', '?'] },
  { codePage: 'cp852', has: 'Łódź', lacks: ['Ж', '?'] },
] as const)('$codePage prints $has, and puts a likeness for what it lacks', async (page) => {
  await using printer = await startPrinter();
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  const { codePage, has, lacks } = page;
  setUp(shop, receiptPrinter(printer.port, { codePage, drawer: 'none' }));
  const wanted = has.replace('EUR', '€');
  const item = anItem({ sku: 'WORDS', name: `${wanted} [${lacks[0]}]`, barcodes: ['WORDS'] });
  const change = { revision: 1, deleted: false, document: item } as const;
  shop.pull([{ number: 900, collection: 'items', id: item.id, ...change }]);
  shop.sell('WORDS');
  const events = readEscpos(await printer.job(0));
  expect(textOf(events)).toContain(`${has} [${lacks[1]}]`);
  expect(only(events, 'line').at(0)?.codePage).toBe(codePage);
});

test('the logo comes out dot by dot, filled up to whole bytes and no wider than the paper', async () => {
  await using printer = await startPrinter();
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  setUp(shop, receiptPrinter(printer.port, { logo: true, drawer: 'none' }));
  // Ten dots wide: the first row black, the second with its last dot alone, six white ones.
  const bits = Buffer.from([0xff, 0xc0, 0x00, 0x40, ...Array(12).fill(0)]).toString('base64');
  must(shop.till.devices.saveLogo({ logo: { width: 10, height: 8, bits } }));
  shop.sell('MUG');
  const [picture] = only(readEscpos(await printer.job(0)), 'picture');
  expect(picture).toMatchObject({ width: 16, height: 8, black: 11 });
  expect(picture?.rows.slice(0, 2)).toEqual(['1111111111000000', '0000000001000000']);
  const torn = { width: 10, height: 8, bits: 'AAAA' };
  expect(refusal(shop.till.devices.saveLogo({ logo: torn })).code).toBe('INVALID_REQUEST');
});

test('a second print of a receipt is a copy and says so; its number can be a barcode', async () => {
  await using printer = await startPrinter();
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  setUp(shop, receiptPrinter(printer.port, { barcode: true, drawer: 'none' }));
  const { saleId } = shop.sell('MUG');
  must(shop.till.devices.printReceipt({ saleId }));
  const [first, second] = [await printer.job(0), await printer.job(1)].map((job) =>
    readEscpos(job),
  );
  expect(textOf(first ?? [])).not.toContain('COPY');
  expect(textOf(second ?? [])).toContain('COPY');
  expect(only(second ?? [], 'barcode')).toEqual([
    { event: 'barcode', kind: 73, content: '{BA1-1-000001' },
  ]);
});

test('a receipt that was printed more than a week ago is a copy after a restart as well', async () => {
  await using printer = await startPrinter();
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  setUp(shop, receiptPrinter(printer.port, { drawer: 'none' }));
  const { saleId } = shop.sell('MUG');
  await vi.waitFor(() => expect(shop.till.state.get().printing.waiting).toBe(0));
  expect(printer.jobs).toHaveLength(1);
  shop.advanceDays(8);
  await shop.reopen();
  shop.signIn(GRACE);
  must(shop.till.devices.printReceipt({ saleId }));
  expect(textOf(readEscpos(await printer.job(1)))).toContain('COPY');
});

test('closing a shift prints its Z report; an X report does not tell what should be there', async () => {
  await using printer = await startPrinter();
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  setUp(shop, receiptPrinter(printer.port, { drawer: 'none' }));
  counter(shop, { printReceipts: false });
  shop.sell('JACKET');
  must(shop.till.devices.printReport({ shiftId: null }));
  const x = textOf(readEscpos(await printer.job(0)));
  expect(x).toContain('X report');
  expect(x).toContain('25.00');
  expect(x).not.toContain('125.00');
  const { shiftId } = must(shop.till.shifts.close({ counted: minorUnits(12_400) }));
  const z = textOf(readEscpos(await printer.job(1)));
  expect(z).toContain('Z report 1');
  expect(z).toContain('125.00');
  expect(z).toMatch(/Difference\s+-1\.00/);
  must(shop.till.devices.printReport({ shiftId }));
  expect(textOf(readEscpos(await printer.job(2)))).toBe(z);
});

test('the drawer opens for what is recorded as an opening, and never without a socket', async () => {
  await using printer = await startPrinter();
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  setUp(shop, receiptPrinter(printer.port, { drawer: 'second' }));
  must(shop.till.shifts.openDrawer({ reason: 'change' }));
  expect(readEscpos(await printer.job(0))).toEqual([{ event: 'kick', socket: 1 }]);
  const move = { direction: 'in', amount: minorUnits(100), reason: 'coins' } as const;
  must(shop.till.shifts.moveCash(move));
  expect(readEscpos(await printer.job(1))).toEqual([{ event: 'kick', socket: 1 }]);
});

test('a cashier sets up a printer only with a manager; printing needs none', async () => {
  await using printer = await startPrinter();
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const settings = receiptPrinter(printer.port);
  const refused = refusal(shop.till.devices.save({ id: null, settings }));
  expect(refused).toMatchObject({ code: 'APPROVAL_REQUIRED' });
  const { saleId } = shop.sell('MUG');
  expect(refusal(shop.till.devices.printReceipt({ saleId })).code).toBe('NO_PRINTER');
  must(shop.till.devices.save({ id: null, settings, approval: GRACE }));
  must(shop.till.devices.printReceipt({ saleId }));
  expect(textOf(readEscpos(await printer.job(0)))).toContain('A1-1-000001');
});

test('printers, settings and what waits are there after a restart', async () => {
  await using printer = await startPrinter();
  const { port } = printer;
  await printer.stop();
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  setUp(shop, receiptPrinter(port, { drawer: 'none' }));
  counter(shop, { printReports: false });
  shop.sell('MUG');
  await shop.reopen();
  shop.signIn(GRACE);
  const { printing } = shop.till.state.get();
  expect(printing).toMatchObject({ receiptPrinter: true });
  expect(must(shop.till.devices.list()).settings.printReports).toBe(false);
  await using again = await startPrinter(port);
  must(shop.till.devices.retry({ jobId: null }));
  expect(textOf(readEscpos(await again.job(0)))).toContain('A1-1-000001');
});

test('a printer of the system is a page that one window takes once, and says that it printed', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  const transport = { kind: 'os', printer: null } as const;
  setUp(shop, { ...receiptPrinter(1), transport } as DeviceSettings);
  shop.sell('JACKET');
  await vi.waitFor(() => expect(shop.till.state.get().printing.pages).toBe(1));
  const page = must(shop.till.devices.takePage({}));
  expect(page?.text).toContain('A1-1-000001');
  expect(page?.code).toMatch(/^data:image\/svg\+xml;base64,/);
  expect(must(shop.till.devices.takePage({}))).toBeNull();
  must(shop.till.devices.pageDone({ jobId: page?.jobId ?? ('' as never), printed: true }));
  const { jobs } = must(shop.till.devices.list());
  const receipt = jobs.find(({ kind }) => kind === 'receipt');
  expect(receipt).toMatchObject({ state: 'done', title: 'A1-1-000001' });
  expect(shop.till.state.get().printing).toMatchObject({ pages: 0, waiting: 0 });
});
