import type { TaskView } from '@second-chance/shared/contract/rest/tasks.ts';
import {
  NAUGHTY_STRINGS,
  needsDataFiles,
  readNaughtyStrings,
} from '@second-chance/shared/test/data-files.ts';
import { isStorableText } from '@second-chance/shared/text/text-schema.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aNewItem, type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { newId } from '../db/new-id.ts';

let server: RestFixture;
let shop: Awaited<ReturnType<RestFixture['anOrganization']>>;
let token: string;

beforeAll(async () => {
  server = await restFixture();
  shop = await server.anOrganization('imports');
  token = shop.store.admin.token;
});

afterAll(() => server[Symbol.asyncDispose]());

async function send(table: string | Uint8Array<ArrayBuffer>, as = token, id: string = newId()) {
  const query = `storeId=${shop.store.storeId}&id=${id}&name=stock.csv`;
  const response = await fetch(`${server.url}/imports?${query}`, {
    method: 'POST',
    body: table,
    headers: { authorization: `Bearer ${as}`, 'content-type': 'text/csv' },
  });
  return { status: response.status, body: await response.json() };
}

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
async function checked(table: string | Uint8Array<ArrayBuffer>) {
  const sent = await send(table);
  expect(sent.status, JSON.stringify(sent.body)).toBe(201);
  const task = await ended(sent.body.id);
  const { body } = await server.ask('GET', `/tasks/${task.id}/rows?limit=500`, { token });
  return { task, rows: body.rows };
}
async function imported(checkId: string) {
  const body = { taskId: newId() };
  const begun = await server.ask('POST', `/tasks/${checkId}/import`, { token, body });
  expect(begun.status, JSON.stringify(begun.body)).toBe(200);
  return ended(begun.body.id);
}
const bySku = (sku: string) =>
  server.query(
    `select i.document, i.revision, i.deleted, l.on_hand::int from item i
     left join stock_level l on l.item_id = i.id where i.sku = $1 order by i.id`,
    [sku],
  );
const items = async () =>
  (await server.query('select count(*)::int as n from item where not deleted'))[0].n;

test('a check tells of each row what it would do, an import does it, and an undo takes it back', async () => {
  const category = shop.store.category.name;
  const known = aNewItem(shop.store, { sku: 'KNOWN-1', name: 'Old name', size: 'M' });
  const same = aNewItem(shop.store, { sku: 'SAME-1', name: 'Same' });
  for (const body of [known, same]) await server.ask('POST', '/items', { token, body });
  const { task, rows } = await checked(
    [
      'SKU;Name;Price;Category;Kind;Quantity;Colour',
      `KNOWN-1;New name;12,50;${category.toUpperCase()};;;red`,
      `SAME-1;Same;24,99;;;;`,
      `NEW-1;Mug;1.234,50;${category};stocked;7;`,
      `;No code;3;${category};;;`,
    ].join('\r\n'),
  );
  expect(task).toMatchObject({ state: 'done', counts: { update: 1, same: 1, create: 2 } });
  expect(rows[0]).toMatchObject({
    outcome: 'update',
    details: {
      sku: 'KNOWN-1',
      changes: expect.arrayContaining([
        { field: 'name', from: 'Old name', to: 'New name' },
        { field: 'price', from: 2_499, to: 1_250 },
        { field: 'colour', from: '', to: 'red' },
      ]),
    },
  });
  expect((await bySku('KNOWN-1'))[0]).toMatchObject({
    revision: 1,
    document: { name: 'Old name' },
  });
  const before = await items();

  const done = await imported(task.id);
  expect(done).toMatchObject({ state: 'done', counts: { changed: 1, created: 2 }, canUndo: true });
  expect((await bySku('KNOWN-1'))[0]).toMatchObject({
    revision: 2,
    document: { name: 'New name', price: 1_250, size: 'M', colour: 'red' },
  });
  expect((await bySku('NEW-1'))[0]).toMatchObject({ document: { price: 123_450 }, on_hand: 7 });
  expect(await items()).toBe(before + 2);

  const undo = await server.ask('POST', `/tasks/${done.id}/undo`, {
    token,
    body: { taskId: newId() },
  });
  expect((await ended(undo.body.id)).counts).toEqual({ changed: 3 });
  expect((await bySku('KNOWN-1'))[0]).toMatchObject({
    revision: 3,
    document: { name: 'Old name' },
  });
  expect((await bySku('NEW-1'))[0]).toMatchObject({ deleted: true });
  expect(await items()).toBe(before);
});

test('categories that are not there yet are made with the items, and an undo removes those that nothing else uses', async () => {
  const { name } = shop.store.category;
  const known = aNewItem(shop.store, { sku: 'CAT-0' });
  await server.ask('POST', '/items', { token, body: known });
  const categories = async () => {
    const query = `/categories?storeId=${shop.store.storeId}`;
    const { rows } = (await server.ask('GET', query, { token })).body;
    return rows as readonly { id: string; name: string; parentId: string | null }[];
  };
  const before = await categories();
  const table = [
    'sku,name,price,category',
    'CAT-0,,,Garden',
    `CAT-1,One,1,${name} > Prints > Framed`,
    `CAT-2,Two,2,${name}>prints`,
    'CAT-3,Three,3,garden',
    'CAT-4,Four,4,Toys',
  ].join('\n');
  const { task, rows } = await checked(table);
  expect(task).toMatchObject({
    counts: { update: 1, create: 4 },
    about: {
      newCategories: [
        { path: 'Garden' },
        { path: `${name} › Prints` },
        { path: `${name} › Prints › Framed` },
        { path: 'Toys' },
      ],
    },
  });
  expect(rows[0].details.changes).toMatchObject([{ field: 'categoryId' }]);
  expect(await categories(), 'nothing is made yet').toEqual(before);

  const again = await checked(table);
  const done = await imported(task.id);
  expect(done).toMatchObject({ state: 'done', counts: { changed: 1, created: 4 } });
  const made = (await categories()).filter(({ id }) => !before.some((each) => each.id === id));
  const of = (wanted: string) => made.find((each) => each.name === wanted);
  expect(made).toHaveLength(4);
  expect(of('Prints')?.parentId).toBe(shop.store.category.id);
  expect(of('Framed')?.parentId).toBe(of('Prints')?.id);
  expect((await bySku('CAT-1'))[0].document.categoryId).toBe(of('Framed')?.id);
  expect((await bySku('CAT-0'))[0].document.categoryId).toBe(of('Garden')?.id);
  expect(await imported(again.task.id), 'a check from before').toMatchObject({
    state: 'failed',
    error: { code: 'CONFLICT' },
  });
  expect(await categories()).toHaveLength(before.length + 4);

  const other = aNewItem(shop.store, { sku: 'CAT-5', categoryId: of('Toys')?.id });
  await server.ask('POST', '/items', { token, body: other });
  const body = { taskId: newId() };
  const undo = await server.ask('POST', `/tasks/${done.id}/undo`, { token, body });
  expect((await ended(undo.body.id)).counts).toEqual({ changed: 5 });
  const left = (await categories()).filter(({ id }) => !before.some((each) => each.id === id));
  expect(left.map((each) => each.name)).toEqual(['Toys']);
});

test('an undo leaves what was sold or changed since, and names it', async () => {
  const { name } = shop.store.category;
  const table = `sku,name,price,category\nU-1,One,1,${name}\nU-2,Two,2,${name}\nU-3,Three,3,${name}`;
  const done = await imported((await checked(table)).task.id);
  const id = async (sku: string) => (await bySku(sku))[0].document.id;
  await server.ask('POST', `/items/${await id('U-1')}/stock-adjustments`, {
    token,
    body: { requestId: newId(), quantity: -1, reason: 'lost' },
  });
  await server.ask('PATCH', `/items/${await id('U-2')}`, {
    token,
    body: { revision: 1, price: 9 },
  });
  const undo = await server.ask('POST', `/tasks/${done.id}/undo`, {
    token,
    body: { taskId: newId() },
  });
  expect((await ended(undo.body.id)).counts).toEqual({ changed: 1, conflict: 2 });
  expect((await bySku('U-3'))[0].deleted).toBe(true);
});

test('every wrong cell is named by its row and column, and nothing of the file is imported', async () => {
  const { name } = shop.store.category;
  const { task, rows } = await checked(
    [
      'sku\tname\tprice\tcategory\tbarcodes\tlisted_on\twithdrawn\tcondition\tquantity',
      `E-1\tFine\t1\t${name}\t\t\t\t\t`,
      `E-2\tBad\tone euro\t${'x'.repeat(121)}\t4006381333932\tyesterday\tperhaps\tworn\tmany`,
      `E-3\t\t\t\t\t\t\t\t`,
      `E-1\tAgain\t1\t${name}\t\t\t\t\t`,
      `E-4\t${'x'.repeat(301)}\t1\t${name}\t\t\t\t\t`,
    ].join('\n'),
  );
  expect(task.counts).toEqual({ create: 1, error: 4 });
  const problems = rows.map((row: { details: { problems?: object[] } }) => row.details.problems);
  expect(problems[1]).toEqual(
    expect.arrayContaining([
      { column: 'price', problem: 'not_an_amount' },
      { column: 'category', problem: 'unknown' },
      { column: 'barcodes', problem: 'check_digit' },
      { column: 'listed_on', problem: 'not_a_day' },
      { column: 'withdrawn', problem: 'not_yes_or_no' },
      { column: 'condition', problem: 'unknown' },
      { column: 'quantity', problem: 'not_a_number' },
    ]),
  );
  expect(problems[2]).toEqual([
    { column: 'name', problem: 'missing' },
    { column: 'category', problem: 'missing' },
    { column: 'price', problem: 'missing' },
  ]);
  expect(problems[3]).toEqual([{ column: 'sku', problem: 'repeated' }]);
  expect(problems[4]).toEqual([{ column: 'name', problem: 'too_long' }]);
  const refused = await server.ask('POST', `/tasks/${task.id}/import`, {
    token,
    body: { taskId: newId() },
  });
  expect(refused.body).toMatchObject({ code: 'CONFLICT', details: { errors: 4 } });
  expect(await bySku('E-1')).toEqual([]);
});

test('an import whose items were changed since the check does nothing at all', async () => {
  const { name } = shop.store.category;
  const item = aNewItem(shop.store, { sku: 'CHANGED-1' });
  await server.ask('POST', '/items', { token, body: item });
  const { task } = await checked(
    `sku,name,price,category\nCHANGED-1,A,1,${name}\nFRESH-1,B,1,${name}`,
  );
  await server.ask('PATCH', `/items/${item.id}`, { token, body: { revision: 1, size: 'S' } });
  const done = await imported(task.id);
  expect(done).toMatchObject({
    state: 'failed',
    error: { code: 'CONFLICT', details: { rows: [1], count: 1 } },
    counts: {},
  });
  expect(await bySku('FRESH-1')).toEqual([]);
});

test('Windows-1252 and UTF-16 are read as what they are', async () => {
  const { name } = shop.store.category;
  const text = `sku;name;price;category\nENC-1;Größe für Mädchen;1;${name}`;
  const latin = await checked(new Uint8Array(Buffer.from(text, 'latin1')));
  expect(latin.rows[0].details.name).toBe('Größe für Mädchen');
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  expect((await checked(new Uint8Array(wide))).rows[0].details.name).toBe('Größe für Mädchen');
});

test.for([
  { what: 'a picture', table: '\u0089PNG\u0000', reason: 'not_text' },
  { what: 'nothing but a head', table: 'sku,name', reason: 'no_rows' },
  { what: 'another table', table: 'a,b\n1,2', reason: 'no_known_columns' },
])('$what is no import, and the task says why', async ({ table, reason }) => {
  const { task } = await checked(table);
  expect(task).toMatchObject({ state: 'failed', error: { details: { reason } } });
});

test('only the people who edit the catalogue import, and into their own store', async () => {
  for (const as of [shop.customer, shop.store.employee, shop.otherStore.admin]) {
    expect((await send('a', as.token)).status).toBe(403);
  }
  expect((await send('a', shop.platform)).status).toBe(403);
});

test('what an export wrote an import reads back without a change, whatever was typed', async (context) => {
  needsDataFiles(context, NAUGHTY_STRINGS);
  const names = readNaughtyStrings()
    .filter((text) => isStorableText(text) && text.trim() !== '' && [...text].length <= 300)
    .map((text) => text.trim());
  const all = names.map((name, n) =>
    aNewItem(shop.store, { name, sku: `NAUGHTY-${n}`, brand: [...name].slice(0, 100).join('') }),
  );
  const made = await server.ask('POST', '/items/batch', { token, body: { items: all } });
  expect(made.status, JSON.stringify(made.body).slice(0, 300)).toBe(200);
  const id = newId();
  const body = { id, storeId: shop.store.storeId, format: 'csv', parts: ['items'] };
  await server.ask('POST', '/exports', { token, body });
  expect((await ended(id)).state).toBe('done');
  const file = await server.ask('GET', `/tasks/${id}/files/items.csv`, { token });
  for (const line of file.body.split('\r\n')) expect(line).not.toMatch(/(^|,)"?[=+@]/);
  const { task, rows } = await checked(file.body);
  const others = rows.filter((row: { outcome: string }) => row.outcome !== 'same');
  expect(others).toEqual([]);
  expect(Object.keys(task.counts)).toEqual(['same']);
});
