/**
 * Why the feed counts by a row that writers lock, and by nothing cheaper: what a reader loses with
 * each other kind of checkpoint, with two transactions held open.
 */
import pg from 'pg';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../../test/postgres.ts';

interface Writer {
  readonly write: (id: string) => Promise<void>;
  readonly commit: () => Promise<void>;
}

async function aTable() {
  const database = await freshDatabase({ migrated: false });
  const connect = async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    return client;
  };
  const reader = await connect();
  await reader.query(`create table thing (
    id text primary key, at timestamptz not null default clock_timestamp(),
    xid xid8 not null default pg_current_xact_id())`);
  const clients = [reader];
  return {
    async writer(): Promise<Writer> {
      const client = await connect();
      clients.push(client);
      await client.query('begin');
      return {
        write: async (id) => void (await client.query('insert into thing (id) values ($1)', [id])),
        commit: async () => void (await client.query('commit')),
      };
    },
    read: async (where: string, values: readonly unknown[]) =>
      (
        await reader.query(
          `select id, at::text, xid::text from thing where ${where} order by thing.at`,
          [...values],
        )
      ).rows,
    async [Symbol.asyncDispose]() {
      for (const client of clients) await client.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

test('with the time of change as the checkpoint a reader loses what commits late', async () => {
  await using table = await aTable();
  const [slow, quick] = [await table.writer(), await table.writer()];
  await slow.write('slow');
  await quick.write('quick');
  await quick.commit();
  const first = await table.read('true', []);
  expect(first.map(({ id }) => id)).toEqual(['quick']);
  await slow.commit();
  expect(await table.read('at > $1::timestamptz', [first[0].at])).toEqual([]);
});

test('below the oldest open transaction nothing is lost, and everybody waits for it', async () => {
  await using table = await aTable();
  const [slow, quick] = [await table.writer(), await table.writer()];
  await slow.write('slow');
  await quick.write('quick');
  await quick.commit();
  const settled = 'xid < pg_snapshot_xmin(pg_current_snapshot())';
  expect(await table.read(settled, [])).toEqual([]);
  await slow.commit();
  // Everybody is everybody: also what other databases of the same PostgreSQL have open.
  await expect
    .poll(async () => (await table.read(settled, [])).map(({ id }) => id))
    .toEqual(['slow', 'quick']);
});
