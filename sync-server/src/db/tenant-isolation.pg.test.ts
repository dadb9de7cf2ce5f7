import { randomUUID } from 'node:crypto';
import type { OrganizationId } from '@second-chance/shared/ids.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner, freshDatabase, type TestDatabase } from '../../test/postgres.ts';
import { inTenant } from './tenant-transaction.ts';

const MINE = randomUUID() as OrganizationId;
const THEIRS = randomUUID() as OrganizationId;

/**
 * What is on sale, for anyone to see: the tables hold nothing else, and only their own organization
 * writes them. Which organization a page shows is held by the test that walks the shop's pages.
 */
const PUBLIC: readonly string[] = ['picture_words', 'shop_item', 'shop_word'];

let database: TestDatabase;
let tables: readonly string[];

beforeAll(async () => {
  database = await freshDatabase();
  await asOwner(database.url, async (owner) => {
    const { rows } = await owner.query<{ readonly name: string }>(
      `select table_name as name from information_schema.columns
       where table_schema = 'public' and column_name = 'organization_id' order by table_name`,
    );
    tables = rows.map(({ name }) => name);
    await owner.query('set session_replication_role = replica'); // no foreign keys
    for (const id of [MINE, THEIRS]) {
      await owner.query('insert into organization values ($1, $2, $2, 0)', [id, id]);
      for (const table of tables) await owner.query(await anInsert(table), [id]);
    }
  });

  /** An insert of one row that fills what must be filled, whatever the table. */
  async function anInsert(table: string): Promise<string> {
    return asOwner(database.url, async (owner) => {
      const { rows } = await owner.query<{ readonly name: string; readonly type: string }>(
        `select column_name as name, data_type as type from information_schema.columns
         where table_schema = 'public' and table_name = $1 and column_name <> 'organization_id'
           and is_nullable = 'NO' and column_default is null
           and is_generated = 'NEVER' and is_identity = 'NO'`,
        [table],
      );
      const columns = ['organization_id', ...rows.map(({ name }) => `"${name}"`)];
      const values = ['$1', ...rows.map(({ name, type }) => aValue(name, type))];
      return `insert into ${table} (${columns}) values (${values})`;
    });
  }
});

const DOCUMENT = `jsonb_build_object('id', gen_random_uuid(), 'sku', 'A', 'kind', 'unique',
  'name', 'A', 'brand', '', 'barcodes', '[]'::jsonb, 'withdrawn', false, 'code', 'A',
  'categoryId', gen_random_uuid())`;

function aValue(name: string, type: string): string {
  if (name === 'document') return DOCUMENT;
  if (type === 'uuid') return 'gen_random_uuid()';
  if (type === 'jsonb') return `'{}'`;
  if (type === 'bytea') return `''::bytea`;
  if (type === 'date') return `'2026-01-01'`;
  if (type === 'tsvector') return "''";
  if (type === 'ARRAY') return `'{}'`;
  return type === 'text' ? 'gen_random_uuid()::text' : '1';
}

afterAll(() => database[Symbol.asyncDispose]());

test('every table of a tenant has row-level security enabled, forced and with a policy', async () => {
  const { rows } = await asOwner(database.url, (owner) =>
    owner.query(
      `select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
         (select count(*)::int from pg_policy p where p.polrelid = c.oid) > 0 as policed
       from pg_class c where c.relkind in ('r', 'p') and c.relname = any($1) order by 1`,
      [tables],
    ),
  );
  expect(tables.length).toBeGreaterThan(20);
  expect(rows).toEqual(
    tables.map((name) => ({ name, enabled: true, forced: true, policed: true })),
  );
});

test('the app role cannot log in, bypass policies, own tables or change the schema', async () => {
  const { rows } = await asOwner(database.url, (owner) =>
    owner.query(
      `select rolcanlogin, rolbypassrls, rolsuper, rolcreaterole,
         (select count(*)::int from pg_class where relowner = r.oid) as owned,
         has_schema_privilege(oid, 'public', 'create') as may_create
       from pg_roles r where rolname = 'second_chance_app'`,
    ),
  );
  expect(rows).toEqual([
    {
      rolcanlogin: false,
      rolbypassrls: false,
      rolsuper: false,
      rolcreaterole: false,
      owned: 0,
      may_create: false,
    },
  ]);
  await expect(sql`create table mine (id integer)`.execute(database.db)).rejects.toThrow();
});

test('what happened cannot be changed or deleted by the app role', async () => {
  for (const table of ['journal_entry', 'sale', 'sale_line', 'stock_movement', 'audit_log']) {
    const change = sql`update ${sql.table(table)} set organization_id = organization_id`;
    const remove = sql`delete from ${sql.table(table)}`;
    for (const statement of [change, remove]) {
      const run = inTenant(database.db, MINE, (tx) => statement.execute(tx));
      await expect(run, table).rejects.toThrow('permission denied');
    }
  }
});

test('through every table an organization sees its own rows and no others', async () => {
  for (const table of tables.filter((name) => !PUBLIC.includes(name))) {
    const seen = await inTenant(database.db, MINE, (tx) =>
      sql<{ readonly id: string }>`select organization_id as id from ${sql.table(table)}`.execute(
        tx,
      ),
    );
    expect(seen.rows, table).toEqual([{ id: MINE }]);
  }
});

test('through no table can an organization write rows of another', async () => {
  for (const table of tables) {
    const update = inTenant(database.db, MINE, (tx) =>
      sql`update ${sql.table(table)} set organization_id = ${THEIRS}`.execute(tx),
    );
    await expect(update, table).rejects.toThrow(/row-level security|permission denied/);
  }
  for (const table of tables) {
    const insert = inTenant(database.db, MINE, (tx) =>
      sql`insert into ${sql.table(table)} (organization_id) values (${THEIRS})`.execute(tx),
    );
    await expect(insert, table).rejects.toThrow(/row-level security|permission denied/);
  }
  const counts = await asOwner(database.url, async (owner) => {
    const found: number[] = [];
    for (const table of tables) {
      const { rows } = await owner.query(
        `select count(*)::int as count from ${table} where organization_id = $1`,
        [THEIRS],
      );
      found.push(rows[0].count);
    }
    return found;
  });
  expect(counts).toEqual(tables.map(() => 1));
});

test('a connection that served an organization shows nothing to the next request', async () => {
  await inTenant(database.db, MINE, (tx) => tx.selectFrom('account').selectAll().execute());
  const connections = Array.from({ length: 20 }, () =>
    database.db.selectFrom('account').selectAll().execute(),
  );
  expect(await Promise.all(connections)).toEqual(connections.map(() => []));
});

test('the holder of an enrolment code sees that code and no other', async () => {
  const codes = await asOwner(database.url, (owner) =>
    owner.query('select code_hash from enrolment_code where organization_id = $1', [THEIRS]),
  );
  const [{ code_hash }] = codes.rows;
  const seen = await database.db.transaction().execute(async (tx) => {
    await sql`select set_config('app.enrolment_code_hash', ${code_hash}, true)`.execute(tx);
    return tx.selectFrom('enrolment_code').select('code_hash').execute();
  });
  expect(seen).toEqual([{ code_hash }]);
  expect(await database.db.selectFrom('enrolment_code').selectAll().execute()).toEqual([]);
});
