import { addRxPlugin, createRxDatabase } from 'rxdb';
import { disableWarnings, RxDBDevModePlugin } from 'rxdb/plugins/dev-mode';
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv';
import { expect, test } from 'vitest';
import { getRxStorageSQLite } from './rx-storage-sqlite.ts';
import { type AnyDocument, temporaryFile } from './test/open-storage.ts';
import { ITEM_SCHEMA } from './test/schemas.ts';

disableWarnings();
addRxPlugin(RxDBDevModePlugin);

// The development mode freezes what goes in and out, checks schemas, and allows a database twice.
const SCHEMA = { ...ITEM_SCHEMA, required: ['id', 'sold'] };

function openTwice(file: string) {
  const storage = wrappedValidateAjvStorage({ storage: getRxStorageSQLite({ database: file }) });
  const open = async () => {
    const database = await createRxDatabase<AnyDocument>({
      name: 'shop',
      storage,
      ignoreDuplicate: true,
      multiInstance: true,
    });
    const { items } = await database.addCollections({ items: { schema: SCHEMA } });
    return { items, [Symbol.asyncDispose]: () => database.close() };
  };
  return Promise.all([open(), open()]);
}

test('a live query follows writes of another database on the same file', async () => {
  using place = temporaryFile();
  const [one, two] = await openTwice(place.file);
  await using here = one;
  await using there = two;
  const query = here.items.find({ selector: { sold: false }, sort: [{ price: 'asc' }] });
  const answers: string[][] = [];
  const watch = query.$.subscribe((found: AnyDocument[]) => {
    answers.push(found.map(({ id }) => id));
  });
  await expect.poll(() => answers).toEqual([[]]);
  await there.items.bulkInsert([
    { id: 'a', name: 'Coat', price: 300, sold: false },
    { id: 'b', name: 'Scarf', price: 50, sold: true },
    { id: 'c', name: 'Boots', price: 120, sold: false },
  ]);
  await expect.poll(() => answers.at(-1)).toEqual(['c', 'a']);
  watch.unsubscribe();
});

test('two databases that change one document at once both succeed in turn', async () => {
  using place = temporaryFile();
  const [one, two] = await openTwice(place.file);
  await using here = one;
  await using there = two;
  await here.items.insert({ id: 'a', price: 0, sold: false });
  const raise = async ({ items }: typeof here) => {
    const item = await items.findOne('a').exec(true);
    for (let time = 0; time < 10; time++) {
      await item.incrementalModify((data: AnyDocument) => ({ ...data, price: data.price + 1 }));
    }
  };
  await Promise.all([raise(here), raise(there)]);
  expect((await here.items.findOne('a').exec(true)).price).toBe(20);
  await expect(there.items.insert({ id: 'b', sold: 'maybe' })).rejects.toThrow('VD2');
});
