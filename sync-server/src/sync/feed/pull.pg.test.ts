import { pullResponseSchema } from '@second-chance/shared/contract/sync.ts';
import {
  COLLECTION_SCHEMAS,
  type FeedChange,
} from '@second-chance/shared/documents/collections.ts';
import {
  aCategory,
  anId,
  aSaleRecord,
  aSettings,
  ORGANIZATION_ID,
  REGISTER_ID,
  STORE_ID,
} from '@second-chance/shared/test/builders.ts';
import { aJournal } from '@second-chance/shared/test/journal-builder.ts';
import pg from 'pg';
import { expect, test } from 'vitest';
import { type SyncFixture, syncFixture, type TestTill } from '../../../test/sync-fixture.ts';
import { insertDocuments, updateDocument } from '../../db/document-repository.ts';
import { inTenant, type TenantTransaction } from '../../db/tenant-transaction.ts';
import { PAGE_BYTES } from './read-feed.ts';

async function pull(fixture: SyncFixture, till: TestTill, after: number, limit = 1_000) {
  const path = `/sync/pull?after=${after}&limit=${limit}`;
  const { body } = await fixture.sendAs(till, path, { method: 'GET' });
  return pullResponseSchema.parse(body);
}

/** Pulls page by page until all is there. */
async function pullAll(fixture: SyncFixture, till: TestTill, { after = 0, limit = 1_000 } = {}) {
  const changes: FeedChange[] = [];
  for (let pages = 1; ; pages += 1) {
    const page = await pull(fixture, till, after, limit);
    expect(page.checkpoint).toBeGreaterThanOrEqual(after);
    changes.push(...page.changes);
    after = page.checkpoint;
    if (page.upToDate) return { changes, checkpoint: after, pages };
  }
}

test('a till gets every document of its store in feed order, each as its schema says', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  await fixture.addItems([1, 2, 3].map((n) => ({ id: anId(n), kind: 'stocked', onHand: n })));
  const page = await pull(fixture, till, 0);
  expect(page).toMatchObject({ checkpoint: 9, upToDate: true, totalDocuments: 9 });
  expect(page.changes.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(page.changes[0]).toMatchObject({
    collection: 'storeSettings',
    id: STORE_ID,
    document: aSettings(),
  });
  for (const { collection, document, id } of page.changes) {
    const schema = COLLECTION_SCHEMAS[collection as keyof typeof COLLECTION_SCHEMAS];
    expect(schema.parse(document)).toEqual(document);
    expect(document.id).toBe(id);
  }
  expect(page.changes[8]?.document).toEqual({
    id: anId(3),
    storeId: STORE_ID,
    onHand: 3,
    claimed: 0,
    applied: {},
  });
});

test('pages of any size hold the same feed', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  await fixture.addItems([1, 2, 3, 4, 5].map((n) => ({ id: anId(n), kind: 'stocked', onHand: n })));
  const whole = await pullAll(fixture, till);
  for (const limit of [1, 2, 3, 13, 14]) {
    const paged = await pullAll(fixture, till, { limit });
    expect(paged.changes).toEqual(whole.changes);
    expect(paged.pages).toBe(Math.ceil(13 / limit));
  }
  const rest = await pull(fixture, till, 10);
  expect(rest.changes.map(({ number }) => number)).toEqual([11, 12, 13]);
  expect(await pull(fixture, till, 13)).toMatchObject({
    changes: [],
    checkpoint: 13,
    upToDate: true,
  });
});

test('a page ends at its bytes, and a document larger than that still comes', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  const description = 'x'.repeat(5_000);
  await fixture.addItems(
    Array.from({ length: 500 }, (_, n) => ({ id: anId(n + 1), description, onHand: 1 })),
  );
  await fixture.query(
    `update category set document = document || jsonb_build_object('name', repeat('y', ${2 * PAGE_BYTES}))`,
  );
  const first = await pull(fixture, till, 0, 5_000);
  expect(first.upToDate).toBe(false);
  expect(first.changes).toHaveLength(3);
  const { changes, pages } = await pullAll(fixture, till, { limit: 5_000 });
  expect(changes).toHaveLength(1_003);
  expect(pages).toBeGreaterThanOrEqual(3);
});

test('a document that changes or goes moves to the end of the feed, deleted ones with their last version', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  const { checkpoint } = await pullAll(fixture, till);
  const scope = (tx: TenantTransaction) => ({ tx, organizationId: ORGANIZATION_ID });
  await inTenant(fixture.db, ORGANIZATION_ID, (tx) =>
    updateDocument(scope(tx), 'category', { document: aCategory(), revision: 2, deleted: true }),
  );
  const { changes } = await pullAll(fixture, till, { after: checkpoint });
  expect(changes).toEqual([
    {
      number: checkpoint + 1,
      collection: 'categories',
      id: aCategory().id,
      revision: 2,
      deleted: true,
      document: aCategory(),
    },
  ]);
  fixture.setClock(fixture.clock() + 60_000);
  expect(await pull(fixture, till, 0)).toMatchObject({ totalDocuments: 2 });
});

test('a sale moves its items’ stock to the end of the feed and says how much of the journal is in it', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  await fixture.addItems([{ id: anId(1), kind: 'stocked', onHand: 5 }]);
  const { checkpoint } = await pullAll(fixture, till);
  const { entries } = aJournal({
    key: till.key,
    entries: [{ type: 'sale_completed', payload: aSaleRecord() }],
  });
  await fixture.sendAs(till, '/sync/journal', { body: { entries } });
  const { changes } = await pullAll(fixture, till, { after: checkpoint });
  expect(changes).toMatchObject([
    {
      number: checkpoint + 1,
      collection: 'stockLevels',
      document: { onHand: 4, applied: { [REGISTER_ID]: { epoch: 1, seq: 1 } } },
    },
  ]);
});

/** Inserts a category and stays in its transaction until told to commit. */
async function heldWriter(
  fixture: SyncFixture,
  id: number,
  numbering: 'counter' | 'sequence',
): Promise<{ readonly written: Promise<void>; readonly commit: () => Promise<void> }> {
  const document = aCategory({ id: anId<'Category'>(id) });
  const client = new pg.Client({ connectionString: fixture.url });
  await client.connect();
  await client.query('begin');
  await client.query("select set_config('app.organization_id', $1, true)", [ORGANIZATION_ID]);
  const number =
    numbering === 'counter'
      ? 'update feed_scope set last_number = last_number + 1 returning last_number as number'
      : "select nextval('bare_feed') as number";
  const written = (async () => {
    const { rows } = await client.query(number);
    await client.query(
      'insert into category (organization_id, store_id, id, document, feed_number) values ($1, $2, $3, $4, $5)',
      [ORGANIZATION_ID, STORE_ID, document.id, JSON.stringify(document), rows[0].number],
    );
  })();
  return {
    written,
    async commit() {
      await written;
      await client.query('commit');
      await client.end();
    },
  };
}

/** What a reader that polls all the time has at the end, with two writers that overlap. */
async function seenByPoller(numbering: 'counter' | 'sequence'): Promise<readonly string[]> {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  await fixture.query('create sequence bare_feed start 4');
  const seen: string[] = [];
  let after = (await pullAll(fixture, till)).checkpoint;
  const poll = async () => {
    const { changes, checkpoint } = await pullAll(fixture, till, { after });
    seen.push(...changes.map(({ id }) => id));
    after = Math.max(checkpoint, changes.at(-1)?.number ?? 0);
  };
  const first = await heldWriter(fixture, 0x501, numbering);
  await first.written;
  const second = await heldWriter(fixture, 0x502, numbering);
  await poll();
  // With a bare sequence the second one commits while the first is still open.
  const secondDone = second.commit();
  if (numbering === 'sequence') await secondDone;
  else await new Promise((resolve) => setTimeout(resolve, 100));
  await poll();
  await first.commit();
  await poll();
  await secondDone;
  await poll();
  return seen;
}

test('a reader that polls while two writers overlap misses nothing, in order', async () => {
  expect(await seenByPoller('counter')).toEqual([anId(0x501), anId(0x502)]);
});

test('with a bare sequence in place of the counter the same reader loses a document', async () => {
  expect(await seenByPoller('sequence')).toEqual([anId(0x502)]);
});

test('with eight writers at once a reader that has seen n has seen all below', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  const seen: number[] = [];
  let after = (await pullAll(fixture, till)).checkpoint;
  let writing = true;
  const reader = (async () => {
    for (let last = false; ; ) {
      const { changes, checkpoint } = await pullAll(fixture, till, { after });
      seen.push(...changes.map(({ number }) => number));
      after = checkpoint;
      if (last) return;
      last = !writing;
    }
  })();
  await Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      for (let round = 0; round < 25; round += 1) {
        const document = aCategory({ id: anId<'Category'>(0x10_000 * (writer + 1) + round) });
        await inTenant(fixture.db, ORGANIZATION_ID, async (tx) => {
          const scope = { tx, organizationId: ORGANIZATION_ID };
          await insertDocuments(scope, 'category', { storeId: STORE_ID, documents: [document] });
        });
      }
    }),
  );
  writing = false;
  await reader;
  expect(seen).toEqual(Array.from({ length: 200 }, (_, index) => index + 4));
});

test('what is no place in the feed is refused', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  for (const query of ['after=-1', 'after=x', 'limit=0', 'limit=5001', 'after=1.5', 'other=1']) {
    const answer = await fixture.sendAs(till, `/sync/pull?${query}`, { method: 'GET' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
  }
});
