/**
 * The till as a cashier has it: core and browser host in a process of their own, the real screens in
 * Chromium, 100,000 items on disk, no network.
 *
 *   npm run bench -- till [--scans N] [--searches N]
 *
 * The last line is one JSON object; times in ms, from the event of the key (of a scan: its last) to
 * the paint of what it did.
 * Exit status 1 where core's memory is over its budget: times depend on the machine, `withinBudget`
 * says whether they held on this one.
 */
import { parseArgs } from 'node:util';
import type { TillReady } from '@second-chance/desktop/src/browser-host/main.ts';
import { CORE_NODE_OPTIONS } from '@second-chance/desktop/src/core/process-options.ts';
import { must, openTestTill } from '@second-chance/desktop/src/core/test/open-test-till.ts';
import { GRACE } from '@second-chance/desktop/src/core/test/small-shop.ts';
import { assert } from '@second-chance/shared/assert.ts';
import type { Page } from 'playwright-core';
import { startPart } from '../build/lib/child.ts';
import { freePort } from '../build/lib/free-port.ts';
import { buildRenderer } from '../build/lib/renderer.ts';
import { launchBrowser, openWindow } from '../e2e/harness/browser.ts';
import { enterPin } from '../e2e/harness/counter.ts';
import { barcodeItems, barcodeShop } from './core/barcode-shop.ts';
import { rendererMb, residentMb } from './till/memory.ts';
import { installPaintWatch, paintedAfter, watchPart } from './till/paint-watch.ts';

const BUDGET = { scanP99Ms: 50, readyMs: 2_000, coreMb: 250 };
const PAGE = 1_000;
/** Lines of a ticket before it is paid. */
const LINES = 10;
const WARM_UP = 10;
const KEY_GAP_SECONDS = 0.002;
/** A longer gap would be no scanner's. */
const LAST_GAP_SECONDS = 0.06;
const ENTER = { key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 };

const { values: options } = parseArgs({
  options: {
    scans: { type: 'string', default: '150' },
    searches: { type: 'string', default: '60' },
  },
});

const items = barcodeItems();
await using shop = await openTestTill({ items: [] });
const changes = barcodeShop(items);
for (let start = 0; start < changes.length; start += PAGE) {
  shop.pull(changes.slice(start, start + PAGE));
}
const { inside } = shop.till;
assert(inside !== null, 'a fresh till is sound');
const codes = items
  .flatMap(({ barcodes }) => barcodes)
  .filter((_, place) => place % 97 === 0)
  .filter((code) => inside.catalogue.itemsByCode(code).length === 1);
const words = items
  .filter((_, place) => place % 1_009 === 0)
  .flatMap(({ name }) => name.match(/[a-z]{4,}/gi)?.[0] ?? []);
shop.signIn(GRACE);
must(shop.till.shifts.open({ float: 0 as never }));
await shop.till.close();

buildRenderer(() => undefined);
const browser = await launchBrowser();
const begun = performance.now();
const host = startPart<TillReady>({
  name: 'till',
  logFolder: shop.dataDir,
  programOptions: CORE_NODE_OPTIONS,
  script: 'desktop/src/browser-host/main.ts',
  args: ['--data', shop.dataDir, '--port', String(await freePort(17_900))],
  env: { LOG_LEVEL: 'error' },
});
try {
  const { openUrl } = await host.ready;
  const page = await openWindow(browser, openUrl);
  await page.getByRole('button', { name: /^Grace/ }).waitFor();
  const signInReadyMs = performance.now() - begun;
  await page.getByRole('button', { name: /^Grace/ }).click();
  await enterPin(page, GRACE.pin);
  const entered = performance.now();
  await page.getByRole('region', { name: 'Items' }).locator('li').first().waitFor();
  const sellReadyMs = signInReadyMs + performance.now() - entered;
  await installPaintWatch(page);

  const { scanMs, payMs } = await ringUp(page, Number(options.scans));
  const searchMs = await search(page, Number(options.searches));
  const coreMb = residentMb(host.process.pid ?? 0);
  const scan = spread(scanMs);
  const within =
    scan.p99Ms <= BUDGET.scanP99Ms &&
    sellReadyMs <= BUDGET.readyMs &&
    (coreMb ?? 0) <= BUDGET.coreMb;
  console.log(
    JSON.stringify({
      bench: 'till',
      items: items.length,
      scans: scanMs.length,
      scanToPaintedLine: scan,
      searchKeyToPaintedHits: spread(searchMs),
      payKeyToReceipt: spread(payMs),
      signInReadyFromStartMs: Math.round(signInReadyMs),
      /** Without the time in which the person types their PIN. */
      sellReadyFromStartMs: Math.round(sellReadyMs),
      rendererMb: await rendererMb(browser),
      coreMb,
      withinBudget: within,
    }),
  );
  process.exitCode = (coreMb ?? 0) <= BUDGET.coreMb ? 0 : 1;
} finally {
  await browser.close();
  await host.stop();
}

/** Scans tickets of ten lines, and pays each with one key. */
async function ringUp(page: Page, scans: number) {
  const session = await page.context().newCDPSession(page);
  const send = (key: object, timestamp?: number) =>
    Promise.all(
      (['keyDown', 'keyUp'] as const).map((type) =>
        session.send('Input.dispatchKeyEvent', {
          type,
          ...key,
          ...(timestamp !== undefined && { timestamp }),
        }),
      ),
    );
  // The last key follows at once, as a scanner's does: a pause before it would begin a search. All
  // have the scanner's times: what a busy machine hands on late is still a scan, and counts as late.
  const press = async (keys: readonly object[]) => {
    const [last = {}, ...others] = keys.toReversed();
    if (others.length === 0) return send(last);
    const end = Date.now() / 1_000;
    const typed = others.toReversed();
    await Promise.all(
      typed.map((key, at) => send(key, end - (typed.length - 1 - at) * KEY_GAP_SECONDS)),
    );
    return send(last, Math.min(Date.now() / 1_000, end + LAST_GAP_SECONDS));
  };
  const scanMs: number[] = [];
  const payMs: number[] = [];
  for (let scanned = 0; scanned < scans + WARM_UP; scanned++) {
    const code = codes[scanned % codes.length] ?? '';
    await watchPart(page, 'section[aria-label="Ticket"]');
    await press([...[...code].map((char) => ({ key: char, text: char })), ENTER]);
    const took = await paintedAfter(page, { quietMs: 60 });
    assert(took !== null, `the scan of ${code} shows`);
    if (scanned >= WARM_UP) scanMs.push(took);
    if ((scanned + 1) % LINES !== 0) continue;
    await press([{ key: 'F7', code: 'F7', windowsVirtualKeyCode: 118 }]);
    const paid = await paintedAfter(page, { quietMs: 150 });
    assert(paid !== null, 'the change shows');
    if (scanned >= WARM_UP) payMs.push(paid);
  }
  await session.detach();
  return { scanMs, payMs };
}

/** Types the beginnings of words, letter by letter, as fast as a person reads the hits. */
async function search(page: Page, searches: number): Promise<readonly number[]> {
  const searchMs: number[] = [];
  await watchPart(page, 'section[aria-label="Items"]');
  for (let typed = 0; typed < searches; typed++) {
    const word = words[typed % words.length] ?? 'a';
    await page.keyboard.press('F2');
    for (const letter of word.slice(0, 3).toLowerCase()) {
      await page.keyboard.press(letter);
      const took = await paintedAfter(page, { quietMs: 150, timeoutMs: 1_500 });
      // Another letter may leave the same hits; then nothing is painted.
      if (took !== null) searchMs.push(took);
    }
    await page.keyboard.press('Escape');
    await paintedAfter(page, { quietMs: 80, timeoutMs: 600 });
  }
  return searchMs;
}

function spread(values: readonly number[]) {
  return { p50Ms: round(percentile(values, 0.5)), p99Ms: round(percentile(values, 0.99)) };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function round(value: number): number {
  return Number(value.toFixed(1));
}
