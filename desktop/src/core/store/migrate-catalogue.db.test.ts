/** From the file of a released till to the collections, whole or damaged, and never without money. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { STORED_COLLECTIONS, tableOf } from '../documents/collection-tables.ts';
import { documentStorage } from '../documents/document-storage.ts';
import { readFeedState } from '../documents/feed-state.ts';
import { itemsByCode } from '../documents/find-item.ts';
import { searchItems } from '../documents/search-items.ts';
import { verifyJournal } from '../journal/verify-journal.ts';
import { openStore } from './open-store.ts';
import { layFixtureTill } from './test/fixtures/fixture-till.ts';
import { setupStore } from './test/setup-store.ts';

/** The released file, as `damage` left it. */
function releasedFile(damage: (sqlite: Database.Database) => void = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), 'second-chance-released-'));
  layFixtureTill(folder, 1);
  const file = join(folder, 'till.db');
  const sqlite = new Database(file);
  damage(sqlite);
  sqlite.close();
  const store = openStore({ file });
  return {
    store,
    find: (text: string) =>
      searchItems(store, { text, categoryId: null, limit: 9 }, []).map(({ sku }) => sku),
    [Symbol.dispose]() {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

test('every document of a released till is in its collection, its checkpoint stays, and the feed is read once more', () => {
  using till = releasedFile();
  const count = (table: string) =>
    (till.store.prepare(`select count(*) as n from ${table}`).get() as { n: number }).n;
  expect([count(tableOf('items')), count(tableOf('stockLevels'))]).toEqual([9, 5]);
  expect(count(tableOf('reference'))).toBeGreaterThan(5);
  const state = readFeedState(till.store, 'catalogue');
  expect(state).toMatchObject({ complete: true, fresh: 0 });
  expect(state.checkpoint).toBeGreaterThan(0);
  const old = till.store.prepare(
    `select name from sqlite_schema where name in ('item', 'document')`,
  );
  expect(old.all()).toEqual([]);
});

test('a catalogue with damaged rows keeps what is sound, says that it is not whole, and the money is untouched', () => {
  using till = releasedFile((sqlite) => {
    sqlite.exec(`update item set document_json = substr(document_json, 1, 40) where sku = 'BOOK'`);
    sqlite.exec(`update stock_level set applied_json = '{'`);
  });
  expect(till.find('middlem')).toEqual([]);
  expect(itemsByCode(till.store, 'BOOK')).toEqual([]);
  expect(till.find('mug')).toEqual(['MUG']);
  expect(readFeedState(till.store, 'catalogue')).toMatchObject({ complete: false, fresh: 0 });
  expect(verifyJournal(till.store)).toEqual({ entries: 12, fault: null });
});

test('a catalogue that cannot be read at all is left behind, and is loaded afresh', () => {
  using till = releasedFile((sqlite) => sqlite.exec('alter table item drop column revision'));
  expect(till.find('mug')).toEqual([]);
  expect(itemsByCode(till.store, 'MUG')).toEqual([]);
  expect(readFeedState(till.store, 'catalogue')).toMatchObject({ complete: false, fresh: 0 });
  expect(verifyJournal(till.store)).toEqual({ entries: 12, fault: null });
});

test('RxDB finds the tables as its own: none is made or rebuilt when it opens them', async () => {
  using setup = setupStore();
  const schema = () =>
    setup.store.prepare(`select name, sql from sqlite_schema order by name`).all();
  const before = schema();
  await documentStorage(setup.store);
  expect(schema()).toEqual(before);
  using fresh = setupStore();
  for (const name of STORED_COLLECTIONS) {
    fresh.store.sqlite.exec(`drop table ${tableOf(name)}`);
  }
  fresh.store.sqlite.exec('delete from rx_storage_table');
  await documentStorage(fresh.store);
  for (const name of STORED_COLLECTIONS) {
    expect(columnsOf(setup.store.sqlite, tableOf(name))).toEqual(
      columnsOf(fresh.store.sqlite, tableOf(name)),
    );
  }
  expect(registry(setup.store.sqlite)).toEqual(registry(fresh.store.sqlite));
});

/** Stored columns: generated ones are ours. */
function columnsOf(sqlite: Database.Database, table: string) {
  return sqlite.prepare('select name, type, "notnull", pk from pragma_table_info(?)').all(table);
}

function registry(sqlite: Database.Database) {
  return sqlite.prepare('select * from rx_storage_table order by name').all();
}

test('a vacuum leaves every item under the words it is found by', () => {
  using till = releasedFile();
  till.store.prepare(`delete from ${tableOf('items')} where sku = 'JACKET'`).run();
  till.store.sqlite.exec('vacuum');
  expect(till.find('mug')).toEqual(['MUG']);
  expect(till.find('middlem')).toEqual(['BOOK']);
});
