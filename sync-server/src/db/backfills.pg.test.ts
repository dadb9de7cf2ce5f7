/**
 * What migrations make of rows that are there already: each from the version right before it, as an
 * owner of the schema who is no superuser, so that row-level security binds the migration as well.
 */
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anId, anItem, aSettings } from '@second-chance/shared/test/builders.ts';
import { expect, inject, onTestFinished, test } from 'vitest';
import { asOwner } from '../../test/postgres.ts';
import { migrate, migrations } from './migrate.ts';

const FOLDER = join(import.meta.dirname, 'migrations');
const DAY_MS = 86_400_000;
const MINE = anId<'Organization'>(0xa);
const THEIRS = anId<'Organization'>(0xb);
const FRONT = anId<'Store'>(0x51);
const BACK = anId<'Store'>(0x52);
const ABROAD = anId<'Store'>(0x53);
const REGISTER = anId<'Register'>(0x61);

/** A database as the versions before a migration left it, and its way to the newest one. */
async function databaseBefore(name: string) {
  const clusterUrl = inject('postgresUrl');
  const owner = `owner_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  await asOwner(clusterUrl, async (admin) => {
    await admin.query(`create role ${owner} login nosuperuser nobypassrls password '${password}'`);
    await admin.query(`grant second_chance_app to ${owner} with inherit false, set true`);
    await admin.query(`create database ${owner} owner ${owner} template template0`);
  });
  const adminUrl = Object.assign(new URL(clusterUrl), { pathname: `/${owner}` }).href;
  const url = Object.assign(new URL(adminUrl), { username: owner, password }).href;
  const folder = mkdtempSync(join(tmpdir(), 'second-chance-before-'));
  onTestFinished(async () => {
    rmSync(folder, { recursive: true });
    await asOwner(clusterUrl, async (admin) => {
      await admin.query(`drop database ${owner} with (force)`);
      await admin.query(`drop role ${owner}`);
    });
  });
  const before = migrations().filter((migration) => migration.name < name);
  for (const migration of before) {
    cpSync(join(FOLDER, `${migration.name}.sql`), join(folder, `${migration.name}.sql`));
  }
  await migrate({ url, folder });

  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever is there
  async function query(text: string, values: readonly unknown[] = []): Promise<any[]> {
    return asOwner(adminUrl, async (admin) => (await admin.query(text, [...values])).rows);
  }
  async function insert(table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
    const columns = Object.keys(row);
    const places = columns.map((_, index) => `$${index + 1}`);
    await query(`insert into ${table} (${columns}) values (${places})`, Object.values(row));
  }
  async function insertStore(organizationId: string, storeId: string, lastNumber: number) {
    const document = JSON.stringify(aSettings({ id: storeId as never, code: storeId.slice(-4) }));
    const place = { organization_id: organizationId };
    await asOwner(adminUrl, async (admin) => {
      await admin.query('begin');
      await admin.query(
        `insert into store (organization_id, id, document, feed_number) values ($1, $2, $3, 1)`,
        [organizationId, storeId, document],
      );
      await admin.query('commit');
    });
    await insert('feed_scope', { ...place, store_id: storeId, last_number: lastNumber });
  }
  for (const [id, slug] of [
    [MINE, 'mine'],
    [THEIRS, 'theirs'],
  ]) {
    await insert('organization', { id, slug, name: slug, created_at: 0 });
  }
  return {
    query,
    insert,
    insertStore,
    async toNewest() {
      const applied = await migrate({ url });
      expect(applied).toContain(name);
      expect(applied).toEqual(
        migrations()
          .slice(before.length)
          .map((one) => one.name),
      );
    },
  };
}

type Before = Awaited<ReturnType<typeof databaseBefore>>;

test('sales of the last 100 days become receipts in the feed of their store, older ones do not', async () => {
  const database = await databaseBefore('0003-document-lane');
  await database.insertStore(MINE, FRONT, 5);
  await database.insertStore(MINE, BACK, 9);
  await database.insertStore(THEIRS, ABROAD, 2);
  const sell = sellingTo(database);
  const now = Date.now();
  await sell(1, MINE, FRONT, now - DAY_MS);
  await sell(2, MINE, FRONT, now - 3 * DAY_MS);
  await sell(3, MINE, FRONT, now - 101 * DAY_MS);
  await sell(4, THEIRS, ABROAD, now - 99 * DAY_MS);
  await database.toNewest();

  const receipts = await database.query(
    `select organization_id as organization, store_id as store, id, seq::int as seq,
       feed_number::int as number, revision, deleted, at::float8 as at
     from receipt order by store_id, feed_number`,
  );
  const common = { revision: 1, deleted: false };
  expect(receipts).toEqual([
    // In the order in which they were sold, behind everything that the feed had.
    {
      ...common,
      organization: MINE,
      store: FRONT,
      id: anId(2),
      seq: 2,
      number: 6,
      at: now - 3 * DAY_MS,
    },
    {
      ...common,
      organization: MINE,
      store: FRONT,
      id: anId(1),
      seq: 1,
      number: 7,
      at: now - DAY_MS,
    },
    {
      ...common,
      organization: THEIRS,
      store: ABROAD,
      id: anId(4),
      seq: 4,
      number: 3,
      at: now - 99 * DAY_MS,
    },
  ]);
  expect(
    await database.query(
      'select store_id as store, last_number::int as last from feed_scope order by store_id',
    ),
  ).toEqual([
    { store: FRONT, last: 7 },
    { store: BACK, last: 9 },
    { store: ABROAD, last: 3 },
  ]);
});

function sellingTo({ insert }: Before) {
  return (number: number, organizationId: string, storeId: string, at: number) =>
    insert('sale', {
      organization_id: organizationId,
      store_id: storeId,
      id: anId(number),
      register_id: REGISTER,
      epoch: 1,
      seq: number,
      hash: 'x',
      receipt_number: `A1-1-00000${number}`,
      kind: 'sale',
      shift_id: anId(0x71),
      at,
      business_day: '2026-01-01',
      line_count: 1,
      currency: 'EUR',
      net: 1,
      tax: 0,
      gross: 1,
      cash_rounding: 0,
      received_at: at,
    });
}

test('drawer movements and the entry that closed a shift are read out of the journal that is there', async () => {
  const database = await databaseBefore('0006-reports');
  await database.insertStore(MINE, FRONT, 1);
  const shiftId = anId(0x71);
  const open = anId(0x72);
  const place = { organization_id: MINE, store_id: FRONT, register_id: REGISTER };
  for (const [id, closedAt] of [
    [shiftId, 6_000],
    [open, null],
  ]) {
    await database.insert('shift', { ...place, id, opened_at: 0, float: 0, closed_at: closedAt });
  }
  let seq = 0;
  const write = (type: string, payload: object, chain = 'live') => {
    seq += 1;
    const whole = { seq, type, staffId: anId(0x11), approvedBy: null, payload };
    return database.insert('journal_entry', {
      ...place,
      epoch: 1,
      chain,
      seq,
      type,
      at: seq * 1_000,
      hash: `hash ${seq}`,
      entry: JSON.stringify(whole),
      received_at: 0,
    });
  };
  await write('cash_moved', { shiftId, amount: -500, reason: 'stamps' });
  await write('drawer_opened', { shiftId, reason: 'change' });
  // None of these ever passed the schema of its payload, or they are no money at all.
  await write('cash_moved', { shiftId: 'nobody', amount: 1, reason: 'x' });
  await write('cash_moved', { shiftId, amount: 1, reason: 'a\u0000b' });
  await write('cash_moved', { shiftId, amount: 'much', reason: 'x' });
  await write('shift_closed', { shiftId, zNumber: 1 });
  await write('cash_moved', { shiftId, amount: 7, reason: 'practice' }, 'training');
  await write('drawer_opened', { shiftId, reason: '' });
  await database.toNewest();

  expect(
    await database.query(
      `select seq::int as seq, shift_id as shift, kind, amount::int as amount, reason,
         staff_id as staff, approved_by as approved, at::int as at
       from drawer_event order by seq`,
    ),
  ).toEqual(
    [
      { seq: 1, kind: 'cash_moved', amount: -500, reason: 'stamps', at: 1_000 },
      { seq: 2, kind: 'drawer_opened', amount: 0, reason: 'change', at: 2_000 },
    ].map((event) => ({ ...event, shift: shiftId, staff: anId(0x11), approved: null })),
  );
  expect(
    await database.query(
      'select id, closed_epoch as epoch, closed_seq::int as seq from shift order by id',
    ),
  ).toEqual([
    { id: shiftId, epoch: 1, seq: 6 },
    { id: open, epoch: null, seq: null },
  ]);
  const bound = await database.query(
    `select relname as name from pg_class
     where relname in ('journal_entry', 'shift', 'drawer_event') and relforcerowsecurity`,
  );
  // The policies rested for the migration, and are in force again.
  expect(bound).toHaveLength(3);
});

/** Items with their stock, as they lay in the database. */
async function putOnShelf(
  { insert }: Before,
  items: readonly (readonly [number, string, number])[],
) {
  for (const [number, name, onHand] of items) {
    const document = anItem({ id: anId(number), storeId: FRONT, sku: name, name, barcodes: [] });
    const place = { organization_id: MINE, store_id: FRONT, feed_number: number };
    await insert('item', { ...place, id: document.id, document: JSON.stringify(document) });
    await insert('stock_level', { ...place, item_id: document.id, on_hand: onHand });
  }
}

test('what is on sale already is in the public shop, and its words are found', async () => {
  const database = await databaseBefore('0007-shop');
  await database.insertStore(MINE, FRONT, 20);
  await putOnShelf(database, [
    [1, 'Gramophone', 1],
    [2, 'Sold lamp', 0],
  ]);
  await database.toNewest();
  expect(await database.query('select item_id as id from shop_item')).toEqual([{ id: anId(1) }]);
  const words = await database.query(`select word from shop_word where word like 'gramo%'`);
  expect(words).toEqual([{ word: 'gramophone' }]);
});

test('what the shop had is searched by the newest rules, like what comes later', async () => {
  const database = await databaseBefore('0027-shop-words');
  await database.insertStore(MINE, FRONT, 20);
  await putOnShelf(database, [[1, 'किताब', 1]]);
  // Whatever earlier rules made of it.
  await database.query(`update shop_item set search = 'outdated'`);
  await database.toNewest();
  await putOnShelf(database, [[2, 'किताब', 1]]);
  const [old, later] = await database.query(
    'select search::text as search from shop_item order by item_id',
  );
  expect(old).toEqual(later);
  expect(old.search).toContain('किताब');
});
