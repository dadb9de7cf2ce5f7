import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { anId } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { verifyJournal } from '../journal/verify-journal.ts';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { GRACE } from '../test/small-shop.ts';

class SimulatedCrash extends Error {}

const WRITES_MAX = 40;
const cash = {
  kind: 'cash',
  tenderId: anId<'Tender'>(1),
  tendered: minorUnits(10_000),
} as const;

/** Dies at the nth write or commit after `arm`, and stays dead until `revive`. */
function crashPoint(crashAtWrite: number) {
  let writes = Number.NEGATIVE_INFINITY;
  const point = {
    crashed: false,
    arm() {
      writes = 0;
    },
    revive() {
      writes = Number.NEGATIVE_INFINITY;
    },
    beforeStatement(sql: string) {
      if (/^(insert|update|delete|commit)/.test(sql)) writes += 1;
      if (writes < crashAtWrite) return;
      point.crashed = true;
      throw new SimulatedCrash(sql);
    },
  };
  return point;
}

type Shop = Awaited<ReturnType<typeof openTestTill>>;

function count(shop: Shop, table: string): number {
  const row = shop.store.prepare(`select count(*) as rows from ${table}`).get();
  return (row as { readonly rows: number }).rows;
}

test('a crash while paying leaves the whole sale and an empty ticket, or none of it and the ticket', async () => {
  let crashPoints = 0;
  for (let crashAtWrite = 1; crashAtWrite <= WRITES_MAX; crashAtWrite += 1) {
    const point = crashPoint(crashAtWrite);
    await using shop = await openTestTill({
      signedIn: GRACE,
      shift: true,
      beforeStatement: point.beforeStatement,
    });
    const { saleId, gross } = shop.ring('JACKET', 'BOOK', 'MUG');
    const pay = () => shop.till.sales.pay({ saleId, gross, tenders: [cash] });
    point.arm();
    let answered = false;
    try {
      answered = pay().ok;
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(SimulatedCrash);
    }
    point.revive();
    expect(answered, `crash point ${crashAtWrite}`).toBe(!point.crashed);

    await shop.reopen();
    shop.signIn(GRACE);
    const sold = point.crashed ? 0 : 1;
    expect(count(shop, 'sale')).toBe(sold);
    expect(count(shop, 'sale_line')).toBe(3 * sold);
    expect(count(shop, 'sale_tender')).toBe(sold);
    expect(count(shop, 'stock_movement')).toBe(3 * sold);
    expect(count(shop, 'journal_entry')).toBe(1 + sold);
    expect(must(shop.till.cart.get()).lines).toHaveLength(3 - 3 * sold);
    expect(verifyJournal(shop.store, { lastEntries: 100 }).fault).toBeNull();

    const paid = must(pay());
    expect(paid.receiptNumber, 'no number is lost').toBe('A1-1-000001');
    if (!point.crashed) break;
    crashPoints += 1;
  }
  expect(
    crashPoints,
    'entry, head, sale, 3 lines, tender, 3 movements, ticket, its lines, commit',
  ).toBe(13);
});

test('a full disk refuses the sale by code, keeps the ticket, and sells again when there is room', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  shop.sell('MUG');
  const { saleId, gross } = shop.ring('JACKET', 'BOOK');
  const { sqlite } = shop.store;
  const pages = Number(sqlite.pragma('page_count', { simple: true }));
  sqlite.pragma(`max_page_count = ${pages}`);
  // Fill the free pages, so that the next sale needs one that is not there.
  const filler = shop.store.prepare('insert into sync_state (key, value) values (?, ?)');
  let filled = 0;
  for (; filled < 10_000; filled += 1) {
    try {
      filler.run(`filler-${filled}`, 'x'.repeat(3_000));
    } catch {
      break;
    }
  }
  expect(filled).toBeLessThan(10_000);
  const before = must(shop.till.cart.get());
  const full = refusal(shop.till.sales.pay({ saleId, gross, tenders: [cash] }));
  expect(full.code).toBe('DISK_FULL');
  expect(must(shop.till.cart.get())).toEqual(before);
  expect(must(shop.till.sales.recent({ limit: 5 }))).toHaveLength(1);

  sqlite.pragma(`max_page_count = ${pages + 10_000}`);
  const paid = must(shop.till.sales.pay({ saleId, gross, tenders: [cash] }));
  expect(paid.receiptNumber).toBe('A1-1-000002');
  expect(verifyJournal(shop.store, { lastEntries: 100 }).fault).toBeNull();
});
