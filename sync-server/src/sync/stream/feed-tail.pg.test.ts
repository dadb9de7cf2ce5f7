import type { FeedChange } from '@second-chance/shared/documents/collections.ts';
import { aCategory, anId, ORGANIZATION_ID, STORE_ID } from '@second-chance/shared/test/builders.ts';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { syncFixture } from '../../../test/sync-fixture.ts';
import { insertDocuments } from '../../db/document-repository.ts';
import { inTenant } from '../../db/tenant-transaction.ts';
import type { LiveBus } from '../../live/live-bus.ts';
import { feedTails } from './feed-tail.ts';

const SCOPE = { organizationId: ORGANIZATION_ID, storeId: STORE_ID };

/** Tails over a real store, whose news are told by hand. */
async function aTail(from: number) {
  const fixture = await syncFixture();
  let news: Parameters<LiveBus['subscribe']>[1] = () => undefined;
  const live: LiveBus = {
    subscribe: (_, listener) => {
      news = listener;
      return () => undefined;
    },
    close: async () => undefined,
  };
  const tails = feedTails({ db: fixture.db, live, logger: pino({ level: 'silent' }) });
  const told: string[] = [];
  tails.follow(
    SCOPE,
    { catalogue: from, receipts: from },
    {
      onChanges({ part, from: after, page: { changes, checkpoint } }) {
        const numbers = (JSON.parse(changes) as FeedChange[]).map(({ number }) => number);
        told.push(`${part} ${after}-${checkpoint}: ${numbers.join()}`);
      },
      onResync: () => told.push('resync'),
    },
  );
  const commit = (id: number) =>
    inTenant(fixture.db, ORGANIZATION_ID, (tx) =>
      insertDocuments({ tx, organizationId: ORGANIZATION_ID }, 'category', {
        storeId: STORE_ID,
        documents: [aCategory({ id: anId<'Category'>(id) })],
      }),
    );
  const hear = (lastNumber: number) => news({ ...SCOPE, lastNumber });
  return { fixture, tails, told, commit, hear };
}

const aChange = (number: number): FeedChange => ({
  number,
  collection: 'categories',
  id: anId(number),
  revision: 1,
  deleted: false,
  document: {},
});

test('what this node committed is told at once to who stands right before it, and to nobody else', async () => {
  const { fixture, tails, told, hear, commit } = await aTail(3);
  await using _ = fixture;
  hear(3);
  // Neither after a gap nor with one in it: those are read as ever.
  tails.committed(SCOPE, [aChange(5)]);
  tails.committed(SCOPE, [aChange(4), aChange(6)]);
  await vi.waitFor(() => {
    tails.committed(SCOPE, [aChange(4), aChange(5)]);
    expect(told).toEqual(['catalogue 3-5: 4,5', 'receipts 3-5: ']);
  });
  // Told twice it is told once.
  tails.committed(SCOPE, [aChange(4), aChange(5)]);
  expect(told).toHaveLength(2);
  // The database has 4 and 5 by now, and 6 follows on what was told.
  for (const id of [0x901, 0x902, 0x903]) await commit(id);
  hear(6);
  await vi.waitFor(() => expect(told.slice(2)).toEqual(['catalogue 5-6: 6', 'receipts 5-6: ']));
});

test('news of a commit of this node wait for what it says of it, and no longer', async () => {
  const { fixture, tails, told, hear, commit } = await aTail(3);
  await using _ = fixture;
  await vi.waitFor(() => {
    tails.committed(SCOPE, [aChange(4)]);
    expect(told).toHaveLength(2);
  });
  await commit(0x901);
  await commit(0x902);
  const done = tails.committing(SCOPE);
  hear(5);
  expect(told).toHaveLength(2);
  // It never says anything: then it is read.
  await vi.waitFor(() => expect(told[2]).toBe('catalogue 4-5: 5'));
  done();
});
