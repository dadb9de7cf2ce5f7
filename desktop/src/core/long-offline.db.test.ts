/** What the counter asks of the disk must not grow with what waits to be sent. */
import { expect, test } from 'vitest';
import type { Store } from './store/open-store.ts';
import { must, openTestTill } from './test/open-test-till.ts';
import { ADA } from './test/small-shop.ts';

/** Months of a busy shop without a network. */
const WAITING = 100_000;
/** Tables that stay small, however long a till is alone. */
const SMALL = [
  'journal_head',
  'till_mode',
  'parked_sale',
  'open_cart_line',
  'enrolment',
  'document',
];

test('with 100,000 entries waiting the counter asks as much of the disk as with none, by index', async () => {
  const asked: string[] = [];
  await using shop = await openTestTill({
    signedIn: ADA,
    shift: true,
    beforeStatement: (sql) => asked.push(sql),
  });
  const serveOne = () => {
    asked.length = 0;
    shop.sell('JACKET', 'MUG');
    must(shop.till.sales.recent({ limit: 2 }));
    return asked.length;
  };
  serveOne();
  const withFew = serveOne();
  const before = shop.till.state.get().sync;
  fillJournal(shop.store);
  expect(shop.till.state.get().sync).toMatchObject({
    waitingEntries: before.waitingEntries + WAITING,
    waitingSales: before.waitingSales + WAITING,
    waitingTotal: before.waitingTotal + WAITING * 333,
  });
  expect(serveOne()).toBe(withFew);

  const walked = [...new Set(asked)].flatMap((sql) => walkedTables(shop.store, sql));
  expect(walked.length, 'some are').toBeGreaterThan(0);
  expect(SMALL).toEqual(expect.arrayContaining(walked));
});

/** Entries as other sales would have left them; nobody reads what is in them here. */
function fillJournal(store: Store): void {
  store.sqlite.exec(`
    insert into journal_entry (epoch, chain, seq, type, at, hash, sales_so_far, gross_so_far, entry_json)
    with recursive more (n) as (select 1 union all select n + 1 from more where n < ${WAITING})
    select epoch, chain, seq + n, 'sale_completed', 0, hash, sales_so_far + n,
      gross_so_far + n * 333, '{}'
    from more, journal_head where chain = 'live';
    insert into sale (sale_id, epoch, chain, seq, receipt_number, kind, shift_id, at, business_day,
      pieces, gross)
    select 'sale ' || seq, epoch, chain, seq, 'A1-1-1' || seq, 'sale', 'another', at, '2026-03-14', 1, 333
    from journal_entry where entry_json = '{}';
    insert into stock_movement (epoch, seq, line_number, item_id, quantity, kind)
    select epoch, seq, 1, 'item ' || seq, -1, 'sold' from journal_entry where entry_json = '{}';
    update journal_head set seq = seq + ${WAITING}, sales_so_far = sales_so_far + ${WAITING},
      gross_so_far = gross_so_far + ${WAITING} * 333 where chain = 'live';
  `);
}

/** Tables of a statement that SQLite reads from end to end. */
function walkedTables(store: Store, sql: string): readonly string[] {
  if (!/^\s*(select|insert|update|delete|with)/i.test(sql)) return [];
  const parameters = Array(sql.split('?').length - 1).fill(null);
  const steps = store.sqlite.prepare(`explain query plan ${sql}`).all(...parameters);
  return (steps as readonly { readonly detail: string }[]).flatMap(
    ({ detail }) => /^SCAN (\S+)/.exec(detail)?.[1] ?? [],
  );
}
