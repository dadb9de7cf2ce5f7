import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner, freshDatabase, type TestDatabase } from '../../test/postgres.ts';
import { nextFeedNumbers } from './feed.ts';
import { inTenant } from './tenant-transaction.ts';

const ORGANIZATION = randomUUID() as OrganizationId;
const STORE = randomUUID() as StoreId;

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await asOwner(database.url, async (owner) => {
    await owner.query(`insert into organization values ($1, 'feed', 'Feed', 0)`, [ORGANIZATION]);
    await owner.query(
      `insert into store (organization_id, id, document, feed_number) values ($1, $2, '{"code":"A"}', 1)`,
      [ORGANIZATION, STORE],
    );
    await owner.query('insert into feed_scope values ($1, $2, 0)', [ORGANIZATION, STORE]);
  });
});

afterAll(() => database[Symbol.asyncDispose]());

test('numbers follow each other without a gap, also after a transaction that was undone', async () => {
  const take = (count: number) =>
    inTenant(database.db, ORGANIZATION, (tx) => nextFeedNumbers(tx, STORE, count));
  const first = await take(3);
  const undone = inTenant(database.db, ORGANIZATION, async (tx) => {
    await nextFeedNumbers(tx, STORE, 10);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await take(1)).toBe(first + 3);
});

test('a later number cannot be committed before an earlier one', async () => {
  const order: number[] = [];
  const write = (delay: number) =>
    inTenant(database.db, ORGANIZATION, async (tx) => {
      const number = await nextFeedNumbers(tx, STORE, 1);
      await pause(delay);
      return number;
    }).then((number) => order.push(number));
  await Promise.all([write(60), write(0), write(20), write(0)]);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test('a feed of another organization cannot be counted on', async () => {
  const stranger = randomUUID() as OrganizationId;
  const taken = inTenant(database.db, stranger, (tx) => nextFeedNumbers(tx, STORE, 1));
  await expect(taken).rejects.toThrow('has no feed');
});
