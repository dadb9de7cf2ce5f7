import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { PROTOCOL_HEADER } from '@second-chance/shared/contract/protocol.ts';
import {
  CHECKPOINT_HEADER,
  PACKED_TYPE,
  pullResponseSchema,
  pullResponseV1Schema,
  UP_TO_DATE_HEADER,
} from '@second-chance/shared/contract/sync.ts';
import { receiptDocumentSchema } from '@second-chance/shared/documents/receipt.ts';
import {
  aCustomer,
  anId,
  aSaleRecord,
  ORGANIZATION_ID,
  REGISTER_ID,
  STORE_ID,
} from '@second-chance/shared/test/builders.ts';
import { aJournal } from '@second-chance/shared/test/journal-builder.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { expect, test } from 'vitest';
import {
  proofOf,
  type SyncFixture,
  syncFixture,
  type TestTill,
} from '../../../test/sync-fixture.ts';
import { insertDocuments } from '../../db/document-repository.ts';
import { inTenant } from '../../db/tenant-transaction.ts';

const DAY_MS = 86_400_000;

function ask(fixture: SyncFixture, till: TestTill, query: string, headers = {}) {
  return fixture.sendAs(till, `/sync/pull?${query}`, { method: 'GET', headers });
}

async function sell(fixture: SyncFixture, till: TestTill, { at }: { readonly at: number }) {
  const payload = aSaleRecord();
  const { entries } = aJournal({
    key: till.key,
    head: { at: at as EpochMs },
    entries: [{ type: 'sale_completed', payload }],
  });
  const { status } = await fixture.sendAs(till, '/sync/journal', { body: { entries } });
  expect(status).toBe(200);
  return { entry: entries[0], payload };
}

async function addCustomer(fixture: SyncFixture) {
  const document = aCustomer();
  await inTenant(fixture.db, ORGANIZATION_ID, (tx) =>
    insertDocuments({ tx, organizationId: ORGANIZATION_ID }, 'customer', {
      storeId: STORE_ID,
      documents: [document],
    }),
  );
  return document;
}

test('the receipts of the store are a part of their own, each as its register signed it', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  await fixture.addItems([{ id: anId(1), kind: 'stocked', onHand: 5 }]);
  const customer = await addCustomer(fixture);
  const { entry, payload } = await sell(fixture, till, { at: fixture.clock() });

  const catalogue = pullResponseSchema.parse((await ask(fixture, till, 'part=catalogue')).body);
  const collections = catalogue.changes.map(({ collection }) => collection);
  expect(collections).not.toContain('receipts');
  expect(catalogue.changes).toContainEqual(
    expect.objectContaining({ collection: 'customers', document: customer }),
  );
  const receipts = pullResponseSchema.parse((await ask(fixture, till, 'part=receipts')).body);
  expect(receipts).toMatchObject({ upToDate: true, totalDocuments: 1 });
  expect(receipts.checkpoint).toBe(catalogue.checkpoint);
  expect(receipts.changes).toHaveLength(1);
  const [receipt] = receipts.changes;
  expect(receiptDocumentSchema.parse(receipt?.document)).toEqual({
    id: payload.saleId,
    storeId: STORE_ID,
    registerId: REGISTER_ID,
    epoch: 1,
    seq: 1,
    hash: entry?.hash,
    at: entry?.at,
    businessDay: entry?.businessDay,
    staffId: entry?.staffId,
    sale: payload,
  });
});

test('a sale that comes after the days of receipts is no receipt any more', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  await sell(fixture, till, { at: fixture.clock() - 101 * DAY_MS });
  const { body } = await ask(fixture, till, 'part=receipts');
  expect(body).toMatchObject({ changes: [], upToDate: true, totalDocuments: 0 });
});

test('a till of protocol 1 gets the collections and the shape of its time', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  await fixture.addItems([{ id: anId(1), kind: 'stocked', onHand: 5 }]);
  await addCustomer(fixture);
  await sell(fixture, till, { at: fixture.clock() });
  const { body } = await ask(fixture, till, 'after=0', { [PROTOCOL_HEADER]: '1' });
  const page = pullResponseV1Schema.parse(body);
  const collections = new Set(page.changes.map(({ collection }) => collection));
  expect([...collections].toSorted()).toEqual([
    'categories',
    'items',
    'stockLevels',
    'storeSettings',
    'taxRates',
  ]);
  expect(page.upToDate).toBe(true);
});

test('below the horizon a till is told to load afresh, and such a load is not', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  await fixture.addItems([{ id: anId(1), kind: 'stocked', onHand: 5 }]);
  await fixture.query('update feed_scope set horizon = 4');
  const tooOld = await ask(fixture, till, 'after=3');
  expect(tooOld).toMatchObject({ status: 410, body: { code: 'CHECKPOINT_TOO_OLD' } });
  expect((await ask(fixture, till, 'after=4')).status).toBe(200);

  const first = pullResponseSchema.parse((await ask(fixture, till, 'after=0&limit=1')).body);
  expect(first).toMatchObject({ checkpoint: 1, upToDate: false, lastNumber: 5 });
  const next = await ask(fixture, till, `after=1&limit=1&begun=${first.lastNumber}`);
  expect(next).toMatchObject({ status: 200, body: { checkpoint: 2 } });
  // A load that began before deletions were forgotten is as old as any other checkpoint.
  await fixture.query('update feed_scope set last_number = 9, horizon = 6');
  const overtaken = await ask(fixture, till, `after=2&begun=${first.lastNumber}`);
  expect(overtaken.body.code).toBe('CHECKPOINT_TOO_OLD');
});

test('what comes next stands in the headers as well, ahead of the page', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  const { headers, body } = await ask(fixture, till, 'limit=2');
  expect(headers.get(CHECKPOINT_HEADER)).toBe(String(body.checkpoint));
  expect(headers.get(UP_TO_DATE_HEADER)).toBe('false');
  expect((await ask(fixture, till, 'limit=3')).headers.get(UP_TO_DATE_HEADER)).toBe('true');
});

test('a page is packed in what the till understands, and only then', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  await fixture.addItems(
    Array.from({ length: 20 }, (_, n) => ({ id: anId(n + 1), kind: 'stocked', onHand: n })),
  );
  const path = '/sync/pull?after=0';
  const plain = JSON.stringify((await fixture.sendAs(till, path, { method: 'GET' })).body);
  const unpack = {
    zstd: zstdDecompressSync,
    br: brotliDecompressSync,
    gzip: gunzipSync,
    identity: (bytes: Buffer) => bytes,
  };
  const json = 'application/json; charset=utf-8';
  const whole = `${PACKED_TYPE}, application/json;q=0.9`;
  const cases: readonly (readonly [
    accepted: string,
    packing: keyof typeof unpack,
    accept?: string,
    type?: string,
  ])[] = [
    ['zstd, br, gzip', 'zstd'],
    ['gzip, br', 'br'],
    ['gzip', 'gzip'],
    ['gzip, zstd;q=0', 'gzip'],
    ['identity', 'identity'],
    ['nonsense', 'identity'],
    ['gzip', 'gzip', '*/*'],
    ['gzip', 'gzip', `application/json, ${PACKED_TYPE};q=0.5`],
    ['gzip', 'identity', whole, PACKED_TYPE],
  ];
  for (const [accepted, packing, accept, type = json] of cases) {
    const bytes = Buffer.alloc(0);
    const proof = proofOf(till, { method: 'GET', path, bytes, now: fixture.clock() });
    const answer = await fixture.sendRaw(path, {
      authorization: `Till ${proof}`,
      'accept-encoding': accepted,
      ...(accept !== undefined && { accept }),
    });
    expect(answer.headers['content-encoding'] ?? 'identity', accepted).toBe(packing);
    expect(answer.headers['content-type']).toBe(type);
    const unpacked = unpack[type === PACKED_TYPE ? 'zstd' : packing](answer.body);
    const body = JSON.parse(unpacked.toString('utf8'));
    expect(JSON.stringify(body)).toBe(plain);
    // A frame that carries a checksum says so in its head.
    if (type === PACKED_TYPE) expect((answer.body[4] ?? 0) & 4).toBe(4);
  }
});
