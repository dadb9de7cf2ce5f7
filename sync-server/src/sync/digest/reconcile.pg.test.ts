import { createHash } from 'node:crypto';
import {
  digestBucketSchema,
  digestBucketsSchema,
  digestResponseSchema,
  repairResponseSchema,
} from '@second-chance/shared/contract/sync.ts';
import { combineDigest, EMPTY_DIGEST, markInput } from '@second-chance/shared/documents/digest.ts';
import {
  anId,
  aSaleRecord,
  aStaff,
  CATEGORY_ID,
  STORE_ID,
} from '@second-chance/shared/test/builders.ts';
import { aJournal } from '@second-chance/shared/test/journal-builder.ts';
import { expect, test } from 'vitest';
import {
  ADMIN_ID,
  aRow,
  newCustomer,
  newItem,
  type PushFixture,
  pushFixture,
} from '../../../test/push-fixture.ts';

interface Live {
  readonly id: string;
  readonly revision: number;
}

/** What a till computes over what it holds. */
function digestOf(documents: readonly Live[]) {
  const marks = documents.map((one) => sha256(markInput(one)).slice(0, 12));
  return { count: documents.length, digest: marks.reduce(combineDigest, EMPTY_DIGEST.digest) };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

async function ask({ sendAs, till }: PushFixture, path: string) {
  return (await sendAs(till, path, { method: 'GET' })).body;
}

/** All live documents of the feed, as a till would hold them. */
async function pulled(fixture: PushFixture) {
  const parts = [];
  for (const part of ['catalogue', 'receipts']) {
    const { changes } = await ask(fixture, `/sync/pull?limit=5000&part=${part}`);
    parts.push(...changes);
  }
  return parts.filter(({ deleted }) => !deleted);
}

async function repair({ sendAs, till }: PushFixture, collection: string, documents: unknown) {
  const { status, body } = await sendAs(till, '/sync/repair', { body: { collection, documents } });
  expect(status, JSON.stringify(body)).toBe(200);
  return repairResponseSchema.parse(body).documents;
}

async function sell(fixture: PushFixture) {
  const payload = aSaleRecord();
  const { entries } = aJournal({
    key: fixture.till.key,
    head: { at: fixture.clock() },
    entries: [{ type: 'sale_completed', payload }],
  });
  await fixture.sendAs(fixture.till, '/sync/journal', { body: { entries } });
  return payload;
}

test('what a till computes over the feed is what the server says, whole, by bucket and by document', async () => {
  await using fixture = await pushFixture();
  await fixture.addItems([1, 2, 3].map((n) => ({ id: anId(n), kind: 'stocked', onHand: n })));
  await fixture.push([aRow('customers', newCustomer())]);
  await sell(fixture);
  const held = await pulled(fixture);
  const { number, collections } = digestResponseSchema.parse(await ask(fixture, '/sync/digest'));
  expect(number).toBe((await ask(fixture, '/sync/pull?limit=5000')).checkpoint);
  for (const [collection, digest] of Object.entries(collections)) {
    const own = held.filter((one) => one.collection === collection);
    expect(digest, collection).toEqual(digestOf(own));
    const path = `/sync/digest/${collection}`;
    const { buckets } = digestBucketsSchema.parse(await ask(fixture, path));
    const inBuckets = Map.groupBy(own, ({ id }) => sha256(id).slice(0, 2));
    expect(Object.keys(buckets).toSorted()).toEqual([...inBuckets.keys()].toSorted());
    for (const [bucket, documents] of inBuckets) {
      expect(buckets[bucket]).toEqual(digestOf(documents));
      const { documents: listed } = digestBucketSchema.parse(
        await ask(fixture, `${path}/${bucket}`),
      );
      expect(new Set(listed)).toEqual(
        new Set(documents.map(({ id, revision }) => ({ id, revision }))),
      );
    }
  }
  expect(collections.receipts.count).toBe(1);
  expect(
    (await fixture.sendAs(fixture.till, '/sync/digest/nothing', { method: 'GET' })).status,
  ).toBe(404);
});

test('a document lost behind the server’s back is seen at the same number and comes back as the next revision', async () => {
  await using fixture = await pushFixture();
  const item = newItem({ name: 'Lost lamp' });
  await fixture.push([aRow('items', item)]);
  const before = await ask(fixture, '/sync/digest');
  await fixture.query('delete from item where id = $1', [item.id]);
  await fixture.query('delete from item_word where item_id = $1', [item.id]);
  fixture.setClock(fixture.clock() + 21_000);
  const after = await ask(fixture, '/sync/digest');
  expect(after.number).toBe(before.number);
  expect(after.collections.items).toEqual(EMPTY_DIGEST);
  const copy = { revision: 1, document: item };
  const [answer] = await repair(fixture, 'items', [{ id: item.id, copy }]);
  expect(answer).toEqual({
    id: item.id,
    restored: true,
    master: { revision: 2, deleted: false, document: item },
  });
  const { changes } = await ask(fixture, `/sync/pull?after=${before.number}`);
  expect(changes).toMatchObject([{ collection: 'items', id: item.id, revision: 2 }]);
  const words = await fixture.query("select item_id from item_word where word = 'lamp'");
  expect(words).toEqual([{ item_id: item.id }]);
  // Not received a second time.
  const [{ pieces }] = await fixture.query(
    'select sum(quantity)::int as pieces from stock_movement',
  );
  expect(pieces).toBe(1);
  const metrics = await fixture.deps.metrics.registry.metrics();
  expect(metrics).toContain(
    'sync_repaired_total{collection="items",side="server",reason="missing"} 1',
  );
});

test('a newer version that the server lost comes back, a till’s mere number does not', async () => {
  await using fixture = await pushFixture();
  const item = newItem();
  await fixture.push([aRow('items', item)]);
  const copyOf = (revision: number, document: object) => [
    { id: item.id, copy: { revision, document } },
  ];
  const [number] = await repair(fixture, 'items', copyOf(9, item));
  expect(number).toMatchObject({ restored: false, master: { revision: 1 } });
  const newer = { ...item, name: 'Was acknowledged' };
  const [restored] = await repair(fixture, 'items', copyOf(5, newer));
  expect(restored).toMatchObject({ restored: true, master: { revision: 6, document: newer } });
  const [older] = await repair(fixture, 'items', copyOf(2, { ...item, name: 'Old' }));
  expect(older).toMatchObject({ restored: false, master: { revision: 6, document: newer } });
});

test('a deleted document does not come back by a till that still has it', async () => {
  await using fixture = await pushFixture();
  const item = newItem();
  await fixture.push([
    aRow('items', item),
    aRow('items', item, { baseRevision: 1, deleted: true }),
  ]);
  const copy = { revision: 1, document: item };
  const [answer] = await repair(fixture, 'items', [{ id: item.id, copy }]);
  expect(answer).toMatchObject({ restored: false, master: { deleted: true, revision: 2 } });
});

test('access is not restored on a till’s word, nor anything that is no document of its store', async () => {
  await using fixture = await pushFixture();
  const boss = aStaff({ id: anId(0xb055), role: 'store_admin' });
  const hostile: readonly (readonly [string, { readonly id: string }])[] = [
    ['staff', boss],
    ['items', newItem({ storeId: anId(0xbad) })],
    ['items', { ...newItem(), surplus: true } as { id: string }],
    ['taxRates', { id: anId(0x7a) }],
    ['storeSettings', { id: anId(0x7b) }],
  ];
  for (const [collection, document] of hostile) {
    const copy = { revision: 3, document };
    const [answer] = await repair(fixture, collection, [{ id: document.id, copy }]);
    expect(answer, collection).toEqual({ id: document.id, master: null, restored: false });
  }
  const ada = aStaff({ id: ADMIN_ID, role: 'store_admin', displayName: 'Mallory' });
  const [answer] = await repair(fixture, 'staff', [
    { id: ADMIN_ID, copy: { revision: 9, document: ada } },
  ]);
  expect(answer).toMatchObject({ restored: false, master: { document: { displayName: 'Ada' } } });
  const [strange] = await repair(fixture, 'items', [{ id: 'no-uuid', copy: null }]);
  expect(strange).toEqual({ id: 'no-uuid', master: null, restored: false });
});

test('a lost stock level is the ledger’s sum again, with how much of each journal is in it', async () => {
  await using fixture = await pushFixture();
  const item = newItem({ id: anId(1), kind: 'unique' });
  await fixture.push([aRow('items', item)]);
  await sell(fixture);
  const [before] = (await pulled(fixture)).filter(({ collection }) => collection === 'stockLevels');
  await fixture.query('delete from stock_level');
  const copy = { revision: before.revision, document: before.document };
  const [answer] = await repair(fixture, 'stockLevels', [{ id: item.id, copy }]);
  expect(answer).toMatchObject({ restored: true, master: { document: before.document } });
  expect(answer?.master?.revision).toBe(before.revision + 1);
});

test('a lost receipt is made anew from the journal, byte for byte', async () => {
  await using fixture = await pushFixture();
  const { saleId } = await sell(fixture);
  const [before] = (await pulled(fixture)).filter(({ collection }) => collection === 'receipts');
  await fixture.query('delete from receipt');
  const copy = { revision: 1, document: before.document };
  const [answer] = await repair(fixture, 'receipts', [{ id: saleId, copy }]);
  expect(answer).toEqual({
    id: saleId,
    restored: true,
    master: { revision: 1, deleted: false, document: before.document },
  });
  const unknown = anId(0x404);
  expect(await repair(fixture, 'receipts', [{ id: unknown, copy: null }])).toEqual([
    { id: unknown, restored: false, master: null },
  ]);
});

test('what the till lacks or has otherwise it is told, and both are counted', async () => {
  await using fixture = await pushFixture();
  const answers = await repair(fixture, 'categories', [{ id: CATEGORY_ID, copy: null }]);
  expect(answers).toMatchObject([{ restored: false, master: { revision: 1 } }]);
  await repair(fixture, 'storeSettings', [{ id: STORE_ID, copy: { revision: 7, document: {} } }]);
  const metrics = await fixture.deps.metrics.registry.metrics();
  expect(metrics).toContain('{collection="categories",side="till",reason="missing"} 1');
  expect(metrics).toContain('{collection="storeSettings",side="till",reason="differs"} 1');
});
