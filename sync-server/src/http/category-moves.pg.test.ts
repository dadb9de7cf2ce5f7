import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { newId } from '../db/new-id.ts';

let server: RestFixture;
let shop: Awaited<ReturnType<RestFixture['anOrganization']>>;
let token: string;

beforeAll(async () => {
  server = await restFixture();
  shop = await server.anOrganization('moves');
  token = shop.store.admin.token;
});

afterAll(() => server[Symbol.asyncDispose]());

interface Row {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly position: number;
  readonly revision: number;
}

async function aCategory(name: string, parentId: string | null = null, position = 0) {
  const id = newId<'Category'>();
  const body = { ...shop.store.category, id, name, parentId, position };
  const made = await server.ask('POST', '/categories', { token, body });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return id as string;
}
const move = (id: string, body: object, as = token) =>
  server.ask('POST', `/categories/${id}/move`, { token: as, body: { revision: 1, ...body } });
const namesBelow = (rows: readonly Row[], parentId: string | null) =>
  rows
    .filter((row) => row.parentId === parentId)
    .toSorted((a, b) => a.position - b.position)
    .map(({ name }) => name);

test('a category moves before a sibling or to the end, and its siblings keep their order', async () => {
  const parent = await aCategory('parent');
  const [a, , c] = [
    await aCategory('a', parent, 0),
    await aCategory('b', parent, 0),
    await aCategory('c', parent, 0),
  ];
  const first = await move(c, { parentId: parent, before: a });
  expect(first.status, JSON.stringify(first.body)).toBe(200);
  expect(namesBelow(first.body.rows, parent)).toEqual(['c', 'a', 'b']);
  const elsewhere = await aCategory('elsewhere');
  const { revision } = first.body.rows.find((row: Row) => row.id === c);
  const out = await move(c, { revision, parentId: elsewhere, before: null });
  expect(namesBelow(out.body.rows, elsewhere)).toEqual(['c']);
  expect(namesBelow(out.body.rows, parent)).toEqual(['a', 'b']);
});

test('a move below itself, too deep, before a stranger, or on an old revision is refused', async () => {
  let deepest = await aCategory('level 1');
  const top = deepest;
  for (let level = 2; level <= 6; level += 1) deepest = await aCategory(`level ${level}`, deepest);
  const issue = async (answer: ReturnType<typeof move>) =>
    (await answer).body.details?.issues?.[0]?.message;
  const other = await aCategory('other');
  expect(await issue(move(top, { parentId: deepest, before: null }))).toBe('is_below_itself');
  expect(await issue(move(top, { parentId: top, before: null }))).toBe('is_below_itself');
  expect(await issue(move(other, { parentId: deepest, before: null }))).toBe('too_deep');
  expect(await issue(move(other, { parentId: null, before: deepest }))).toBe('no_sibling');
  expect((await move(other, { revision: 7, parentId: null, before: null })).body.code).toBe(
    'CONFLICT',
  );
  const deep = { ...shop.store.category, id: newId(), parentId: deepest };
  const made = await server.ask('POST', '/categories', { token, body: deep });
  expect(made.body.details.issues[0].message).toBe('too_deep');
});

test('two moves at the same moment never make a loop', async () => {
  for (let time = 0; time < 5; time += 1) {
    const [a, b] = [await aCategory(`a${time}`), await aCategory(`b${time}`)];
    const [below, under] = [await aCategory('x', a), await aCategory('y', b)];
    const answers = await Promise.all([
      move(a, { parentId: under, before: null }),
      move(b, { parentId: below, before: null }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
  }
});

test('a moved category reaches the tills, and the audit log names who moved it', async () => {
  const id = await aCategory('feed');
  await move(id, { parentId: shop.store.category.id, before: null });
  const [{ feed_number, last_number }] = await server.query(
    `select c.feed_number, f.last_number from category c join feed_scope f using (store_id)
     where c.id = $1`,
    [id],
  );
  expect(feed_number).toBe(last_number);
  const lines = await server.query(
    `select actor from audit_log where subject = $1 and action = 'category.move'`,
    [id],
  );
  expect(lines).toEqual([{ actor: shop.store.admin.id }]);
});
