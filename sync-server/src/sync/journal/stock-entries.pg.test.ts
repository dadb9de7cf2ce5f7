/** Receiving, counting and transfers as the server takes them in: never refused, counted once. */
import type { StoreId } from '@second-chance/shared/ids.ts';
import type { EntryType, PayloadOf } from '@second-chance/shared/journal/entry.ts';
import {
  AT,
  aCategory,
  aLineInput,
  anId,
  aSaleRecord,
  aSettings,
  CATEGORY_ID,
  ORGANIZATION_ID,
} from '@second-chance/shared/test/builders.ts';
import { aSignedEntry } from '@second-chance/shared/test/journal-builder.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { expect, test } from 'vitest';
import { type SyncFixture, syncFixture, type TestTill } from '../../../test/sync-fixture.ts';

const CUP = anId<'Item'>(1);
const MINUTE = 60_000;
const at = (minutes: number) => (AT + minutes * MINUTE) as EpochMs;

/** A register that writes one entry after another. */
async function aRegister(fixture: SyncFixture, code: string) {
  const number = code.charCodeAt(0) * 100 + Number(code.slice(1));
  const registerId = anId<'Register'>(number);
  const till: TestTill = await fixture.addTill({ registerId, code });
  let previous: ReturnType<typeof aSignedEntry> | undefined;
  let sold = 0;
  function entry<T extends EntryType>(type: T, payload: PayloadOf<T>, minutes: number) {
    const head = { registerId, at: at(minutes) };
    previous = aSignedEntry({ key: till.key, type, payload, head, ...(previous && { previous }) });
    return previous;
  }
  const push = async (...entries: readonly ReturnType<typeof entry>[]) => {
    const answer = await fixture.sendAs(till, '/sync/journal', { body: { entries } });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };
  return {
    push,
    entry,
    sale(minutes: number) {
      sold += 1;
      const receiptNumber = `${code}-1-${String(sold).padStart(6, '0')}`;
      const saleId = anId<'Sale'>(number * 1_000 + sold);
      const lines = [aLineInput({ itemId: CUP })];
      return entry(
        'sale_completed',
        aSaleRecord({ lines, with: { receiptNumber, saleId } }),
        minutes,
      );
    },
    count(counted: number, { countedAt, posted }: { countedAt: number; posted: number }) {
      const line = { itemId: CUP, counted, countedAt: at(countedAt), expected: 0 };
      const countId = anId<'StockCount'>(number * 1_000 + countedAt);
      return entry('stock_counted', { countId, name: 'Cups', lines: [line] }, posted);
    },
  };
}

async function cups(fixture: SyncFixture, onHand: number) {
  await fixture.addItems([{ id: CUP, kind: 'stocked', onHand }]);
}
const level = async (fixture: SyncFixture, store?: StoreId) =>
  (
    await fixture.query(
      `select on_hand::int as pieces from stock_level where ($1::uuid is null or store_id = $1)`,
      [store ?? null],
    )
  )[0]?.pieces;
const exceptions = (fixture: SyncFixture) => fixture.query('select kind from exception');

test('a delivery adds its pieces, once, also when it is sent twice', async () => {
  await using fixture = await syncFixture();
  const till = await aRegister(fixture, 'A1');
  await cups(fixture, 3);
  const lines = [{ itemId: CUP, quantity: 4, unitCost: null }];
  const delivery = { deliveryId: anId<'Delivery'>(1), reference: 'LS-1', lines };
  const entry = till.entry('stock_received', delivery, 1);
  await till.push(entry);
  await till.push(entry);
  expect(await level(fixture)).toBe(7);
  expect(await fixture.query('select kind, note from stock_movement')).toEqual([
    { kind: 'received', note: 'LS-1' },
  ]);
});

test('a count sets what was there at its time, whichever of two tills is heard of first', async () => {
  for (const order of ['sale first', 'count first', 'all at once'] as const) {
    await using fixture = await syncFixture();
    const [counting, selling] = [await aRegister(fixture, 'A1'), await aRegister(fixture, 'B1')];
    await cups(fixture, 10);
    // Two were sold before the shelf was counted, one after; the count found seven.
    const before = [selling.sale(1), selling.sale(2)];
    const after = selling.sale(30);
    const count = counting.count(7, { countedAt: 10, posted: 40 });
    if (order === 'sale first') {
      await selling.push(...before, after);
      await counting.push(count);
    } else if (order === 'count first') {
      await counting.push(count);
      await selling.push(...before, after);
    } else {
      await selling.push(...before);
      await counting.push(count);
      await selling.push(after);
    }
    expect(await level(fixture), order).toBe(6);
    expect(await exceptions(fixture), order).toEqual([]);
  }
});

test('an earlier count that is heard of later changes nothing any more', async () => {
  await using fixture = await syncFixture();
  const [first, second] = [await aRegister(fixture, 'A1'), await aRegister(fixture, 'B1')];
  await cups(fixture, 10);
  const early = first.count(4, { countedAt: 5, posted: 6 });
  await second.push(second.count(8, { countedAt: 20, posted: 21 }));
  await first.push(early);
  expect(await level(fixture)).toBe(8);
});

test('two counts, the second begun before the first was entered, do not count a difference twice', async () => {
  await using fixture = await syncFixture();
  const till = await aRegister(fixture, 'A1');
  await cups(fixture, 10);
  await till.push(
    till.count(7, { countedAt: 5, posted: 30 }),
    till.count(6, { countedAt: 10, posted: 40 }),
  );
  expect(await level(fixture)).toBe(6);
});

test('goods sent to another store leave here and are there, under a copy with their own codes', async () => {
  await using fixture = await syncFixture();
  const other = anId<'Store'>(0xb1);
  const books = anId<'Category'>(0xb2);
  await fixture.query(
    'insert into store (organization_id, id, document, feed_number) values ($1, $2, $3, 1)',
    [ORGANIZATION_ID, other, JSON.stringify(aSettings({ id: other, code: 'EAST', name: 'East' }))],
  );
  await fixture.query('insert into feed_scope values ($1, $2, 2)', [ORGANIZATION_ID, other]);
  await fixture.query(
    'insert into category (organization_id, store_id, id, document, feed_number) values ($1, $2, $3, $4, 2)',
    [ORGANIZATION_ID, other, books, JSON.stringify(aCategory({ id: books, storeId: other }))],
  );
  const till = await aRegister(fixture, 'A1');
  await cups(fixture, 10);
  const send = (number: number, quantity: number, toStoreId: StoreId) =>
    till.entry(
      'stock_transferred',
      {
        transferId: anId<'Transfer'>(number),
        toStoreId,
        note: 'by van',
        lines: [{ itemId: CUP, quantity }],
      },
      number,
    );
  await till.push(send(1, 4, other));
  await till.push(send(2, 3, other));
  const copies = await fixture.query(
    `select i.document, l.on_hand::int as pieces, l.applied from item i
     join stock_level l on l.item_id = i.id where i.store_id = $1`,
    [other],
  );
  expect(copies, 'the second time it is the same thing').toHaveLength(1);
  expect(copies[0]).toMatchObject({
    pieces: 7,
    applied: {},
    document: { sku: 'SC-0001', categoryId: books, storeId: other },
  });
  expect(copies[0].document.id).not.toBe(CUP);
  const [{ pieces }] = await fixture.query(
    'select on_hand::int as pieces from stock_level where item_id = $1',
    [CUP],
  );
  expect(pieces).toBe(3);
  await till.push(send(3, 1, anId<'Store'>(0xdead)));
  expect(await exceptions(fixture), 'a store that is not there is for a person').toEqual([
    { kind: 'payload_invalid' },
  ]);
  expect(CATEGORY_ID).not.toBe(books);
});
