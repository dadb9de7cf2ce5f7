import { type AddressInfo, createServer } from 'node:net';
import {
  type DeviceSettings,
  USUAL_RECEIPT_OPTIONS,
} from '@second-chance/shared/printing/device-settings.ts';
import { anId } from '@second-chance/shared/test/builders.ts';
import { expect, test, vi } from 'vitest';
import { must, openTestTill } from '../test/open-test-till.ts';
import { GRACE } from '../test/small-shop.ts';
import { readStatus } from './printer-status.ts';
import { startPrinter } from './test/printer-sink.ts';
import { readEscpos, textOf } from './test/read-escpos.ts';
import { watchPrinters } from './watch-printers.ts';

const WELL = [0x12, 0x12, 0x12, 0x12] as const;

test.each([
  ['well', WELL, null],
  ['the cover open, so off line', [0x1a, 0x16, 0x12, 0x12], 'cover_open'],
  ['out of paper, so off line', [0x1a, 0x32, 0x12, 0x72], 'paper_out'],
  ['the knife stuck', [0x1a, 0x52, 0x1a, 0x12], 'cutter'],
  ['too hot', [0x1a, 0x52, 0x52, 0x12], 'error'],
  ['switched off line', [0x1a, 0x12, 0x12, 0x12], 'offline'],
  ['nearly out of paper', [0x12, 0x12, 0x12, 0x1e], 'paper_low'],
] as const)('a printer says that it is %s', (_, bytes, condition) => {
  expect(readStatus(bytes)).toEqual({ answered: true, condition });
});

test('what is no answer is none, and what a printer says unasked is passed over', () => {
  expect(readStatus([])).toEqual({ answered: false });
  expect(readStatus(Buffer.from('HTTP/1.1 400 Bad Request'))).toEqual({ answered: false });
  // The four bytes of an automatic status come before the answers.
  expect(readStatus([0x14, 0x00, 0x00, 0x0f, 0x12, 0x12, 0x12, 0x1e])).toMatchObject({
    condition: 'paper_low',
  });
});

test('a printer without paper is told of until it has some, and one that does not answer prints', async () => {
  await using printer = await startPrinter();
  printer.behave({ status: [0x1a, 0x32, 0x12, 0x72] });
  const watchTimes = { answerMs: 300, everyMs: 20, troubledMs: 20 };
  await using shop = await openTestTill({ signedIn: GRACE, shift: true, devices: { watchTimes } });
  const settings: DeviceSettings = {
    kind: 'receipt_printer',
    name: 'Counter',
    transport: { kind: 'tcp', host: '127.0.0.1', port: printer.port },
    options: { ...USUAL_RECEIPT_OPTIONS, drawer: 'none' },
  };
  must(shop.till.devices.save({ id: null, settings }));
  const told = () => shop.till.state.get().printing.condition;
  await vi.waitFor(() => expect(told()).toEqual({ deviceName: 'Counter', condition: 'paper_out' }));
  expect(must(shop.till.devices.list()).devices[0]).toMatchObject({
    condition: 'paper_out',
    problem: null,
  });
  printer.behave({ status: WELL });
  await vi.waitFor(() => expect(told()).toBeNull());

  printer.behave({});
  shop.sell('JACKET');
  expect(textOf(readEscpos(await printer.job(0)))).toContain('A1-1-000001');
  expect(told()).toBeNull();
});

test('a print breaks a question off, so that a printer has one call at a time', async () => {
  const calls: string[] = [];
  let isAsked = () => {};
  const firstAsked = new Promise<void>((resolve) => {
    isAsked = resolve;
  });
  // Takes questions and never answers.
  const server = createServer((socket) => {
    calls.push('asked');
    socket.on('error', () => {});
    socket.on('close', () => calls.push('hung up'));
    isAsked();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const settings: DeviceSettings = {
    kind: 'receipt_printer',
    name: 'Counter',
    transport: { kind: 'tcp', host: '127.0.0.1', port },
    options: USUAL_RECEIPT_OPTIONS,
  };
  const id = anId<'Device'>(1);
  const times = { answerMs: 60_000, everyMs: 60_000, troubledMs: 60_000 };
  const watch = watchPrinters({ printers: () => [{ id, settings }], changed: () => {}, times });
  await firstAsked;
  await watch.whileSending(id, async () => {
    await vi.waitFor(() => expect(calls).toEqual(['asked', 'hung up']));
  });
  await watch.stop();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});
