import type { TaskView } from '@second-chance/shared/contract/rest/tasks.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aNewItem, type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { newId } from '../db/new-id.ts';
import { RUN_TASK } from '../tasks/task-jobs.ts';

let server: RestFixture;
let shop: Awaited<ReturnType<RestFixture['anOrganization']>>;
let token: string;

beforeAll(async () => {
  server = await restFixture();
  shop = await server.anOrganization('bulk');
  token = shop.store.admin.token;
});

afterAll(() => server[Symbol.asyncDispose]());

/** Items that a word finds, and the list of them by name. */
async function someItems(word: string, count: number, fields: Record<string, unknown> = {}) {
  const items = Array.from({ length: count }, (_, n) =>
    aNewItem(shop.store, {
      name: `${word} ${String(n).padStart(5, '0')}`,
      price: 1_000,
      ...fields,
    }),
  );
  for (let from = 0; from < count; from += 1_000) {
    const body = { items: items.slice(from, from + 1_000) };
    expect((await server.ask('POST', '/items/batch', { token, body })).status).toBe(200);
  }
  const list = await server.ask('POST', '/item-lists', {
    token,
    body: {
      storeId: shop.store.storeId,
      filter: { q: word },
      sort: { by: 'name', descending: false },
    },
  });
  expect(list.body.total).toBe(count);
  return { items, listId: list.body.id as string };
}

const begin = (listId: string, edit: object, ranges: unknown = [[0, 1_000_000]], as = token) =>
  server.ask('POST', '/bulk-edits', {
    token: as,
    body: { id: newId(), storeId: shop.store.storeId, listId, ranges, edit },
  });
const edit = (price: number) => ({ what: 'price_set', price });

async function ended(id: string): Promise<TaskView> {
  let task: TaskView | undefined;
  await expect
    .poll(
      async () => {
        task = (await server.ask('GET', `/tasks/${id}`, { token })).body;
        return task?.state;
      },
      { timeout: 60_000 },
    )
    .toMatch(/done|failed|canceled/);
  if (!task) throw new Error('no task');
  return task;
}
const prices = async (word: string) => {
  const rows = await server.query(
    `select price::int, count(*)::int from item where name like $1 group by price order by price`,
    [`${word} %`],
  );
  return Object.fromEntries(rows.map(({ price, count }) => [price, count]));
};
const undo = (id: string, as = token) =>
  server.ask('POST', `/tasks/${id}/undo`, { token: as, body: { taskId: newId() } });

test('an edit changes the chosen places of the list, and its undo puts them back', async () => {
  const { listId } = await someItems('chosen', 20);
  const begun = await begin(listId, edit(700), [
    [0, 3],
    [10, 12],
    [11, 12],
    [19, 99],
  ]);
  expect(begun.status, JSON.stringify(begun.body)).toBe(200);
  const task = await ended(begun.body.id);
  expect(task).toMatchObject({ state: 'done', done: 6, total: 6, counts: { changed: 6 } });
  expect(await prices('chosen')).toEqual({ 700: 6, 1000: 14 });
  expect(task.canUndo).toBe(true);
  const back = await undo(task.id);
  expect((await ended(back.body.id)).counts).toEqual({ changed: 6 });
  expect(await prices('chosen')).toEqual({ 1000: 20 });
  expect((await undo(task.id)).body.code).toBe('CONFLICT');
  const lines = await server.query(
    `select actor, count(*)::int from audit_log where action = 'item.update'
       and after ->> 'name' like 'chosen %' group by actor`,
  );
  expect(lines).toEqual([{ actor: shop.store.admin.id, count: 12 }]);
});

test('what somebody else changes meanwhile is left as it is and named, by the edit and by its undo', async () => {
  const { items, listId } = await someItems('raced', 10);
  const patch = (place: number, revision: number) =>
    server.ask('PATCH', `/items/${items[place]?.id}`, { token, body: { revision, size: 'XL' } });
  const begun = await begin(listId, edit(500));
  await ended(begun.body.id);
  await patch(3, 2);
  const back = await ended((await undo(begun.body.id)).body.id);
  expect(back.counts).toEqual({ changed: 9, conflict: 1 });
  expect(await prices('raced')).toEqual({ 500: 1, 1000: 9 });
  const { body } = await server.ask('GET', `/tasks/${back.id}/rows?outcome=conflict`, { token });
  expect(body.rows).toMatchObject([{ itemId: items[3]?.id, details: { name: 'raced 00003' } }]);
});

test('an item that changed between the click and its turn is a conflict', async () => {
  const { items, listId } = await someItems('between', 3);
  // As if the edit had been asked for before somebody else's change arrived.
  const begun = await begin(listId, edit(500), [[0, 1]]);
  await ended(begun.body.id);
  await server.query(`update task set state = 'waiting', done = 0 where id = $1`, [begun.body.id]);
  await server.query(
    `update task_item set outcome = null, item_id = $2, revision = 7 where task_id = $1`,
    [begun.body.id, items[1]?.id],
  );
  const { body } = await begin(listId, edit(400), [[2, 3]]);
  await ended(body.id);
  await server.deps.jobs.add(RUN_TASK, {
    organizationId: shop.organizationId,
    taskId: begun.body.id,
  });
  expect((await ended(begun.body.id)).counts).toEqual({ conflict: 1 });
  expect(await prices('between')).toEqual({ 400: 1, 500: 1, 1000: 1 });
});

test('an edit that a rule stands against is refused item by item, with the reason', async () => {
  const { listId } = await someItems('ruled', 3);
  const cheaper = { what: 'price_by_amount', amount: -1_001, rounding: { step: 1, under: 0 } };
  const first = await ended((await begin(listId, cheaper)).body.id);
  expect(first.counts).toEqual({ refused: 3 });
  const { categoryId } = { categoryId: shop.otherStore.category.id };
  const second = await ended((await begin(listId, { what: 'category', categoryId })).body.id);
  expect(second.counts).toEqual({ refused: 3 });
  const { body } = await server.ask('GET', `/tasks/${second.id}/rows?limit=1`, { token });
  expect(body.rows[0].details.problems).toEqual([
    { column: 'categoryId', problem: 'unknown_in_this_store' },
  ]);
  expect(second.canUndo).toBe(false);
});

test('thousands of items are changed in batches, and the feed has each of them once', async () => {
  const { listId } = await someItems('many', 3_000);
  const [{ last_number: before }] = await server.query(
    'select last_number::int from feed_scope where store_id = $1',
    [shop.store.storeId],
  );
  const percent = { what: 'price_by_percent', percent: 1_000, direction: 'down' };
  const begun = await begin(listId, { ...percent, rounding: { step: 100, under: 1 } });
  expect(await ended(begun.body.id)).toMatchObject({ state: 'done', counts: { changed: 3_000 } });
  expect(await prices('many')).toEqual({ 899: 3_000 });
  const [{ numbers, low, high }] = await server.query(
    `select count(distinct feed_number)::int as numbers, min(feed_number)::int as low,
       max(feed_number)::int as high from item where name like 'many %'`,
  );
  expect([numbers, low, high]).toEqual([3_000, before + 1, before + 3_000]);
});

test('a task of somebody else does not exist', async () => {
  const { listId } = await someItems('private', 1);
  const { body } = await begin(listId, edit(1));
  await ended(body.id);
  const colleague = await shop.aPerson('store_admin', shop.store.storeId);
  for (const as of [colleague.token, shop.otherStore.admin.token]) {
    expect((await server.ask('GET', `/tasks/${body.id}`, { token: as })).status).toBe(404);
    expect((await server.ask('GET', `/tasks/${body.id}/rows`, { token: as })).status).toBe(404);
    expect((await undo(body.id, as)).status).toBe(404);
    const cancel = await server.ask('POST', `/tasks/${body.id}/cancel`, { token: as });
    expect(cancel.status).toBe(404);
    const list = await begin(listId, edit(2), [[0, 1]], as);
    expect([403, 404]).toContain(list.status);
  }
  const { rows } = (await server.ask('GET', '/tasks', { token: colleague.token })).body;
  expect(rows).toEqual([]);
});

test('a canceled edit keeps what it did, and that can be taken back', async () => {
  const { listId } = await someItems('canceled', 10);
  const begun = await begin(listId, edit(1), [[0, 4]]);
  await ended(begun.body.id);
  // The rest waits, as if it had been canceled between two batches.
  await server.query(`update task set state = 'canceled' where id = $1`, [begun.body.id]);
  const back = await undo(begun.body.id);
  expect((await ended(back.body.id)).counts).toEqual({ changed: 4 });
  const waiting = newId();
  await server.query(
    `insert into task (organization_id, id, store_id, account_id, kind, input, created_at, expires_at)
     values ($1, $2, $3, $4, 'bulk_edit', '{}', 1, 9e12)`,
    [shop.organizationId, waiting, shop.store.storeId, shop.store.admin.id],
  );
  const canceled = await server.ask('POST', `/tasks/${waiting}/cancel`, { token });
  expect(canceled.body.state).toBe('canceled');
});

test('repeating a request makes one task, and who lost the right does nothing any more', async () => {
  const { listId } = await someItems('once', 2);
  const body = {
    id: newId(),
    storeId: shop.store.storeId,
    listId,
    ranges: [[0, 9]],
    edit: edit(3),
  };
  const answers = await Promise.all(
    [1, 2, 3].map(() => server.ask('POST', '/bulk-edits', { token, body })),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await ended(body.id)).counts).toEqual({ changed: 2 });
  const leaver = await shop.aPerson('store_admin', shop.store.storeId);
  const id = newId();
  await server.query(
    `insert into task (organization_id, id, store_id, account_id, kind, input, created_at, expires_at)
     values ($1, $2, $3, $4, 'bulk_edit', '{"edit":{"what":"price_set","price":9}}', 1, 9e12)`,
    [shop.organizationId, id, shop.store.storeId, leaver.id],
  );
  await server.query('update account set disabled_at = 1 where id = $1', [leaver.id]);
  await server.deps.jobs.add(RUN_TASK, {
    organizationId: shop.organizationId,
    taskId: id as never,
  });
  await expect
    .poll(async () => (await server.query('select state, error from task where id = $1', [id]))[0])
    .toMatchObject({ state: 'failed', error: { code: 'NOT_SIGNED_IN' } });
});
