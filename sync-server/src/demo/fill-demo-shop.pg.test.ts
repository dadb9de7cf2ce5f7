import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { afterAll, expect, test } from 'vitest';
import { asOwner, freshDatabase } from '../../test/postgres.ts';
import { fillDemoShop } from './fill-demo-shop.ts';

const picturesFolder = mkdtempSync(join(tmpdir(), 'demo-shop-'));
afterAll(() => rmSync(picturesFolder, { recursive: true }));
const clock = () => Date.UTC(2026, 2, 2, 9) as EpochMs;

test('an empty database becomes the demo shop, once', async () => {
  await using database = await freshDatabase();
  const options = { db: database.db, clock, picturesFolder };
  expect(await fillDemoShop(options)).toBe('filled');
  expect(await fillDemoShop(options)).toBe('left');
  const [counts] = await asOwner(database.url, async (owner) => {
    const { rows } = await owner.query(`select
      (select count(*)::int from item) as items,
      (select count(*)::int from staff) as staff,
      (select count(*)::int from register) as registers,
      (select count(*)::int from account) as accounts,
      (select sum(on_hand)::int from stock_level) as pieces`);
    return rows;
  });
  expect(counts).toMatchObject({ staff: 3, registers: 2, accounts: 2 });
  expect(counts.items).toBeGreaterThanOrEqual(115);
  expect(counts.pieces, 'stocked goods come in numbers').toBeGreaterThan(counts.items);
  expect(readdirSync(picturesFolder).length).toBe(counts.items);
});

test('two servers that start together on one empty database make one demo shop', async () => {
  await using database = await freshDatabase();
  const options = { db: database.db, clock, picturesFolder };
  await Promise.all([fillDemoShop(options), fillDemoShop(options)]);
  const rows = await database.db.selectFrom('organization').select('slug').execute();
  expect(rows).toEqual([{ slug: 'second-chance' }]);
});

test('a database with a shop of its own is left alone', async () => {
  await using database = await freshDatabase();
  await asOwner(database.url, (owner) =>
    owner.query(`insert into organization (id, slug, name, created_at)
      values ('01920000-0000-7000-8000-000000000001', 'real-shop', 'A real shop', 0)`),
  );
  expect(await fillDemoShop({ db: database.db, clock, picturesFolder })).toBe('left');
  const rows = await database.db.selectFrom('organization').select('slug').execute();
  expect(rows).toEqual([{ slug: 'real-shop' }]);
});
