import { randomUUID } from 'node:crypto';
import type { OrganizationId } from '@second-chance/shared/ids.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner, freshDatabase, type TestDatabase } from '../../test/postgres.ts';
import { pageStatement, readHits } from './hit-repository.ts';
import { NO_FILTER } from './list-filter.ts';

const ORGANIZATION = randomUUID() as OrganizationId;
const THINGS = 10_000;

let database: TestDatabase;

/** Things of which one in 100 has `seldom`, one in 25 `some`, one in two `often`, and the rest nothing. */
beforeAll(async () => {
  database = await freshDatabase();
  await asOwner(database.url, async (owner) => {
    await owner.query(
      `insert into shop_item (organization_id, store_id, item_id, category_id, document, brand, size,
         colour, condition, price, listed_on, schedule_start, sort_price, search, changed_at)
       select $1::uuid, $1::uuid, gen_random_uuid(), $1::uuid, '{}', '', '', '', 'good', 100,
         date '2026-01-01' + n % 301, '2026-01-01', 100,
         concat_ws(' ', '@' || $1::uuid, 'thing', case when n % 100 = 0 then 'seldom' end,
           case when n % 25 = 0 then 'some' end, case when n % 2 = 0 then 'often' end)::tsvector, 0
       from generate_series(1, $2::int) n`,
      [ORGANIZATION, THINGS],
    );
    await owner.query('vacuum analyze shop_item');
  });
});
afterAll(() => database[Symbol.asyncDispose]());

function aSearch(word: string) {
  const words = { match: `'@${ORGANIZATION}' & ('${word}':*)`, rank: `'${word}':*` };
  return { search: words, filter: NO_FILTER, sort: 'best', page: 1 } as const;
}

test.for([
  ['seldom', 'shop_item_search', THINGS / 100],
  ['some', 'shop_item_search', THINGS / 25],
  ['often', 'shop_item_newest', 1_200],
] as const)(
  'things with the word %j are found by the index %s, and none is read for nothing',
  async ([word, index, total]) => {
    expect((await readHits(database.db, ORGANIZATION, aSearch(word))).total).toBe(total);
    const { rows } = await sql<{ readonly 'QUERY PLAN': string }>`
    explain (analyze, costs off, timing off, summary off, buffers off)
    ${pageStatement(ORGANIZATION, aSearch(word))}`.execute(database.db);
    const plan = rows.map((row) => row['QUERY PLAN']);
    expect(plan.join('\n')).not.toContain('Seq Scan');
    // Along the order also goes the sample, of 60.
    const ways = plan.filter(
      (line) =>
        / on shop_item_search| using shop_item_newest/.test(line) && !/never executed/.test(line),
    );
    const found = ways.filter((line) => !/rows=60\b/.test(line));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(index);
  },
);
