/**
 * The file that a till of each released schema left behind opens after an update, with all that was
 * in it. `store/test/fixtures/make-till-file.ts` made them, and says what a till did that day.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from '@second-chance/shared/assert.ts';
import type { Id } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { AT, anId } from '@second-chance/shared/test/builders.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { expect, test } from 'vitest';
import { verifyJournal } from './journal/verify-journal.ts';
import { layFixtureTill } from './store/test/fixtures/fixture-till.ts';
import { must, refusal } from './test/open-test-till.ts';
import { ADA, BOOK, COAT, HELMET, JACKET, MUG, WATCH } from './test/small-shop.ts';
import { openTill } from './till.ts';

const FIXTURES = join(import.meta.dirname, 'store/test/fixtures');
const HOUR_MS = 3_600_000;
/** Tills of this schema took a ticket that never reached the server for one that others may have. */
const MARKED_TICKETS_TOO_EARLY = 5;
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const schemas = readdirSync(FIXTURES)
  .map((name) => /^till-schema-(\d+)\.db\.gz$/.exec(name)?.[1])
  .filter((schema) => schema !== undefined)
  .map(Number);

/** Today's till on a copy of the kept file, an hour later and without a network. */
async function openKept(schema: number) {
  const dataDir = mkdtempSync(join(tmpdir(), 'second-chance-kept-'));
  layFixtureTill(dataDir, schema);
  const open = () =>
    openTill({
      dataDir,
      clock: () => (AT + HOUR_MS) as EpochMs,
      appVersion: 'test',
      logger: silent,
      fetch: () => Promise.reject(new TypeError('no network in this test')),
    });
  let till = await open();
  return {
    get till() {
      return till;
    },
    get inside() {
      assert(till.inside !== null, `the file of schema ${schema} opens`);
      return till.inside;
    },
    async reopen() {
      await till.close();
      till = await open();
    },
    async [Symbol.asyncDispose]() {
      await till.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

type Kept = Awaited<ReturnType<typeof openKept>>;

function payInCash({ till }: Kept, numbered: number) {
  const { saleId, gross, dueInCash } = must(till.cart.get());
  const tendered = minorUnits(Math.max(dueInCash, 0));
  const tenderId: Id<'Tender'> = anId<'Tender'>(numbered);
  return must(till.sales.pay({ saleId, gross, tenders: [{ kind: 'cash', tenderId, tendered }] }));
}

test('a file of each schema before this one is kept', async () => {
  await using kept = await openKept(1);
  const present = Number(kept.inside.store.sqlite.pragma('user_version', { simple: true }));
  const earlier = Array.from({ length: present - 1 }, (_, index) => index + 1);
  expect(schemas).toEqual(expect.arrayContaining(earlier));
});

/** Since the second schema a till edits documents. */
test.for(schemas.filter((schema) => schema >= 2))(
  'edits that wait in a file of schema %i still wait after the update, and show',
  async (schema) => {
    await using kept = await openKept(schema);
    const { till } = kept;
    expect(till.state.get().sync.waitingEdits).toBe(2);
    must(till.people.signIn(ADA));
    expect(must(till.items.get({ id: HELMET.id })).brand).toBe('Uvex');
    const [customer] = must(till.customers.search({ text: 'muster', limit: 9 }));
    expect(customer?.name).toBe('Erika Mustermann');
    const { waiting } = must(await till.sync.progress());
    expect(waiting.map(({ collection }) => collection)).toEqual(['items', 'customers']);
  },
);

test.for(schemas)(
  'the journal of a file of schema %i is whole after the update',
  async (schema) => {
    await using kept = await openKept(schema);
    const { store } = kept.inside;
    expect(verifyJournal(store)).toEqual({ entries: 12, fault: null });
    const heads = store.prepare('select chain, seq, acked_seq from journal_head order by chain');
    expect(heads.all()).toMatchObject([{ chain: 'live', seq: 12, acked_seq: 9 }, { seq: 0 }]);
    must(kept.till.people.signIn(ADA));
    const unsent = must(kept.till.register.exportUnsynced());
    expect(unsent.entries).toBe(3);
    expect(unsent.content).toContain('A1-1-000007');
  },
);

test.for(schemas)('a till finds all that was on its disk with schema %i', async (schema) => {
  await using kept = await openKept(schema);
  const { till } = kept;
  expect(till.state.get()).toMatchObject({
    phase: 'signed_out',
    register: { code: 'A1', epoch: 1 },
    sync: { waitingEntries: 3, waitingSales: 2 },
  });
  expect(must(till.people.list()).map(({ displayName }) => displayName)).toEqual(['Ada', 'Grace']);
  must(till.people.signIn(ADA));
  const recent = must(till.sales.recent({ limit: 50 }));
  expect(recent.map(({ receiptNumber, kind, gross }) => [receiptNumber, kind, gross])).toEqual([
    ['A1-1-000007', 'exchange', -750],
    ['A1-1-000006', 'sale', 6_333],
    ['A1-1-000005', 'return', -333],
    ['A1-1-000004', 'void', -12_000],
    ['A1-1-000003', 'sale', 12_000],
    ['A1-1-000002', 'sale', 2_250],
    ['A1-1-000001', 'sale', 1_465],
  ]);
  for (const { saleId } of recent) must(till.sales.receipt({ saleId, copy: true }));
  expect(must(till.shifts.history({ limit: 9 }))).toMatchObject([
    { zNumber: 1, counted: 10_166, difference: -466 },
  ]);
  expect(must(till.shifts.xReport()).totals).toMatchObject({ gross: 5_583 });
  expect(must(till.cart.parked())).toMatchObject([{ label: 'Frau Schmidt', total: 1_598 }]);
  const open = must(till.cart.get());
  expect(open.lines.map(({ name }) => name)).toEqual(['Mug', 'Denim jacket']);
  expect(open.gross).toBe(333 + 2_500 - 100);
});

test.for(schemas)('search, codes and stock answer as before on schema %i', async (schema) => {
  await using kept = await openKept(schema);
  must(kept.till.people.signIn(ADA));
  const found = kept.till.catalogue.search({ text: 'middlem', categoryId: null, limit: 5 });
  expect(must(found).map(({ sku, onHand }) => [sku, onHand])).toEqual([['BOOK', 9]]);
  const categories = must(kept.till.catalogue.categories());
  expect(categories.map(({ name, itemCount }) => [name, itemCount])).toEqual([
    ['Jackets', 8],
    ['Books', 1],
  ]);
  expect(refusal(kept.till.cart.scan({ code: 'SHOES', quantity: 1 })).code).toBe('CODE_AMBIGUOUS');
  const onHand = new Map<string, number>();
  for (const { sku } of [JACKET, BOOK, MUG, WATCH, COAT]) {
    const hits = kept.till.catalogue.search({ text: sku, categoryId: null, limit: 1 });
    onHand.set(sku, must(hits)[0]?.onHand ?? Number.NaN);
  }
  expect([...onHand.values()]).toEqual([1, 9, 100, 1, 0]);
});

test.for(schemas)('a till sells, takes back and closes its shift on schema %i', async (schema) => {
  await using kept = await openKept(schema);
  must(kept.till.people.signIn(ADA));
  expect(payInCash(kept, 101)).toMatchObject({ receiptNumber: 'A1-1-000008', gross: 2_733 });
  const [parked] = must(kept.till.cart.parked());
  assert(parked !== undefined, 'a ticket is parked');
  if (schema === MARKED_TICKETS_TOO_EARLY) {
    expect(refusal(kept.till.cart.recall({ id: parked.id })).code).toBe('PARKED_ELSEWHERE');
    for (const code of ['BOOK', 'BOOK']) must(kept.till.cart.scan({ code, quantity: 1 }));
  } else {
    must(kept.till.cart.recall({ id: parked.id }));
  }
  expect(payInCash(kept, 102)).toMatchObject({ receiptNumber: 'A1-1-000009', gross: 1_598 });

  const sold = must(kept.till.sales.returnable({ receiptNumber: 'A1-1-000001' }));
  expect(sold.lines.map(({ returnable }) => returnable)).toEqual([1, 1]);
  const back = {
    lineNumber: 1,
    quantity: 1,
    reason: 'damaged',
    note: '',
    restock: false,
  } as const;
  must(kept.till.cart.addReturn({ saleId: sold.saleId, lines: [back] }));
  expect(payInCash(kept, 103)).toMatchObject({ receiptNumber: 'A1-1-000010', gross: -333 });
  const closed = must(kept.till.shifts.close({ counted: minorUnits(30_331) }));
  expect(closed).toMatchObject({ zNumber: 2, difference: 0 });

  await kept.reopen();
  expect(verifyJournal(kept.inside.store)).toEqual({ entries: 16, fault: null });
});
