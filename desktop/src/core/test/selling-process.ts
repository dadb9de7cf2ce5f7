/**
 * A till that opens on the first word and sells as fast as it can until somebody kills it. It says
 * what it was told is paid: one line a sale, written before anything else happens, as a receipt
 * would be.
 */
import { randomUUIDv7 } from 'node:crypto';
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Id } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { openTill } from '../till.ts';
import { must } from './open-test-till.ts';
import { BOOK, GRACE, JACKET, MUG, REPAIR, WATCH } from './small-shop.ts';

const CODES = [BOOK.sku, MUG.sku, REPAIR.sku, WATCH.sku, JACKET.sku];
const [, , dataDir = '', at = '0'] = process.argv;
const silent = { info: () => {}, warn: () => {}, error: () => {} };

// One that is killed writes nothing at its end.
flushCompileCache();
await once(process.stdin, 'data');
const till = await openTill({
  dataDir,
  clock: () => Number(at) as EpochMs,
  appVersion: 'test',
  logger: silent,
  fetch: () => Promise.reject(new TypeError('no network in this test')),
});
must(till.people.signIn(GRACE));
if (till.state.get().shift === null) must(till.shifts.open({ float: 0 as never }));
writeSync(1, 'ready\n');

for (;;) {
  let cart = must(till.cart.get());
  for (const code of CODES) cart = must(till.cart.scan({ code, quantity: 1 }));
  const { saleId, gross, dueInCash } = cart;
  const tender = { kind: 'cash', tenderId: randomUUIDv7() as Id<'Tender'> } as const;
  const paid = must(
    till.sales.pay({ saleId, gross, tenders: [{ ...tender, tendered: dueInCash }] }),
  );
  writeSync(1, `${paid.saleId} ${paid.receiptNumber} ${paid.gross}\n`);
  await breathe();
}
