import { createPublicKey, verify } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { ACK_DOMAIN, SERVER_TIME_HEADER } from '@second-chance/shared/contract/sync.ts';
import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';
import type { SignedEntry } from '@second-chance/shared/journal/entry.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import {
  aLineInput,
  anId,
  aSaleRecord,
  REGISTER_ID,
  SHIFT_ID,
} from '@second-chance/shared/test/builders.ts';
import { aJournal, aRegisterKey, signEntry } from '@second-chance/shared/test/journal-builder.ts';
import { expect, test } from 'vitest';
import { type SyncFixture, syncFixture, type TestTill } from '../../../test/sync-fixture.ts';

/** Sales of one piece of one item each, numbered from `first`. */
function sales(
  count: number,
  { first = 1, epoch = 1, code = 'A1', itemId = anId<'Item'>(1) } = {},
) {
  return Array.from({ length: count }, (_, index) => {
    const number = first + index;
    const receiptNumber = `${code}-${epoch}-${String(number).padStart(6, '0')}`;
    const saleId = anId<'Sale'>(
      0x10000 * epoch + number + (code === 'A1' ? 0 : 0x1000000 * code.charCodeAt(0)),
    );
    return {
      type: 'sale_completed' as const,
      payload: aSaleRecord({
        lines: [aLineInput({ itemId })],
        with: { receiptNumber, saleId },
      }),
    };
  });
}

async function tillWithStock(fixture: SyncFixture, onHand = 1_000) {
  const till = await fixture.addTill();
  await fixture.addItems([{ id: anId<'Item'>(1), kind: 'stocked', onHand }]);
  return till;
}

const push = (fixture: SyncFixture, till: TestTill, entries: readonly SignedEntry[]) =>
  fixture.sendAs(till, '/sync/journal', { body: { entries } });

const exceptionsOf = (fixture: SyncFixture) =>
  fixture.query('select kind, seq::int, details from exception order by id');

test('a run is kept byte for byte, projected, and acknowledged under the server’s signature', async () => {
  await using fixture = await syncFixture();
  const till = await tillWithStock(fixture, 10);
  const { entries } = aJournal({ key: till.key, entries: sales(3) });
  const answer = await push(fixture, till, entries);

  expect(answer.status).toBe(200);
  expect(Number(answer.headers.get(SERVER_TIME_HEADER))).toBe(fixture.clock());
  const { signature, ...acknowledged } = answer.body;
  expect(acknowledged).toEqual({
    registerId: REGISTER_ID,
    epoch: 1,
    chain: 'live',
    seq: 3,
    hash: entries[2]?.hash,
    at: fixture.clock(),
  });
  const key = createPublicKey({ key: { ...fixture.deps.serverKey.publicKey }, format: 'jwk' });
  const signed = Buffer.from(ACK_DOMAIN + canonicalJson(acknowledged));
  expect(verify(null, signed, key, Buffer.from(signature, 'base64url'))).toBe(true);

  const kept = await fixture.query('select entry from journal_entry order by seq');
  expect(kept.map(({ entry }) => entry)).toEqual(entries.map((entry) => canonicalJson(entry)));
  const rows = await fixture.query(
    'select id, seq::int, gross::int, business_day::text from sale order by seq',
  );
  expect(rows).toHaveLength(3);
  expect(rows[0]).toMatchObject({ seq: 1, gross: 2_500, business_day: '2026-03-14' });
  const [level] = await fixture.query(
    'select on_hand::int, applied, revision, feed_number::int from stock_level',
  );
  expect(level).toEqual({
    on_hand: 7,
    applied: { [REGISTER_ID]: { epoch: 1, seq: 3 } },
    revision: 2,
    feed_number: 6,
  });
  expect(await fixture.query('select sum(quantity)::int as moved from stock_movement')).toEqual([
    { moved: -3 },
  ]);
  expect(await fixture.query('select kind, amount::int from sale_tender limit 1')).toEqual([
    { kind: 'cash', amount: 2_500 },
  ]);
  expect(await exceptionsOf(fixture)).toEqual([]);
});

test('repeating a run, whole, in part or overlapping, changes nothing and answers the same head', async () => {
  await using fixture = await syncFixture();
  const till = await tillWithStock(fixture);
  const { entries } = aJournal({ key: till.key, entries: sales(6) });
  await push(fixture, till, entries.slice(0, 4));
  for (const [from, to, head] of [
    [0, 4, 4],
    [1, 2, 4],
    [2, 6, 6],
    [0, 6, 6],
  ] as const) {
    const answer = await push(fixture, till, entries.slice(from, to));
    expect(answer.body).toMatchObject({ seq: head, hash: entries[head - 1]?.hash });
  }
  expect(await fixture.query('select count(*)::int as n from sale')).toEqual([{ n: 6 }]);
  expect(await fixture.query('select on_hand::int as n from stock_level')).toEqual([{ n: 994 }]);
  expect(await exceptionsOf(fixture)).toEqual([]);
});

test('the same run sent twenty times at once is taken once', async () => {
  await using fixture = await syncFixture();
  const till = await tillWithStock(fixture);
  const { entries } = aJournal({ key: till.key, entries: sales(20) });
  const answers = await Promise.all(Array.from({ length: 20 }, () => push(fixture, till, entries)));
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  expect(await fixture.query('select count(*)::int as n from sale')).toEqual([{ n: 20 }]);
  expect(await fixture.query('select on_hand::int as n from stock_level')).toEqual([{ n: 980 }]);
});

test('a run that comes before its predecessor is told which number is expected', async () => {
  await using fixture = await syncFixture();
  const till = await tillWithStock(fixture);
  const { entries } = aJournal({ key: till.key, entries: sales(4) });
  const early = await push(fixture, till, entries.slice(2));
  expect(early).toMatchObject({
    status: 409,
    body: { code: 'JOURNAL_GAP', details: { expectedSeq: 1 } },
  });
  expect(await fixture.query('select count(*)::int as n from journal_entry')).toEqual([{ n: 0 }]);
  expect((await push(fixture, till, entries.slice(0, 2))).status).toBe(200);
  expect((await push(fixture, till, entries.slice(2))).body).toMatchObject({ seq: 4 });
});

test('entries out of order, of two chains, or of another register are not a run', async () => {
  await using fixture = await syncFixture();
  const till = await tillWithStock(fixture);
  const { entries } = aJournal({ key: till.key, entries: sales(3) });
  const training = aJournal({ key: till.key, chain: 'training', entries: sales(1) }).entries;
  const other = aJournal({
    key: till.key,
    head: { registerId: anId(77) },
    entries: sales(1),
  }).entries;
  const later = aJournal({ key: till.key, epoch: 2, entries: sales(1) }).entries;
  for (const run of [[...entries].reverse(), [...entries, ...training], other, later, []]) {
    expect(await push(fixture, till, run)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST' },
    });
  }
  expect(await fixture.query('select count(*)::int as n from journal_entry')).toEqual([{ n: 0 }]);
});

test('a fork freezes the epoch; both histories are kept, one as evidence', async () => {
  await using fixture = await syncFixture();
  const till = await tillWithStock(fixture);
  const { entries } = aJournal({ key: till.key, entries: sales(3) });
  await push(fixture, till, entries);
  const first = entries[0] as SignedEntry;
  const clone = aJournal({
    key: till.key,
    previous: first,
    entries: sales(3, { first: 12 }),
  }).entries;

  expect(await push(fixture, till, clone)).toMatchObject({
    status: 409,
    body: { code: 'JOURNAL_FORK', details: { seq: 2 } },
  });
  const evidence = await fixture.query('select entry from journal_evidence order by seq');
  expect(evidence.map(({ entry }) => entry)).toEqual(clone.map((entry) => canonicalJson(entry)));
  expect(await exceptionsOf(fixture)).toMatchObject([{ kind: 'journal_fork', seq: 2 }]);

  const next = aJournal({
    key: till.key,
    previous: entries[2] as SignedEntry,
    entries: sales(1, { first: 4 }),
  }).entries;
  expect(await push(fixture, till, next)).toMatchObject({
    status: 409,
    body: { code: 'EPOCH_FROZEN' },
  });
  expect(await push(fixture, till, next)).toMatchObject({
    status: 409,
    body: { code: 'EPOCH_FROZEN' },
  });
  expect(await fixture.query('select count(*)::int as n from journal_evidence')).toEqual([
    { n: 4 },
  ]);
  expect(await fixture.query('select count(*)::int as n from sale')).toEqual([{ n: 3 }]);
  expect(await exceptionsOf(fixture)).toHaveLength(1);
});

test('what already counts is no evidence when it comes again after the epoch was frozen', async () => {
  await using fixture = await syncFixture();
  const till = await tillWithStock(fixture);
  const { entries } = aJournal({ key: till.key, entries: sales(3) });
  await push(fixture, till, entries.slice(0, 2));
  const [first, second] = entries as [SignedEntry, SignedEntry];
  const clone = aJournal({ key: till.key, previous: first, entries: sales(1, { first: 12 }) });
  expect((await push(fixture, till, clone.entries)).body.code).toBe('JOURNAL_FORK');

  // As from a till that never got the answer to its first two.
  expect((await push(fixture, till, entries)).body.code).toBe('EPOCH_FROZEN');
  const evidence = await fixture.query('select entry from journal_evidence order by entry');
  const expected = [...clone.entries, ...entries.slice(2)].map((entry) => canonicalJson(entry));
  expect(evidence.map(({ entry }) => entry)).toEqual(expected.sort());
  // The number counts, these bytes do not: what was tampered with is evidence all the same.
  const tampered = { ...second, at: (second.at + 1) as typeof second.at };
  await push(fixture, till, [tampered]);
  const [kept] = await fixture.query('select count(*)::int as n from journal_evidence');
  expect(kept).toEqual({ n: 3 });
});

test.for([
  [
    'a changed amount',
    (entry: SignedEntry) => ({ ...entry, payload: { ...entry.payload, gross: 1 } }),
  ],
  ['a changed head', (entry: SignedEntry) => ({ ...entry, at: (entry.at + 1) as typeof entry.at })],
  [
    'a flipped signature',
    (entry: SignedEntry) => ({ ...entry, signature: flipped(entry.signature) }),
  ],
  ['another key’s signature', (entry: SignedEntry) => signEntry(aRegisterKey(), entry)],
  [
    'another key’s signature under the right key’s name',
    (entry: SignedEntry) => ({ ...signEntry(aRegisterKey(), entry), keyId: entry.keyId }),
  ],
] as const)(
  '%s breaks the chain there: what is before it counts, the rest is evidence',
  async ([, tamper]) => {
    await using fixture = await syncFixture();
    const till = await tillWithStock(fixture);
    const { entries } = aJournal({ key: till.key, entries: sales(4) });
    const sent = entries.map((entry) => (entry.seq === 3 ? (tamper(entry) as SignedEntry) : entry));
    expect(await push(fixture, till, sent)).toMatchObject({
      status: 409,
      body: { code: 'JOURNAL_BROKEN', details: { seq: 3 } },
    });
    expect(await fixture.query('select seq::int from sale order by seq')).toEqual([
      { seq: 1 },
      { seq: 2 },
    ]);
    const evidence = await fixture.query('select entry from journal_evidence order by seq');
    expect(evidence.map(({ entry }) => entry)).toEqual(
      sent.slice(2).map((entry) => canonicalJson(entry)),
    );
    expect(await exceptionsOf(fixture)).toMatchObject([{ kind: 'journal_broken', seq: 3 }]);
    // The genuine entries are not lost behind the tampered one's hash.
    expect((await push(fixture, till, entries.slice(2))).body.code).toBe('EPOCH_FROZEN');
    expect(await fixture.query('select count(*)::int as n from journal_evidence')).toEqual([
      { n: 3 },
    ]);
  },
);

test('a signed entry that does not follow its predecessor breaks the chain', async () => {
  await using fixture = await syncFixture();
  const till = await tillWithStock(fixture);
  const { entries } = aJournal({ key: till.key, entries: sales(1) });
  await push(fixture, till, entries);
  const foreign = aJournal({
    key: till.key,
    previous: { seq: 1, hash: 'ab'.repeat(32) },
    entries: sales(1, { first: 2 }),
  });
  expect((await push(fixture, till, foreign.entries)).body).toMatchObject({
    code: 'JOURNAL_BROKEN',
    details: { seq: 2 },
  });
});

test('an older epoch of the register is taken in with the present device’s proof', async () => {
  await using fixture = await syncFixture();
  const old = await tillWithStock(fixture);
  const before = aJournal({ key: old.key, entries: sales(2) }).entries;
  const till = await fixture.addTill();
  const after = aJournal({ key: till.key, epoch: 2, entries: sales(1, { epoch: 2 }) }).entries;
  expect((await push(fixture, till, after)).body).toMatchObject({ epoch: 2, seq: 1 });
  expect((await push(fixture, till, before)).body).toMatchObject({ epoch: 1, seq: 2 });
  expect((await push(fixture, old, before)).body).toMatchObject({ code: 'REGISTER_REVOKED' });
  const [level] = await fixture.query('select on_hand::int, applied from stock_level');
  expect(level).toEqual({ on_hand: 997, applied: { [REGISTER_ID]: { epoch: 2, seq: 1 } } });
});

test('training entries are kept and never counted', async () => {
  await using fixture = await syncFixture();
  const till = await tillWithStock(fixture);
  const { entries } = aJournal({ key: till.key, chain: 'training', entries: sales(2) });
  expect((await push(fixture, till, entries)).body).toMatchObject({ chain: 'training', seq: 2 });
  expect(await fixture.query('select count(*)::int as n from journal_entry')).toEqual([{ n: 2 }]);
  expect(await fixture.query('select count(*)::int as n from sale')).toEqual([{ n: 0 }]);
  expect(await fixture.query('select on_hand::int as n from stock_level')).toEqual([{ n: 1_000 }]);
});

test('a run of 500 entries comes compressed and is taken whole', async () => {
  await using fixture = await syncFixture();
  const till = await tillWithStock(fixture);
  const { entries } = aJournal({ key: till.key, entries: sales(500) });
  const body = gzipSync(JSON.stringify({ entries }));
  const answer = await fixture.sendAs(till, '/sync/journal', {
    body,
    headers: { 'content-encoding': 'gzip' },
  });
  expect(answer.body).toMatchObject({ seq: 500 });
  expect(await fixture.query('select on_hand::int as n from stock_level')).toEqual([{ n: 500 }]);
});

test('a sale of 1,000 lines is one sale of 1,000 lines', async () => {
  await using fixture = await syncFixture();
  const till = await tillWithStock(fixture);
  const lines = Array.from({ length: 1_000 }, (_, index) =>
    aLineInput({ lineNumber: index + 1, itemId: anId<'Item'>(1), tagPrice: minorUnits(index) }),
  );
  const payload = aSaleRecord({ lines });
  const { entries } = aJournal({ key: till.key, entries: [{ type: 'sale_completed', payload }] });
  expect((await push(fixture, till, entries)).status).toBe(200);
  const totals = 'select count(*)::int as lines, sum(gross)::int as gross from sale_line';
  expect(await fixture.query(totals)).toEqual([{ lines: 1_000, gross: payload.gross }]);
  expect(await fixture.query('select on_hand::int as n from stock_level')).toEqual([{ n: 0 }]);
  expect(await exceptionsOf(fixture)).toEqual([]);
});

test('two registers that sell the same items at once do not stop each other', async () => {
  await using fixture = await syncFixture();
  const items = Array.from({ length: 30 }, (_, index) => anId<'Item'>(index + 1));
  await fixture.addItems(items.map((id) => ({ id, kind: 'stocked', onHand: 1_000 })));
  const tills = [
    await fixture.addTill(),
    await fixture.addTill({ registerId: anId(0xb3), code: 'B1' }),
  ];
  await Promise.all(
    tills.map(async (till, index) => {
      const code = index === 0 ? 'A1' : 'B1';
      const head = { registerId: till.registerId };
      // One register rings the items up forwards, the other backwards.
      const order = index === 0 ? items : [...items].reverse();
      const records = sales(30, { code }).map(({ type, payload }) => ({
        type,
        payload: {
          ...aSaleRecord({
            lines: order.map((itemId, line) => aLineInput({ lineNumber: line + 1, itemId })),
          }),
          saleId: payload.saleId,
          receiptNumber: payload.receiptNumber,
        },
      }));
      const { entries } = aJournal({ key: till.key, head, entries: records });
      for (let at = 0; at < entries.length; at += 3) {
        expect((await push(fixture, till, entries.slice(at, at + 3))).status).toBe(200);
      }
    }),
  );
  const levels = await fixture.query('select distinct on_hand::int as n from stock_level');
  expect(levels).toEqual([{ n: 940 }]);
  expect(await fixture.query('select count(*)::int as n from sale')).toEqual([{ n: 60 }]);
  expect(await exceptionsOf(fixture)).toEqual([]);
});

test('shifts are projected, and the register’s last Z number with them', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  const none = { count: 0, total: minorUnits(0) };
  const zero = minorUnits(0);
  const totals = {
    float: minorUnits(5_000),
    sales: none,
    returns: none,
    exchanges: none,
    voids: none,
    net: zero,
    taxAmount: zero,
    gross: zero,
    cashRounding: zero,
    taxTotals: [],
    tenders: [],
    cashIn: none,
    cashOut: none,
    drawerOpenings: 0,
    expectedCash: minorUnits(5_000),
  };
  const { entries } = aJournal({
    key: till.key,
    entries: [
      { type: 'shift_opened', payload: { shiftId: SHIFT_ID, float: minorUnits(5_000) } },
      {
        type: 'shift_closed',
        payload: {
          shiftId: SHIFT_ID,
          zNumber: 7,
          counted: minorUnits(4_990),
          expected: minorUnits(5_000),
          difference: minorUnits(-10),
          totals,
        },
      },
    ],
  });
  expect((await push(fixture, till, entries)).status).toBe(200);
  expect(await fixture.query('select float::int, counted::int, z_number from shift')).toEqual([
    { float: 5_000, counted: 4_990, z_number: 7 },
  ]);
  expect(await fixture.query('select last_z_number as n from register')).toEqual([{ n: 7 }]);
});

function flipped(signature: string): string {
  return `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
}
