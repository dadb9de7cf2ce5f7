import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { inserted } from './test/documents.ts';
import { openInstance, temporaryFile } from './test/open-storage.ts';
import { ITEM_SCHEMA } from './test/schemas.ts';

const bulkOf = (name: string, length: number) =>
  inserted(...Array.from({ length }, (_, at) => ({ id: `${name} ${at}`, note: 'x'.repeat(500) })));

test('a full disk rejects the whole bulk, tells nobody, and keeps what was stored before', async () => {
  using place = temporaryFile();
  const instance = await openInstance({ database: place.file, failStop: true }, ITEM_SCHEMA);
  const told: string[] = [];
  instance
    .changeStream()
    .subscribe(({ events }) => told.push(...events.map((event) => event.documentId)));
  await instance.bulkWrite(bulkOf('before', 10), 'test');
  const { connection } = instance.internals;
  const pages = Number(connection.pragma('page_count', { simple: true }));
  connection.pragma(`max_page_count = ${pages + 5}`);
  await expect(instance.bulkWrite(bulkOf('too much', 500), 'test')).rejects.toThrow('full');
  await expect(instance.bulkWrite(bulkOf('after', 1), 'test')).rejects.toThrow(
    'stopped after a write failed',
  );
  await instance.close();
  expect(told).toHaveLength(10);
  const again = await openInstance({ database: place.file, failStop: true }, ITEM_SCHEMA);
  const changes = await again.getChangedDocumentsSince?.(1_000);
  expect(changes?.documents).toHaveLength(10);
  expect((await again.bulkWrite(bulkOf('after', 1), 'test')).error).toEqual([]);
  expect(again.internals.connection.pragma('integrity_check', { simple: true })).toBe('ok');
  await again.close();
});

test('a process that is killed between bulks loses none that was answered', async () => {
  using place = temporaryFile();
  const writer = fileURLToPath(new URL('./test/write-until-killed.ts', import.meta.url));
  const run = spawnSync(process.execPath, [writer, place.file], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect(run.signal, run.stderr).toBe('SIGKILL');
  const answered = run.stdout.trim().split('\n').length;
  const instance = await openInstance({ database: place.file }, ITEM_SCHEMA);
  const changes = await instance.getChangedDocumentsSince?.(100_000);
  const stored = new Set(changes?.documents.map(({ id }) => id));
  for (let bulk = 0; bulk < answered; bulk++) {
    for (let at = 0; at < 10; at++) expect(stored).toContain(`${bulk} ${at}`);
  }
  expect(stored.size % 10, 'a bulk is stored whole').toBe(0);
  await instance.close();
});

test('while another process holds the file, a write waits and then succeeds or is rejected whole', async () => {
  using place = temporaryFile();
  const database = new Database(place.file, { timeout: 50 });
  database.pragma('journal_mode = WAL');
  const instance = await openInstance({ database }, ITEM_SCHEMA);
  const other = new Database(place.file);
  other.exec('BEGIN IMMEDIATE');
  await expect(instance.bulkWrite(inserted({ id: 'a' }), 'test')).rejects.toThrow('locked');
  other.exec('COMMIT');
  expect((await instance.bulkWrite(inserted({ id: 'a' }), 'test')).error).toEqual([]);
  await instance.close();
  other.close();
  database.close();
});

test('columns and triggers that others add to the table see every write and outlive a new index', async () => {
  using place = temporaryFile();
  const first = await openInstance({ database: place.file }, ITEM_SCHEMA);
  const { connection, table } = first.internals;
  connection.exec(`
    ALTER TABLE "${table}" ADD COLUMN note TEXT AS (doc ->> '$.note');
    CREATE VIRTUAL TABLE words USING fts5(text);
    CREATE TRIGGER words_of_new AFTER INSERT ON "${table}" BEGIN
      INSERT INTO words (rowid, text) VALUES (new.rowid, new.note);
    END;`);
  await first.bulkWrite(inserted({ id: 'a', note: 'warm coat' }), 'test');
  await first.close();
  const second = await openInstance(
    { database: place.file },
    { ...ITEM_SCHEMA, indexes: ['price'] },
  );
  await second.bulkWrite(inserted({ id: 'b', note: 'old coat' }), 'test');
  const found = second.internals.connection.prepare(
    `SELECT note FROM words JOIN "${table}" AS item ON item.rowid = words.rowid
     WHERE words MATCH 'coat' ORDER BY note`,
  );
  expect(found.pluck().all()).toEqual(['old coat', 'warm coat']);
  await second.close();
});
