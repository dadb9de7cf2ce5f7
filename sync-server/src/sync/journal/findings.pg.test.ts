import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';
import type { EntryType, PayloadOf, SignedEntry } from '@second-chance/shared/journal/entry.ts';
import type { ChainHead } from '@second-chance/shared/journal/verify-chain.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { LineInput } from '@second-chance/shared/sale/line-input.ts';
import { mirrorLine } from '@second-chance/shared/sale/return-line.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import {
  AT,
  aLineInput,
  anId,
  aSaleRecord,
  DAY,
  ORGANIZATION_ID,
  REGISTER_ID,
  STAFF_ID,
  STORE_ID,
} from '@second-chance/shared/test/builders.ts';
import {
  NAUGHTY_STRINGS,
  needsDataFiles,
  readNaughtyStrings,
} from '@second-chance/shared/test/data-files.ts';
import { signEntry } from '@second-chance/shared/test/journal-builder.ts';
import { isStorableText } from '@second-chance/shared/text/text-schema.ts';
import { expect, test } from 'vitest';
import { type SyncFixture, syncFixture, type TestTill } from '../../../test/sync-fixture.ts';

const item = (number: number) => anId<'Item'>(number);

/** A till that signs whatever it is told to, and pushes it at once. */
async function aTill(fixture: SyncFixture) {
  const till: TestTill = await fixture.addTill();
  let head: ChainHead = { seq: 0, hash: '0'.repeat(64) };
  let receipts = 0;
  const sign = (type: string, payload: object, fields: Partial<SignedEntry> = {}) => {
    const entry = signEntry(till.key, {
      organizationId: ORGANIZATION_ID,
      storeId: STORE_ID,
      registerId: REGISTER_ID,
      epoch: 1,
      chain: 'live',
      seq: head.seq + 1,
      type,
      at: AT,
      businessDay: DAY,
      staffId: STAFF_ID,
      approvedBy: null,
      payload: payload as Record<string, unknown>,
      prevHash: head.hash,
      ...fields,
    });
    head = entry;
    return entry;
  };
  const push = async (...entries: SignedEntry[]) => {
    const answer = await fixture.sendAs(till, '/sync/journal', { body: { entries } });
    expect(answer.body).toMatchObject({ seq: head.seq });
  };
  const record = (
    with_: Partial<SaleRecord> = {},
    lines: readonly LineInput[] = [aLineInput()],
  ) => {
    receipts += 1;
    const receiptNumber = `A1-1-${String(receipts).padStart(6, '0')}`;
    return aSaleRecord({ lines, with: { saleId: anId(receipts), receiptNumber, ...with_ } });
  };
  return {
    till,
    sign,
    push,
    record,
    entry: <T extends EntryType>(type: T, payload: PayloadOf<T>) => sign(type, payload),
    sell: (with_: Partial<SaleRecord> = {}, lines: readonly LineInput[] = [aLineInput()]) =>
      sign('sale_completed', record(with_, lines)),
  };
}

const raised = (fixture: SyncFixture) =>
  fixture.query('select kind, seq::int, details from exception order by seq, id');

test('a unique item that is sold twice is one exception, at the second sale', async () => {
  await using fixture = await syncFixture();
  await fixture.addItems([{ id: item(1), kind: 'unique', onHand: 1 }]);
  const till = await aTill(fixture);
  await till.push(till.sell());
  expect(await raised(fixture)).toEqual([]);
  await till.push(till.sell());
  await till.push(till.sell());
  expect(await raised(fixture)).toEqual([
    { kind: 'sold_twice', seq: 2, details: { itemId: item(1), lineNumber: 1, onHand: -1 } },
  ]);
  expect(await fixture.query('select on_hand::int as n from stock_level')).toEqual([{ n: -2 }]);
});

test('stock that goes below zero is one exception an item, not one a sale', async () => {
  await using fixture = await syncFixture();
  await fixture.addItems([
    { id: item(1), kind: 'stocked', onHand: 1 },
    { id: item(2), kind: 'stocked', onHand: 0 },
  ]);
  const till = await aTill(fixture);
  const lines = [aLineInput(), aLineInput({ lineNumber: 2, itemId: item(2) })];
  await till.push(till.sell({}, lines), till.sell({}, lines), till.sell({}, lines));
  await till.push(till.sell({}, lines));
  expect(await raised(fixture)).toMatchObject([
    { kind: 'below_zero', seq: 1, details: { itemId: item(2), onHand: -1 } },
    { kind: 'below_zero', seq: 2, details: { itemId: item(1), onHand: -1 } },
  ]);
});

test('stock set right by a person moves the level and may bring an item below zero again', async () => {
  await using fixture = await syncFixture();
  await fixture.addItems([{ id: item(1), kind: 'stocked', onHand: 0 }]);
  const till = await aTill(fixture);
  const adjusted = (quantity: number) =>
    till.entry('stock_adjusted', { itemId: item(1), quantity, reason: 'found', note: 'back room' });
  await till.push(till.sell(), adjusted(3), adjusted(-4));
  expect(await raised(fixture)).toMatchObject([
    { kind: 'below_zero', seq: 1 },
    { kind: 'below_zero', seq: 3, details: { onHand: -2 } },
  ]);
  expect(
    await fixture.query(
      "select quantity::int, note from stock_movement where kind = 'adjusted' order by id",
    ),
  ).toEqual([
    { quantity: 3, note: 'found: back room' },
    { quantity: -4, note: 'found: back room' },
  ]);
});

test('an item the server does not know is reported once and its movements are kept', async () => {
  await using fixture = await syncFixture();
  const till = await aTill(fixture);
  await till.push(till.sell(), till.sell());
  await till.push(till.sell());
  expect(await raised(fixture)).toEqual([
    { kind: 'unknown_item', seq: 1, details: { itemId: item(1), lineNumber: 1 } },
  ]);
  expect(await fixture.query('select count(*)::int as n from stock_movement')).toEqual([{ n: 3 }]);
  expect(await fixture.query('select on_hand::int as n from stock_level')).toEqual([{ n: -3 }]);
});

test('a service moves no stock', async () => {
  await using fixture = await syncFixture();
  await fixture.addItems([{ id: item(1), kind: 'service', onHand: 0 }]);
  const till = await aTill(fixture);
  await till.push(till.sell({}, [aLineInput({ tracksStock: false })]));
  expect(await raised(fixture)).toEqual([]);
  expect(await fixture.query('select count(*)::int as n from stock_movement')).toEqual([{ n: 0 }]);
});

test('totals that do not follow from the lines are kept as they are and reported', async () => {
  await using fixture = await syncFixture();
  await fixture.addItems([{ id: item(1), kind: 'stocked', onHand: 9 }]);
  const till = await aTill(fixture);
  await till.push(till.sell({ gross: minorUnits(1) }), till.sell());
  expect(await raised(fixture)).toMatchObject([{ kind: 'totals_differ', seq: 1 }]);
  expect(await fixture.query('select gross::int from sale order by seq')).toEqual([
    { gross: 1 },
    { gross: 2_500 },
  ]);
});

test('a bad payload and an unknown type are kept, reported, and do not hold up what follows', async () => {
  await using fixture = await syncFixture();
  await fixture.addItems([{ id: item(1), kind: 'stocked', onHand: 9 }]);
  const till = await aTill(fixture);
  const bad = till.record();
  await till.push(
    till.sign('sale_completed', { ...bad, lines: [] }),
    till.sign('gift_wrapped', { paper: 'red' }),
    till.sign('sale_completed', { nonsense: true }),
    till.sign('sale_completed', till.record(), { businessDay: '0000-01-01' as typeof DAY }),
    till.sell(),
  );
  expect((await raised(fixture)).map(({ kind, seq }) => [kind, seq])).toEqual([
    ['payload_invalid', 1],
    ['unknown_type', 2],
    ['payload_invalid', 3],
    ['payload_invalid', 4],
    ['receipt_number_unexpected', 5],
  ]);
  expect(await fixture.query('select count(*)::int as n from journal_entry')).toEqual([{ n: 5 }]);
  expect(await fixture.query('select seq::int from sale')).toEqual([{ seq: 5 }]);
});

test('line numbers that repeat, or a sale id that is taken, keep a record out of the tables', async () => {
  await using fixture = await syncFixture();
  await fixture.addItems([{ id: item(1), kind: 'stocked', onHand: 9 }]);
  const till = await aTill(fixture);
  const twice = till.record({}, [aLineInput(), aLineInput({ lineNumber: 2 })]);
  const first = twice.lines[0] as (typeof twice.lines)[0];
  await till.push(
    till.sell({ lines: [first, first] }),
    till.sell({ saleId: anId(50) }),
    till.sell({ saleId: anId(50) }),
  );
  await till.push(till.sell({ saleId: anId(50) }));
  const kinds = (await raised(fixture)).filter(({ kind }) => kind === 'payload_invalid');
  expect(kinds.map(({ seq, details }) => [seq, details.field])).toEqual([
    [1, 'lines.lineNumber'],
    [3, 'saleId'],
    [4, 'saleId'],
  ]);
  expect(await fixture.query('select seq::int from sale')).toEqual([{ seq: 2 }]);
  expect(await fixture.query('select on_hand::int as n from stock_level')).toEqual([{ n: 8 }]);
});

test('numbers that pass their schema and fit no column keep only their own record out', async () => {
  await using fixture = await syncFixture();
  await fixture.addItems([{ id: item(1), kind: 'stocked', onHand: 9 }]);
  const till = await aTill(fixture);
  const sold = till.record();
  const line = sold.lines[0] as (typeof sold.lines)[0];
  const returnOf = {
    saleId: anId<'Sale'>(9),
    lineNumber: 2 ** 40,
    alreadyReturned: 2 ** 40,
    reason: 'other' as const,
    note: '',
    restock: true,
  };
  await till.push(
    till.sign('sale_completed', { ...sold, lines: [{ ...line, returnOf }] }),
    till.sell(),
  );
  expect((await raised(fixture)).map(({ kind, details }) => [kind, details.field])).toEqual([
    ['payload_invalid', 'lines.returnOf.lineNumber'],
    ['receipt_number_unexpected', undefined],
  ]);
  expect(await fixture.query('select seq::int from sale')).toEqual([{ seq: 2 }]);
});

test.for([
  ['a number left out', 'A1-1-000003', 2],
  ['a number used again', 'A1-1-000001', 2],
  ['another register’s number', 'B2-1-000002', 2],
  ['another epoch’s number', 'A1-2-000002', 2],
] as const)('%s is reported, the sale counts', async ([, receiptNumber, seq]) => {
  await using fixture = await syncFixture();
  await fixture.addItems([{ id: item(1), kind: 'stocked', onHand: 9 }]);
  const till = await aTill(fixture);
  await till.push(till.sell());
  await till.push(till.sell({ receiptNumber }));
  expect(await raised(fixture)).toMatchObject([
    {
      kind: 'receipt_number_unexpected',
      seq,
      details: { receiptNumber, expected: { counter: 2 } },
    },
  ]);
  expect(await fixture.query('select count(*)::int as n from sale')).toEqual([{ n: 2 }]);
});

test('more back than was sold is reported, counted over all returns', async () => {
  await using fixture = await syncFixture();
  await fixture.addItems([{ id: item(1), kind: 'stocked', onHand: 9 }]);
  const till = await aTill(fixture);
  const sold = till.record({}, [aLineInput({ quantity: 2 })]);
  const original = sold.lines[0] as (typeof sold.lines)[0];
  const back = () =>
    till.sell({}, [
      {
        mirrored: mirrorLine(original, {
          saleId: sold.saleId,
          lineNumber: 1,
          quantity: 1,
          alreadyReturned: 0,
          reason: 'changed_mind',
          note: '',
          restock: true,
        }),
      },
    ]);
  await till.push(till.sign('sale_completed', sold), back());
  await till.push(back());
  expect(await raised(fixture)).toEqual([]);
  await till.push(back());
  expect(await raised(fixture)).toMatchObject([
    { kind: 'return_exceeds_sale', seq: 4, details: { saleId: sold.saleId, sold: 2, returned: 3 } },
  ]);
  expect(await fixture.query('select on_hand::int as n from stock_level')).toEqual([{ n: 10 }]);
});

test('a return that is not the mirror of its sale is reported, in a later run as in the same', async () => {
  await using fixture = await syncFixture();
  await fixture.addItems([{ id: item(1), kind: 'stocked', onHand: 9 }]);
  const till = await aTill(fixture);
  const line = aLineInput({ quantity: 3 });
  const sold = till.record({}, [aLineInput({ lineNumber: 1 }), { ...line, lineNumber: 2 }]);
  const original = sold.lines[1] as (typeof sold.lines)[0];
  const back = (alreadyReturned: number, of = original) => {
    const how = { quantity: 1, reason: 'other', note: '', restock: true } as const;
    const returned = { saleId: sold.saleId, lineNumber: 1, alreadyReturned, ...how };
    return till.sell({}, [{ mirrored: mirrorLine(of, returned) }]);
  };
  // Consistent in itself, and yet it pays back more than was paid.
  const dearer = till.record({}, [{ ...line, lineNumber: 2, tagPrice: minorUnits(9_900) }]);
  const tampered = dearer.lines[0] as typeof original;
  await till.push(till.sign('sale_completed', sold), back(0), back(1, tampered));
  await till.push(back(2, tampered));
  await till.push(back(2));
  const found = (await raised(fixture)).filter(({ kind }) => kind === 'totals_differ');
  expect(found).toMatchObject([{ seq: 3 }, { seq: 4 }]);
  expect(found[0]?.details.discrepancies).toContainEqual({
    path: 'lines.1.gross',
    recorded: -9_900,
    expected: -2_500,
  });
});

test('a return of a sale that is not known yet is judged by itself alone', async () => {
  await using fixture = await syncFixture();
  await fixture.addItems([{ id: item(1), kind: 'stocked', onHand: 9 }]);
  const till = await aTill(fixture);
  const original = aSaleRecord().lines[0] as SaleRecord['lines'][0];
  const how = {
    quantity: 1,
    alreadyReturned: 0,
    reason: 'other',
    note: '',
    restock: true,
  } as const;
  const mirrored = mirrorLine(original, { saleId: anId(77), lineNumber: 1, ...how });
  await till.push(till.sell({}, [{ mirrored }]));
  await till.push(till.sell({ gross: minorUnits(-1) }, [{ mirrored }]));
  expect(await raised(fixture)).toMatchObject([{ kind: 'totals_differ', seq: 2 }]);
});

test('a clock far ahead is reported at the first entry that shows it', async () => {
  await using fixture = await syncFixture();
  await fixture.addItems([{ id: item(1), kind: 'stocked', onHand: 9 }]);
  const till = await aTill(fixture);
  const ahead = { at: (fixture.clock() + 2 * 3_600_000) as typeof AT };
  const sale = (fields: object) => till.sign('sale_completed', till.record(), fields);
  await till.push(sale({}), sale(ahead), sale(ahead));
  await till.push(sale(ahead));
  await till.push(sale({}));
  await till.push(sale(ahead));
  expect((await raised(fixture)).map(({ kind, seq }) => [kind, seq])).toEqual([
    ['clock_skew', 2],
    ['clock_skew', 6],
  ]);
});

test('a run in which thousands of items go below zero at once is taken', async () => {
  await using fixture = await syncFixture();
  const till = await aTill(fixture);
  const lines = (start: number) =>
    Array.from({ length: 2_000 }, (_, index) =>
      aLineInput({ lineNumber: index + 1, itemId: item(start + index), tagPrice: minorUnits(1) }),
    );
  for (let start = 0; start < 3; start += 1)
    await till.push(till.sell({}, lines(1 + start * 2_000)));
  expect(await fixture.query('select count(*)::int as n from exception')).toEqual([{ n: 6_000 }]);
});

test('U+0000, lone surrogates, fractions and depth in signed payloads harm nothing', async () => {
  await using fixture = await syncFixture();
  await fixture.addItems([{ id: item(1), kind: 'stocked', onHand: 9 }]);
  const till = await aTill(fixture);
  const line = aLineInput({ name: 'nul \u0000 inside' });
  const hostile = till.sell({}, [line]);
  const proto = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":2}}');
  const odd = till.sign('odd_thing', { ...proto, 'key \u0000': '\u0000', deep: [[[[]]]] });
  await till.push(hostile, odd, till.sell());
  expect((await raised(fixture)).map(({ kind, seq }) => [kind, seq])).toEqual([
    ['payload_invalid', 1],
    ['unknown_type', 2],
    ['receipt_number_unexpected', 3],
  ]);
  const kept = await fixture.query('select entry from journal_entry order by seq limit 2');
  expect(kept.map(({ entry }) => entry)).toEqual(
    [hostile, odd].map((entry) => canonicalJson(entry)),
  );
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('what has no canonical form is refused and nothing of it is kept', async () => {
  await using fixture = await syncFixture();
  const { till, sign } = await aTill(fixture);
  const good = sign('odd_thing', {});
  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
  for (const payload of ['{"a":1.5}', '{"a":1e300}', '{"a":"\\ud800"}', `{"a":${deep}}`]) {
    const text = JSON.stringify({ entries: [{ ...good, payload: 'PAYLOAD' }] });
    const body = Buffer.from(text.replace('"PAYLOAD"', payload));
    const answer = await fixture.sendAs(till, '/sync/journal', { body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
  }
  const kept =
    'select (select count(*) from journal_entry) + (select count(*) from journal_evidence) as n';
  expect(await fixture.query(kept)).toEqual([{ n: '0' }]);
  expect((await fixture.sendAs(till, '/sync/journal', { body: { entries: [good] } })).status).toBe(
    200,
  );
});

test('naughty strings in every text of a payload arrive as they were typed', async (context) => {
  needsDataFiles(context, NAUGHTY_STRINGS);
  await using fixture = await syncFixture();
  await fixture.addItems([{ id: item(1), kind: 'stocked', onHand: 9_999 }]);
  const storable = readNaughtyStrings().filter(
    (text) => text !== '' && [60, 200, 300].every((end) => isStorableText(text.slice(0, end))),
  );
  const till = await aTill(fixture);
  const entries = storable.flatMap((text) => {
    const note = text.slice(0, 200);
    const line = aLineInput({ name: text.slice(0, 300), sku: text.slice(0, 60), note });
    return [
      till.sell({ reason: note }, [line]),
      till.entry('stock_adjusted', { itemId: item(1), quantity: 1, reason: 'other', note }),
    ];
  });
  for (let at = 0; at < entries.length; at += 500) {
    const run = entries.slice(at, at + 500);
    const sent = await fixture.sendAs(till.till, '/sync/journal', { body: { entries: run } });
    expect(sent.body).toMatchObject({ seq: run.at(-1)?.seq });
  }
  const names = await fixture.query(
    'select l.name, l.sku from sale_line l join sale s on s.id = l.sale_id order by s.seq',
  );
  const notes = await fixture.query(
    "select note from stock_movement where kind = 'adjusted' order by seq",
  );
  expect(names.length).toBeGreaterThan(400);
  expect(names).toEqual(
    storable.map((text) => ({ name: text.slice(0, 300), sku: text.slice(0, 60) })),
  );
  expect(notes).toEqual(storable.map((text) => ({ note: `other: ${text.slice(0, 200)}` })));
  expect(await raised(fixture)).toEqual([]);
});
