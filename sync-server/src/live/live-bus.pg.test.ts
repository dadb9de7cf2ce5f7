import { randomUUID } from 'node:crypto';
import type { OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import { aCategory, anId, ORGANIZATION_ID, STORE_ID } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { type SyncFixture, syncFixture } from '../../test/sync-fixture.ts';
import { insertDocuments } from '../db/document-repository.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { type FeedMoved, type LiveBus, type LiveScope, openLiveBus } from './live-bus.ts';

const STORE: LiveScope = { organizationId: ORGANIZATION_ID, storeId: STORE_ID };

/** What a subscriber of a node hears. */
function hearing(bus: LiveBus, scope: LiveScope = STORE) {
  const heard: FeedMoved[] = [];
  const end = bus.subscribe(scope, (moved) => void heard.push(moved));
  return { scope, heard, end };
}

/** Waits until the nodes of these subscribers listen; what they heard so far is forgotten. */
async function listening(...ears: readonly ReturnType<typeof hearing>[]) {
  for (const { scope, heard } of ears) {
    await expect.poll(() => heard).toEqual([{ ...scope, lastNumber: null }]);
    heard.length = 0;
  }
}

function openNode(fixture: SyncFixture) {
  const broken: unknown[] = [];
  const bus = openLiveBus({ url: fixture.url, onError: (error) => void broken.push(error) });
  return { bus, broken, [Symbol.asyncDispose]: bus.close };
}

let made = 0x700;

function commitCategory({ db }: SyncFixture) {
  made += 1;
  const documents = [aCategory({ id: anId<'Category'>(made) })];
  return inTenant(db, ORGANIZATION_ID, (tx) =>
    insertDocuments({ tx, organizationId: ORGANIZATION_ID }, 'category', {
      storeId: STORE_ID,
      documents,
    }),
  );
}

test('every node hears of a commit that moved a store’s feed, in commit order', async () => {
  await using fixture = await syncFixture();
  await using one = openNode(fixture);
  await using two = openNode(fixture);
  const ears = [hearing(one.bus), hearing(two.bus)];
  await listening(...ears);
  for (let commits = 0; commits < 3; commits += 1) await commitCategory(fixture);
  const expected = [4, 5, 6].map((lastNumber) => ({ ...STORE, lastNumber }));
  for (const { heard } of ears) await expect.poll(() => heard).toEqual(expected);
});

test('nobody hears of what was rolled back', async () => {
  await using fixture = await syncFixture();
  await using node = openNode(fixture);
  const ear = hearing(node.bus);
  await listening(ear);
  const failing = inTenant(fixture.db, ORGANIZATION_ID, async (tx) => {
    const documents = [aCategory({ id: anId<'Category'>(0x6ff) })];
    const scope = { tx, organizationId: ORGANIZATION_ID };
    await insertDocuments(scope, 'category', { storeId: STORE_ID, documents });
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  await commitCategory(fixture);
  await expect.poll(() => ear.heard).toEqual([{ ...STORE, lastNumber: 4 }]);
});

test('who listens to an organization hears of all its stores, and nobody of another’s', async () => {
  await using fixture = await syncFixture();
  await using node = openNode(fixture);
  const organization = hearing(node.bus, { ...STORE, storeId: null });
  const otherStore = hearing(node.bus, { ...STORE, storeId: randomUUID() as StoreId });
  const foreign = hearing(node.bus, {
    organizationId: randomUUID() as OrganizationId,
    storeId: null,
  });
  await listening(organization, otherStore, foreign);
  await commitCategory(fixture);
  await expect.poll(() => organization.heard).toEqual([{ ...STORE, lastNumber: 4 }]);
  expect([...otherStore.heard, ...foreign.heard]).toEqual([]);
});

test('after the end of a subscription it is silent, and one that throws silences no other', async () => {
  await using fixture = await syncFixture();
  await using node = openNode(fixture);
  const ended = hearing(node.bus);
  await listening(ended);
  node.bus.subscribe(STORE, () => {
    throw new Error('bad listener');
  });
  const other = hearing(node.bus, { ...STORE, storeId: null });
  ended.end();
  await commitCategory(fixture);
  await expect.poll(() => other.heard).toHaveLength(1);
  expect(ended.heard).toEqual([]);
  expect(node.broken).toEqual([new Error('bad listener')]);
});

test('a notification that no feed made is nothing', async () => {
  await using fixture = await syncFixture();
  await using node = openNode(fixture);
  const ear = hearing(node.bus);
  await listening(ear);
  for (const payload of ['', 'x', `${ORGANIZATION_ID}:${STORE_ID}:x`, `'; drop table sale:1:2`]) {
    await fixture.query('select pg_notify($1, $2)', ['store_feed', payload]);
  }
  await commitCategory(fixture);
  await expect.poll(() => ear.heard).toEqual([{ ...STORE, lastNumber: 4 }]);
});
