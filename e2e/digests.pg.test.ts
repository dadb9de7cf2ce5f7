/** A till and a real server compare what they hold: the same data, the same digest, on both sides. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from '@second-chance/shared/assert.ts';
import { digestResponseSchema } from '@second-chance/shared/contract/sync.ts';
import { COLLECTIONS, type Collection } from '@second-chance/shared/documents/collections.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import {
  aCustomer,
  anId,
  anItem,
  CATEGORY_ID,
  ORGANIZATION_ID,
  REGISTER_ID,
  STORE_ID,
} from '@second-chance/shared/test/builders.ts';
import { fixtureRegisterKey } from '@second-chance/shared/test/fixture-key.ts';
import { expect, test, vi } from 'vitest';
import { keyOf, placeOf } from '../desktop/src/core/documents/collection-tables.ts';
import { digestCollection } from '../desktop/src/core/documents/digest-documents.ts';
import { layFixtureKey } from '../desktop/src/core/store/test/fixtures/fixture-till.ts';
import { must } from '../desktop/src/core/test/open-test-till.ts';
import { BOOK, GRACE, HELMET, MUG } from '../desktop/src/core/test/small-shop.ts';
import { openTill, type Till } from '../desktop/src/core/till.ts';
import { layWorld } from '../sync-server/test/recorded-protocol.ts';
import { type SyncFixture, syncFixture } from '../sync-server/test/sync-fixture.ts';
import { SMALL_WORLD_CODE, smallWorld } from './harness/small-world.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
/** The server computes its digest anew after so long where nothing changed. */
const DIGEST_KEPT_MS = 21_000;
const soon = (check: () => unknown) => vi.waitFor(check, 60_000);

/** A till that sold something, made a customer and has sent both. */
async function aTillInStep(server: SyncFixture) {
  await layWorld(server, smallWorld());
  const dataDir = mkdtempSync(join(tmpdir(), 'second-chance-digests-'));
  layFixtureKey(dataDir);
  const till = await openTill({
    dataDir,
    clock: server.clock,
    appVersion: 'test',
    logger: silent,
    pollMs: 100,
    compareEveryMs: 100,
  });
  must(await till.register.enrol({ serverUrl: server.origin, code: SMALL_WORLD_CODE }));
  await soon(() => must(till.people.signIn(GRACE)));
  must(till.shifts.open({ float: minorUnits(0) }));
  must(till.cart.scan({ code: MUG.sku, quantity: 2 }));
  const { saleId, gross, dueInCash } = must(till.cart.get());
  const cash = { kind: 'cash', tenderId: anId<'Tender'>(1), tendered: dueInCash } as const;
  must(till.sales.pay({ saleId, gross, tenders: [cash] }));
  const { id: _, storeId: __, ...fields } = aCustomer();
  const { id: customerId } = must(await till.customers.create({ fields }));
  await soon(() =>
    expect(till.state.get().sync).toMatchObject({ waitingEntries: 0, waitingEdits: 0 }),
  );
  const { id: _id, storeId: _storeId, ...lamp } = anItem({ sku: 'LAMP', barcodes: [] });
  const { id: itemId } = must(await till.items.create({ fields: lamp }));
  await soon(() => expect(till.state.get().sync.waitingEdits).toBe(0));
  return {
    till,
    saleId,
    itemId,
    customerId,
    /** Resolves once both sides were compared anew and found equal. */
    async equal() {
      const before = (await progress(till)).comparedAt ?? 0;
      server.setClock(server.clock() + DIGEST_KEPT_MS);
      await soon(async () =>
        expect((await progress(till)).comparedAt ?? 0).toBeGreaterThan(before),
      );
    },
    /** As a defect would: the row is gone, and nothing was told of it. */
    loseAtTill(collection: Collection, id: string) {
      const place = placeOf(collection);
      const gone = insideOf(till).store.prepare(`delete from ${place.table} where id = ?`);
      expect(gone.run(keyOf(place, id)).changes, collection).toBe(1);
    },
    async [Symbol.asyncDispose]() {
      await till.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

async function progress(till: Till) {
  return must(await till.sync.progress());
}

function insideOf({ inside }: Till) {
  assert(inside !== null, 'the till is sound');
  return inside;
}

/** What the server says it holds, asked past the till and its cache. */
async function digestsAtServer(server: SyncFixture) {
  server.setClock(server.clock() + DIGEST_KEPT_MS);
  const till = { key: fixtureRegisterKey(), registerId: REGISTER_ID, epoch: 1 };
  const { body } = await server.sendAs(till, '/sync/digest', { method: 'GET' });
  return digestResponseSchema.parse(body).collections;
}

async function expectSameDigests(server: SyncFixture, till: Till): Promise<void> {
  const atServer = await digestsAtServer(server);
  for (const collection of COLLECTIONS) {
    const atTill = await digestCollection(insideOf(till).store, collection);
    expect(atTill, collection).toEqual(atServer[collection]);
  }
}

/** How often `/metrics` says that something was mended, by collection, side and reason. */
async function repaired(server: SyncFixture): Promise<readonly string[]> {
  const text = await server.deps.metrics.registry.metrics();
  return [...text.matchAll(/^sync_repaired_total\{(.*)\} (\d+)$/gm)]
    .map(([, labels = '', count = '']) => `${labels.replaceAll('"', '')} ${count}`)
    .toSorted();
}

test('on the same data a till and the server have the same digest in every collection, and nothing is mended', async () => {
  await using server = await syncFixture();
  await using shop = await aTillInStep(server);
  await shop.equal();
  await expectSameDigests(server, shop.till);
  const atServer = await digestsAtServer(server);
  const filled = COLLECTIONS.filter((collection) => (atServer[collection]?.count ?? 0) > 0);
  // All but conflicts, of which there is none; two empty sides would agree whatever they compute.
  expect(filled).toEqual(COLLECTIONS.filter((collection) => collection !== 'conflicts'));
  expect(await repaired(server)).toEqual([]);
});

test('what a till lost in any collection is found, comes back the same and is counted', async () => {
  await using server = await syncFixture();
  await using shop = await aTillInStep(server);
  await shop.equal();
  const lost = [
    ['items', HELMET.id],
    ['categories', CATEGORY_ID],
    ['stockLevels', BOOK.id],
    ['receipts', shop.saleId],
    ['customers', shop.customerId],
  ] as const;
  for (const [collection, id] of lost) shop.loseAtTill(collection, id);
  await soon(async () => expect((await progress(shop.till)).repaired).toBe(lost.length));
  await shop.equal();
  await expectSameDigests(server, shop.till);
  expect(await repaired(server)).toEqual(
    lost.map(([collection]) => `collection=${collection},side=till,reason=missing 1`).toSorted(),
  );
});

test('what the server lost is found by a till, restored from its copy, and counted', async () => {
  await using server = await syncFixture();
  await using shop = await aTillInStep(server);
  await shop.equal();
  const [before] = await server.query('select document from item where id = $1', [shop.itemId]);
  await server.query('delete from item where id = $1', [shop.itemId]);
  await server.query('delete from stock_level where item_id = $1', [shop.itemId]);
  await server.query('delete from receipt');
  await server.query('delete from customer where id = $1', [shop.customerId]);
  server.setClock(server.clock() + DIGEST_KEPT_MS);
  await soon(async () => expect((await progress(shop.till)).repaired).toBe(4));
  await shop.equal();
  await expectSameDigests(server, shop.till);
  const [back] = await server.query('select document from item where id = $1', [shop.itemId]);
  expect(back).toEqual(before);
  expect(await repaired(server)).toEqual(
    ['customers', 'items', 'receipts', 'stockLevels'].map(
      (collection) => `collection=${collection},side=server,reason=missing 1`,
    ),
  );
});

test('nothing of another store comes into a comparison', async () => {
  await using server = await syncFixture();
  await using shop = await aTillInStep(server);
  await server.query(
    `insert into store (organization_id, id, document, feed_number)
     select organization_id, $2::uuid, document || jsonb_build_object('id', $2::uuid, 'code', 'OTHER'), 1 from store
     where organization_id = $1 and id = $3`,
    [ORGANIZATION_ID, anId(0x5702e), STORE_ID],
  );
  await server.query(
    `insert into item (organization_id, store_id, id, document, feed_number)
     select organization_id, $1::uuid, $2::uuid, document, 1 from item where id = $3`,
    [anId(0x5702e), anId(0x17e3), HELMET.id],
  );
  await shop.equal();
  await expectSameDigests(server, shop.till);
  expect(await repaired(server)).toEqual([]);
});
