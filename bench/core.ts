/**
 * The till core with 100,000 items: closing a sale of five lines beside the bare SQLite transaction
 * of the same bytes in the same run, look-ups, search as you type, start, memory.
 *
 *   npm run bench -- core [--sales N]
 *
 * The last line is one JSON object; times in ms. Exit status 1 where a ratio or the memory is over
 * its budget: those hold on any machine, absolute times do not.
 */
import { fork } from 'node:child_process';
import { randomUUIDv7 } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStore } from '@second-chance/desktop/src/core/store/open-store.ts';
import { must, openTestTill } from '@second-chance/desktop/src/core/test/open-test-till.ts';
import { GRACE } from '@second-chance/desktop/src/core/test/small-shop.ts';
import { assert } from '@second-chance/shared/assert.ts';
import type { Id } from '@second-chance/shared/ids.ts';
import { AT } from '@second-chance/shared/test/builders.ts';
import { barcodeItems, barcodeShop } from './core/barcode-shop.ts';
import { openBareSales } from './core/bare-sale.ts';
import type { HourNews, HourStart } from './core/hour-process.ts';

const BUDGET = { saleRatioP99: 2, rssMb: 250 };
const PAGE = 1_000;
const LINES = 5;
/** A counter that never rests: a sale every twelve seconds. */
const SALES_AN_HOUR = 300;
const WARM_UP = 200;

const { values: options } = parseArgs({ options: { sales: { type: 'string', default: '2000' } } });
const sales = Number(options.sales);

const items = barcodeItems();
await using shop = await openTestTill({ items: [] });
const { inside } = shop.till;
assert(inside !== null, 'a fresh till is sound');

const changes = barcodeShop(items);
const loadBegun = performance.now();
for (let start = 0; start < changes.length; start += PAGE) {
  shop.pull(changes.slice(start, start + PAGE));
}
const loadSeconds = (performance.now() - loadBegun) / 1_000;
shop.signIn(GRACE);
must(shop.till.shifts.open({ float: 0 as never }));

// A few codes of the file name the same product twice once leading zeros are set aside; a cashier
// would choose, a bench goes on to the next.
const codes = items
  .flatMap(({ barcodes }) => barcodes)
  .filter((code) => inside.catalogue.itemsByCode(code).length === 1);

/** The same choice in every run, spread over the whole catalogue. */
function codeAt(place: number): string {
  return codes[(place * 7_919) % codes.length] ?? '';
}

const bareStore = openStore({ file: join(shop.dataDir, 'bare.db') });
const bare = openBareSales(inside.store.sqlite, bareStore.sqlite);
const scanMs: number[] = [];
const payMs: number[] = [];
const bareMs: number[] = [];
let scanned = 0;
for (let sale = 0; sale < sales + WARM_UP; sale++) {
  for (let line = 0; line < LINES; line++) {
    const begun = performance.now();
    must(shop.till.cart.scan({ code: codeAt(scanned++), quantity: 1 }));
    if (sale >= WARM_UP) scanMs.push(performance.now() - begun);
  }
  const { saleId, gross, dueInCash } = must(shop.till.cart.get());
  const tenderId = randomUUIDv7() as Id<'Tender'>;
  const begun = performance.now();
  must(
    shop.till.sales.pay({
      saleId,
      gross,
      tenders: [{ kind: 'cash', tenderId, tendered: dueInCash }],
    }),
  );
  const took = performance.now() - begun;
  const bareTook = bare.write(saleId);
  if (sale < WARM_UP) continue;
  payMs.push(took);
  bareMs.push(bareTook);
}
bareStore.close();

const lookUpMs = timed(20_000, (place) => {
  const found = inside.catalogue.itemsByCode(codeAt(place * 31));
  assert(found.length > 0, 'every code of the file is found');
});
const words = items.flatMap(({ name }) => name.match(/\p{L}{3,}/gu) ?? []);
let hits = 0;
const searchMs = timed(5_000, (place) => {
  const word = words[(place * 104_729) % words.length] ?? 'a';
  const text = word.slice(0, 1 + (place % word.length));
  hits += inside.catalogue.search({ text, categoryId: null, limit: 20 }).length;
});
assert(hits > searchMs.length, 'the searches find something');

await shop.till.close();
const hour = await sellAnHour();
await shop.reopen();

const [payP99, bareP99] = [percentile(payMs, 0.99), percentile(bareMs, 0.99)];
const saleRatioP99 = round(payP99 / bareP99);
const within = saleRatioP99 <= BUDGET.saleRatioP99 && hour.rssMb <= BUDGET.rssMb;
console.log(
  JSON.stringify({
    bench: 'core',
    items: items.length,
    loadSeconds: round(loadSeconds),
    sales,
    closeSale: {
      p50Ms: round(percentile(payMs, 0.5)),
      p99Ms: round(payP99),
      bareP50Ms: round(percentile(bareMs, 0.5)),
      bareP99Ms: round(bareP99),
      ratioP50: round(percentile(payMs, 0.5) / percentile(bareMs, 0.5)),
      ratioP99: saleRatioP99,
    },
    scan: spread(scanMs),
    barcodeLookUp: spread(lookUpMs),
    search20Hits: spread(searchMs),
    startToFirstScanMs: Math.round(hour.startToFirstScanMs),
    rssMbAfterAnHour: hour.rssMb,
    withinBudget: within,
  }),
);
process.exitCode = within ? 0 : 1;

function timed(times: number, work: (place: number) => void): readonly number[] {
  for (let place = 0; place < 100; place++) work(place);
  return Array.from({ length: times }, (_, place) => {
    const begun = performance.now();
    work(place);
    return performance.now() - begun;
  });
}

async function sellAnHour(): Promise<{ startToFirstScanMs: number; rssMb: number }> {
  const tickets = Array.from({ length: SALES_AN_HOUR }, (_, sale) =>
    Array.from({ length: LINES }, (_, line) => codeAt(sale * LINES + line + 13)),
  );
  const begun = performance.now();
  const child = fork(join(import.meta.dirname, 'core/hour-process.ts'));
  let startToFirstScanMs = Number.NaN;
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`the selling process ended (${code})`)));
    child.on('message', (news: HourNews) => {
      if (news.kind === 'up') {
        child.send({ dataDir: shop.dataDir, at: AT, tickets } satisfies HourStart);
      } else if (news.kind === 'first_scan') {
        startToFirstScanMs = performance.now() - begun;
      } else {
        child.removeAllListeners('exit');
        child.once('exit', () => resolve({ startToFirstScanMs, rssMb: news.rssMb }));
      }
    });
  });
}

function spread(values: readonly number[]) {
  return { p50Ms: round(percentile(values, 0.5)), p99Ms: round(percentile(values, 0.99)) };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
