import { PUSH_ROWS_MAX } from '@second-chance/shared/contract/sync.ts';
import { ORGANIZATION_ID } from '@second-chance/shared/test/builders.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  aRow,
  newCustomer,
  newItem,
  type PushFixture,
  pushFixture,
} from '../../../test/push-fixture.ts';
import { newId } from '../../db/new-id.ts';

let fixture: PushFixture;
beforeAll(async () => {
  fixture = await pushFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

const WRONG: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  1e308,
  '',
  'x'.repeat(100_000),
  '\u0000',
  '\ud800',
  "'; drop table item; --",
  [],
  [null],
  {},
  { toString: 'x' },
];

/** The row stands between two good ones, which must be taken whatever it is. */
async function rejected(row: unknown): Promise<void> {
  const [before, after] = [aRow('items', newItem()), aRow('items', newItem())];
  const [first, result, last] = await fixture.push([before, row, after]);
  const shown = JSON.stringify(row)?.slice(0, 200);
  expect([first?.outcome, last?.outcome], shown).toEqual(['accepted', 'accepted']);
  expect(result?.outcome, shown).toBe('rejected');
}

test.for([...Object.keys(aRow('items', newItem()))])(
  'a row with anything else for its %s is rejected alone',
  async (field) => {
    for (const value of WRONG) {
      const row: Record<string, unknown> = { ...aRow('items', newItem()), [field]: value };
      // Nobody has to have allowed it, and any time will do.
      if (field === 'approvedBy' && value === null) continue;
      if (field === 'deleted' && value === true) continue;
      if (field === 'at' && value === 1e308) continue;
      await rejected(row);
    }
    const { [field as 'id']: _, ...without } = aRow('items', newItem());
    await rejected(without);
  },
);

test.for(['items', 'customers'] as const)(
  'a document of %s with anything else in one of its fields is rejected alone',
  async (collection) => {
    const whole = collection === 'items' ? newItem() : newCustomer();
    for (const field of Object.keys(whole)) {
      for (const value of [-1, 1.5, '\u0000', '\ud800', 'x'.repeat(100_000), { a: 1 }, [[]]]) {
        const document = { ...whole, id: newId(), [field]: value };
        await rejected(aRow(collection, { ...document, id: String(document.id) }));
      }
    }
  },
);

test('what is nested without end is rejected, and not kept', async () => {
  let deep: unknown = 'x';
  for (let level = 0; level < 1_000; level += 1) deep = [deep];
  await rejected({ ...aRow('items', newItem()), document: { deep } });
  await rejected(deep);
  const body = Buffer.from(`{"rows":[${'['.repeat(200_000)}${']'.repeat(200_000)}]}`);
  const answer = await fixture.sendAs(fixture.till, '/sync/push', { body });
  expect([200, 400]).toContain(answer.status);
});

test('what is no push at all is refused as a whole', async () => {
  const rows = Array.from({ length: PUSH_ROWS_MAX + 1 }, () => aRow('items', newItem()));
  for (const body of [{}, { rows: [] }, { rows: {} }, [], { rows: [1], more: 1 }, { rows }]) {
    const answer = await fixture.sendAs(fixture.till, '/sync/push', { body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
  }
  const huge = Buffer.alloc(6_000_000, 32);
  const answer = await fixture.sendAs(fixture.till, '/sync/push', { body: huge });
  expect(answer).toMatchObject({ status: 413, body: { code: 'PAYLOAD_TOO_LARGE' } });
});

test('a document of another store, or of another organization, is neither shown nor touched', async () => {
  const theirs = newItem();
  const [otherStore, otherOrganization] = [newId<'Store'>(), newId<'Organization'>()];
  const insert = `insert into item (organization_id, store_id, id, document, feed_number)
    values ($1, $2, $3, $4, 0)`;
  const document = JSON.stringify({ ...theirs, storeId: otherStore, name: 'Secret' });
  await fixture.query(insert, [ORGANIZATION_ID, otherStore, theirs.id, document]);
  const foreign = newItem();
  await fixture.query(insert, [otherOrganization, otherStore, foreign.id, document]);
  const [result] = await fixture.push([aRow('items', theirs, { baseRevision: 1 })]);
  expect(result).toMatchObject({ outcome: 'rejected', code: 'NOT_ALLOWED', master: null });
  const [unseen] = await fixture.push([aRow('items', foreign, { baseRevision: 1 })]);
  expect(unseen).toMatchObject({ outcome: 'conflict', master: null });
  const names = await fixture.query(
    "select document ->> 'name' as name from item where id = any($1)",
    [[theirs.id, foreign.id]],
  );
  expect(names).toEqual([{ name: 'Secret' }, { name: 'Secret' }]);
});
