import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPrinter } from '../desktop/src/core/devices/test/printer-sink.ts';
import {
  type PrinterEvent,
  readEscpos,
  textOf,
} from '../desktop/src/core/devices/test/read-escpos.ts';
import { openShift, scan, signIn, statusBar } from './harness/counter.ts';
import { eventually } from './harness/eventually.ts';
import { typeAsScanner } from './harness/scanner.ts';
import { openWorld, type World } from './harness/world.ts';

/** One till, one printer, in the order of a morning. */
let world: World;
let page: Page;
let printer: Awaited<ReturnType<typeof startPrinter>>;

beforeAll(async () => {
  [world, printer] = await Promise.all([openWorld(), startPrinter()]);
  page = await world.window();
  page.setDefaultTimeout(60_000);
  await signIn(page, 'Ada', '9999');
  await openShift(page, '100');
});
afterAll(async () => {
  await printer[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

const isQr = (event: PrinterEvent) => event.event === 'qr';

async function sell(code: string): Promise<void> {
  await scan(page, code);
  await page.keyboard.press('F7');
  await page.getByRole('region', { name: 'Ticket' }).getByText('Change').waitFor();
}

test('a printer is set up and tried in a minute, by its address alone', async () => {
  await page.keyboard.press('Alt+m');
  await page.getByRole('button', { name: 'Devices' }).click();
  await page.getByRole('button', { name: 'Add receipt printer' }).click();
  await page.getByLabel('Address').fill('127.0.0.1');
  await page.getByLabel('Port').fill(String(printer.port));
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Test print' }).click();
  expect(textOf(readEscpos(await printer.job(0)))).toContain('This printer works.');
  await page.keyboard.press('Escape');
});

test('a sale prints its receipt, whose code is read at the server and finds it at the till', async () => {
  await sell('2000000000015');
  expect(readEscpos(await printer.job(1))).toEqual([{ event: 'kick', socket: 0 }]);
  const receipt = readEscpos(await printer.job(2));
  expect(textOf(receipt)).toContain('A1-1-000001');
  const qr = receipt.find(isQr);
  const address = qr?.event === 'qr' ? qr.content : '';
  await eventually(async () => {
    const answer = await fetch(address);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('A1-1-000001');
  });
  await typeAsScanner(page, address);
  await page.getByRole('heading', { name: /What comes back/ }).waitFor();
  await page.keyboard.press('Escape');
});

test('with the printer off the till sells on and says so, and the receipt comes once it is back', async () => {
  const { port } = printer;
  await printer.stop();
  await sell('COAT-02');
  await eventually(async () =>
    expect(await statusBar(page)).toContain('Printer “Receipts” does not answer'),
  );
  await sell('COAT-03');
  printer = await startPrinter(port);
  // The drawer may open once more for a sale of a few seconds ago.
  const numbers = () =>
    printer.jobs.flatMap((job) => /A1-1-\d{6}/.exec(textOf(readEscpos(job)))?.[0] ?? []);
  await eventually(async () => expect(numbers()).toEqual(['A1-1-000002', 'A1-1-000003']));
  await eventually(async () => expect(await statusBar(page)).not.toContain('Printer'));
});
