import { execFileSync } from 'node:child_process';
import { openSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { USUAL_RECEIPT_OPTIONS } from '@second-chance/shared/printing/device-settings.ts';
import { expect, test, vi } from 'vitest';
import { must, openTestTill } from '../test/open-test-till.ts';
import { GRACE } from '../test/small-shop.ts';
import { SEND_TIMES, sendBytes } from './send-bytes.ts';
import { startPrinter } from './test/printer-sink.ts';
import { readEscpos, textOf } from './test/read-escpos.ts';

const QUICK = { connectMs: 2_000, stallMs: 400, hangUpMs: 200 };
const devices = { times: QUICK, retryMs: [20] };
const MINUTE_MS = 60_000;

type Shop = Awaited<ReturnType<typeof openTestTill>>;

function setUpPrinter({ till }: Shop, port: number) {
  const options = { ...USUAL_RECEIPT_OPTIONS, drawer: 'none' as const };
  const transport = { kind: 'tcp' as const, host: '127.0.0.1', port };
  const settings = { kind: 'receipt_printer' as const, name: 'Counter', transport, options };
  must(till.devices.save({ id: null, settings }));
}

const printing = ({ till }: Shop) => till.state.get().printing;
const trouble = (shop: Shop, problem: string) =>
  vi.waitFor(() => expect(printing(shop).problem).toMatchObject({ problem }));

test('with the printer off sales go on; all receipts come out in order once it is back', async () => {
  const off = await startPrinter();
  const { port } = off;
  await off.stop();
  await using shop = await openTestTill({ signedIn: GRACE, shift: true, devices });
  setUpPrinter(shop, port);
  for (let sale = 1; sale <= 5; sale += 1) shop.sell('MUG');
  await trouble(shop, 'unreachable');
  expect(printing(shop).waiting).toBe(5);
  expect(must(shop.till.sales.recent({ limit: 9 }))).toHaveLength(5);

  await using printer = await startPrinter(port);
  await printer.job(4);
  await vi.waitFor(() => expect(printing(shop)).toMatchObject({ waiting: 0, problem: null }));
  const numbers = printer.jobs.map((job) => /A1-1-\d{6}/.exec(textOf(readEscpos(job)))?.[0]);
  expect(numbers).toEqual([1, 2, 3, 4, 5].map((number) => `A1-1-00000${number}`));
});

test('a printer torn out in the middle of a receipt prints it whole once it is back', async () => {
  await using printer = await startPrinter();
  printer.behave({ breakAfter: 200 });
  await using shop = await openTestTill({ signedIn: GRACE, shift: true, devices });
  setUpPrinter(shop, printer.port);
  shop.sell('MUG');
  await trouble(shop, 'broke_off');
  expect(printer.brokenOff, 'the fault fired').toBeGreaterThan(0);
  expect(printer.jobs).toHaveLength(0);
  printer.behave({});
  expect(readEscpos(await printer.job(0)).at(-1)).toMatchObject({ event: 'cut' });
  await vi.waitFor(() => expect(printing(shop).waiting).toBe(0));
  expect(printer.jobs, 'once').toHaveLength(1);
});

test('a printer that takes nothing any more holds up no sale and no other printer', async () => {
  await using printer = await startPrinter();
  printer.behave({ deaf: true });
  const signal = new AbortController().signal;
  const transport = { kind: 'tcp', host: '127.0.0.1', port: printer.port } as const;
  // More than the system keeps for a peer that does not read.
  const bytes = new Uint8Array(16_000_000);
  const stuck = sendBytes(transport, { bytes, signal, times: QUICK });
  await using shop = await openTestTill({ signedIn: GRACE, shift: true, devices });
  setUpPrinter(shop, printer.port);
  shop.sell('MUG');
  shop.sell('MUG');
  expect(must(shop.till.sales.recent({ limit: 9 }))).toHaveLength(2);
  expect(await stuck).toEqual({ sent: false, problem: 'stuck' });
});

test('a slow printer gets the whole job, however long it takes over it', async () => {
  await using printer = await startPrinter();
  printer.behave({ pauseMs: 20 });
  const bytes = new Uint8Array(2_000_000).fill(0x41);
  const transport = { kind: 'tcp', host: '127.0.0.1', port: printer.port } as const;
  const signal = new AbortController().signal;
  const times = { ...QUICK, stallMs: 10_000, hangUpMs: 10_000 };
  const sent = await sendBytes(transport, { bytes, signal, times });
  expect(sent).toEqual({ sent: true });
  expect(printer.pieces, 'it was slow').toBeGreaterThan(5);
  expect((await printer.job(0)).length).toBe(bytes.length);
});

test('a printer that never hangs up has its job once', async () => {
  await using printer = await startPrinter();
  printer.behave({ clings: true });
  await using shop = await openTestTill({ signedIn: GRACE, shift: true, devices });
  setUpPrinter(shop, printer.port);
  shop.sell('MUG');
  await vi.waitFor(() => expect(printing(shop).waiting).toBe(0));
  expect(printer.jobs).toHaveLength(1);
});

test('a till that ends while the printer is off keeps its jobs and ends at once', async () => {
  const off = await startPrinter();
  const { port } = off;
  await off.stop();
  await using shop = await openTestTill({ signedIn: GRACE, shift: true, devices });
  setUpPrinter(shop, port);
  shop.sell('MUG');
  await trouble(shop, 'unreachable');
  await shop.reopen();
  await using printer = await startPrinter(port);
  expect(textOf(readEscpos(await printer.job(0)))).toContain('A1-1-000001');
});

test('a page that comes out while the till ends is not printed again at the next start', async () => {
  const pages: string[] = [];
  const { promise: paper, resolve: feed } = Promise.withResolvers<void>();
  const osPrinter = {
    list: async () => [],
    async print({ html }: { readonly html: string }) {
      pages.push(html);
      await paper;
    },
  };
  await using shop = await openTestTill({ signedIn: GRACE, shift: true, devices: { osPrinter } });
  const transport = { kind: 'os' as const, printer: null };
  const options = { ...USUAL_RECEIPT_OPTIONS, drawer: 'none' as const };
  const settings = { kind: 'receipt_printer' as const, name: 'Counter', transport, options };
  must(shop.till.devices.save({ id: null, settings }));
  shop.sell('MUG');
  await vi.waitFor(() => expect(pages, 'the page is under way').toHaveLength(1));
  const again = shop.reopen();
  feed();
  await again;
  shop.signIn(GRACE);
  const { jobs } = must(shop.till.devices.list());
  expect(jobs).toMatchObject([{ kind: 'receipt', state: 'done' }]);
});

test('a receipt whose customer has long left waits for a person; a drawer never opens late', async () => {
  const off = await startPrinter();
  const { port } = off;
  await off.stop();
  await using shop = await openTestTill({ signedIn: GRACE, shift: true, devices });
  setUpPrinter(shop, port);
  must(shop.till.shifts.openDrawer({ reason: 'change' }));
  shop.sell('MUG');
  await trouble(shop, 'unreachable');
  shop.advance(20 * MINUTE_MS);
  await vi.waitFor(() => expect(printing(shop)).toMatchObject({ waiting: 0, late: 1 }));
  await using printer = await startPrinter(port);
  must(shop.till.devices.retry({ jobId: null }));
  expect(textOf(readEscpos(await printer.job(0)))).toContain('A1-1-000001');
  await vi.waitFor(() => expect(printing(shop)).toMatchObject({ waiting: 0, late: 0 }));
  expect(
    printer.jobs.flatMap((job) => readEscpos(job).filter(({ event }) => event === 'kick')),
  ).toEqual([]);
});

test('a device file takes the bytes; a file of somebody’s is never written to', async () => {
  await using shop = await openTestTill();
  const signal = new AbortController().signal;
  const sending = { bytes: Buffer.from('paper'), signal, times: SEND_TIMES };
  const line = join(shop.dataDir, 'line');
  execFileSync('mkfifo', [line]);
  const nobody = await sendBytes({ kind: 'file', path: line }, sending);
  expect(nobody, 'nobody holds the other end').toEqual({ sent: false, problem: 'unreachable' });
  const reader = openSync(line, 'r+');
  expect(await sendBytes({ kind: 'file', path: line }, sending)).toEqual({ sent: true });
  const read = Buffer.alloc(5);
  readSync(reader, read);
  expect(read.toString()).toBe('paper');

  const notes = join(shop.dataDir, 'notes.txt');
  writeFileSync(notes, 'mine');
  const refused = await sendBytes({ kind: 'file', path: notes }, sending);
  expect(refused).toEqual({ sent: false, problem: 'no_access' });
  const gone = await sendBytes({ kind: 'file', path: join(shop.dataDir, 'gone') }, sending);
  expect(gone).toEqual({ sent: false, problem: 'unreachable' });
});
