import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asOwner, freshDatabase, type TestDatabase } from '../../test/postgres.ts';
import { migrate, migrations } from './migrate.ts';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await freshDatabase({ migrated: false });
  folder = mkdtempSync(join(tmpdir(), 'migrations-'));
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await database[Symbol.asyncDispose]();
});

function write(name: string, sql: string): void {
  writeFileSync(join(folder, `${name}.sql`), sql);
}

test('nodes that start together migrate once', async () => {
  const applied = await Promise.all([1, 2, 3].map(() => migrate({ url: database.url })));
  expect(applied.flat()).toEqual(migrations().map(({ name }) => name));
});

test('files are applied in order and each of them once', async () => {
  write('0002-b', 'insert into thing values (2)');
  write('0001-a', 'create table thing (id integer)');
  expect(await migrate({ url: database.url, folder })).toEqual(['0001-a', '0002-b']);
  write('0003-c', 'insert into thing values (3)');
  expect(await migrate({ url: database.url, folder })).toEqual(['0003-c']);
  expect(await migrate({ url: database.url, folder })).toEqual([]);
});

test('a file that fails leaves the database as the file before it did', async () => {
  write('0001-a', 'create table thing (id integer)');
  write('0002-b', 'create table other (id integer); insert into nowhere values (1)');
  await expect(migrate({ url: database.url, folder })).rejects.toThrow('0002-b');
  const { rows } = await asOwner(database.url, (owner) =>
    owner.query(
      `select to_regclass('thing') is not null as thing, to_regclass('other') is not null as other`,
    ),
  );
  expect(rows).toEqual([{ thing: true, other: false }]);
  write('0002-b', 'create table other (id integer)');
  expect(await migrate({ url: database.url, folder })).toEqual(['0002-b']);
});

test('a file that was edited after it was applied stops everything, line ends aside', async () => {
  write('0001-a', 'create table thing (id integer);\n');
  await migrate({ url: database.url, folder });
  write('0001-a', 'create table thing (id integer);\r\n');
  expect(await migrate({ url: database.url, folder })).toEqual([]);
  write('0001-a', 'create table thing (id bigint);\n');
  write('0002-b', 'create table other (id integer)');
  await expect(migrate({ url: database.url, folder })).rejects.toThrow('0001-a differs');
});

test('a database that a newer version moved on is left alone', async () => {
  write('0001-a', 'create table thing (id integer)');
  await migrate({ url: database.url, folder });
  await asOwner(database.url, (owner) =>
    owner.query(`insert into schema_migration values ('0009-newer', 'x')`),
  );
  expect(await migrate({ url: database.url, folder })).toEqual([]);
});
