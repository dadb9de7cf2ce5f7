/** A server that dies in the middle of long work: it goes on after the next start, with nothing half. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emailOf } from '../build/lib/demo-api.ts';
import { type RestClient, signIn } from '../build/lib/rest-client.ts';
import { newId } from '../sync-server/src/db/new-id.ts';
import { DEMO_PASSWORD, DEMO_SETTINGS } from '../sync-server/src/demo/demo-shop.ts';
import { eventually } from './harness/eventually.ts';
import { startTestServer, type TestServer } from './harness/server.ts';

const COUNT = 3_000;
const storeId = DEMO_SETTINGS.id;

let folder: string;
let server: TestServer;
let api: RestClient;
let category: { readonly id: string; readonly name: string };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tasks-'));
  server = await startTestServer(folder);
  api = await asAdmin();
  const { rows } = await api.get<{ rows: [typeof category] }>('/categories', { storeId });
  [category] = rows;
});

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const asAdmin = () =>
  signIn({ url: server.url, email: emailOf('store_admin'), password: DEMO_PASSWORD });

interface Task {
  readonly id: string;
  readonly state: string;
  readonly done: number;
  readonly total: number | null;
  readonly counts: Readonly<Record<string, number>>;
}
const read = (id: string) => api.get<Task>(`/tasks/${id}`);

/** Kills the server when the task is under way, and starts it again. Answers how far it was. */
async function killInTheMiddle(id: string): Promise<Task> {
  const task = await eventually(async () => {
    const now = await read(id);
    expect(now.state).toBe('running');
    expect(now.done).toBeGreaterThan(0);
    return now;
  });
  await server.kill();
  await server.start();
  api = await asAdmin();
  return task;
}

const ended = (id: string) =>
  eventually(
    async () => {
      const task = await read(id);
      expect(['done', 'failed', 'canceled']).toContain(task.state);
      return task;
    },
    { seconds: 150 },
  );

test('a change of thousands goes on after a kill, and every item is changed just once', async () => {
  for (let made = 0; made < COUNT; made += 1_000) {
    const items = Array.from({ length: 1_000 }, (_, n) => ({
      id: newId(),
      storeId,
      name: `Mortal ${made + n}`,
      kind: 'unique',
      categoryId: category.id,
      condition: 'good',
      price: 1_000,
    }));
    await api.send('POST', '/items/batch', { items });
  }
  const filter = { q: 'mortal' };
  const list = await api.send<{ id: string; total: number }>('POST', '/item-lists', {
    storeId,
    filter,
  });
  expect(list.total).toBe(COUNT);
  const id = newId<'Task'>();
  const edit = { what: 'price_by_percent', percent: 1_000, direction: 'down' };
  await api.send('POST', '/bulk-edits', {
    id,
    storeId,
    listId: list.id,
    ranges: [[0, COUNT]],
    edit: { ...edit, rounding: { step: 1, under: 0 } },
  });
  const killed = await killInTheMiddle(id);
  expect(killed.done, 'it was killed in the middle').toBeLessThan(COUNT);
  const task = await ended(id);
  expect(task).toMatchObject({ state: 'done', done: COUNT, counts: { changed: COUNT } });
  // Ten percent taken off twice would be 810.
  const after = await api.send<{ total: number }>('POST', '/item-lists', {
    storeId,
    filter: { ...filter, priceFrom: 900, priceTo: 900 },
  });
  expect(after.total).toBe(COUNT);
});

test('an import that is killed comes to its end as a whole, and brings every row once', async () => {
  const rows = Array.from(
    { length: COUNT },
    (_, n) => `KILL-${n},Killed ${n},5,"${category.name}"`,
  );
  const checkId = newId<'Task'>();
  const sent = await fetch(`${server.url}/imports?storeId=${storeId}&id=${checkId}&name=k.csv`, {
    method: 'POST',
    body: ['sku,name,price,category', ...rows].join('\n'),
    headers: { authorization: `Bearer ${api.token()}`, 'content-type': 'text/csv' },
  });
  expect(sent.status).toBe(201);
  expect((await ended(checkId)).counts).toEqual({ create: COUNT });
  const taskId = newId<'Task'>();
  await api.send('POST', `/tasks/${checkId}/import`, { taskId });
  const killed = await killInTheMiddle(taskId);
  expect(killed.done, 'it was killed in the middle').toBeLessThan(2 * COUNT);
  const count = async () =>
    (
      await api.send<{ total: number }>('POST', '/item-lists', {
        storeId,
        filter: { q: 'killed' },
      })
    ).total;
  expect([0, COUNT], 'all or nothing at any time').toContain(await count());
  expect(await ended(taskId)).toMatchObject({ state: 'done', counts: { created: COUNT } });
  expect(await count()).toBe(COUNT);
});
