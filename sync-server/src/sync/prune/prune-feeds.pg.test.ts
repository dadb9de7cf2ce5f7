import { aSaleRecord } from '@second-chance/shared/test/builders.ts';
import { aJournal } from '@second-chance/shared/test/journal-builder.ts';
import { expect, test } from 'vitest';
import { aRow, newItem, type PushFixture, pushFixture } from '../../../test/push-fixture.ts';
import { pruneFeeds } from './prune-feeds.ts';

const DAY_MS = 86_400_000;

async function ask({ sendAs, till }: PushFixture, path: string) {
  return (await sendAs(till, path, { method: 'GET' })).body;
}

test('deletions are forgotten after their days, and who read less far is told to load afresh', async () => {
  await using fixture = await pushFixture();
  const [gone, stays] = [newItem(), newItem()];
  await fixture.push([aRow('items', gone), aRow('items', stays)]);
  const { checkpoint: early } = await ask(fixture, '/sync/pull?limit=5000');
  await fixture.push([aRow('items', gone, { baseRevision: 1, deleted: true })]);
  const { checkpoint: late } = await ask(fixture, '/sync/pull?limit=5000');

  await pruneFeeds(fixture.deps);
  expect(await fixture.stored('item', gone.id)).toMatchObject({ deleted: true });
  fixture.setClock(fixture.clock() + 181 * DAY_MS);
  await fixture.push([aRow('items', { ...stays, name: 'Later' }, { baseRevision: 1 })]);
  await pruneFeeds(fixture.deps);
  await pruneFeeds(fixture.deps);
  expect(await fixture.stored('item', gone.id)).toBeNull();
  expect(await fixture.stored('item', stays.id)).toMatchObject({ deleted: false });
  expect(await ask(fixture, `/sync/pull?after=${early}`)).toMatchObject({
    code: 'CHECKPOINT_TOO_OLD',
  });
  expect(await ask(fixture, `/sync/pull?after=${late}`)).toMatchObject({ upToDate: true });
  expect(await ask(fixture, '/sync/pull?after=0&limit=1')).toMatchObject({ upToDate: false });
});

test('a deletion of yesterday is remembered, however old the feed is', async () => {
  await using fixture = await pushFixture();
  await pruneFeeds(fixture.deps);
  fixture.setClock(fixture.clock() + 200 * DAY_MS);
  const item = newItem();
  await fixture.push([
    aRow('items', item),
    aRow('items', item, { baseRevision: 1, deleted: true }),
  ]);
  await pruneFeeds(fixture.deps);
  expect(await fixture.stored('item', item.id)).toMatchObject({ deleted: true });
  expect(await ask(fixture, '/sync/pull?after=1&limit=5000')).toMatchObject({ upToDate: true });
});

test('a receipt whose days are over leaves the tills by the feed', async () => {
  await using fixture = await pushFixture();
  const payload = aSaleRecord();
  const { entries } = aJournal({
    key: fixture.till.key,
    head: { at: fixture.clock() },
    entries: [{ type: 'sale_completed', payload }],
  });
  await fixture.sendAs(fixture.till, '/sync/journal', { body: { entries } });
  const { checkpoint } = await ask(fixture, '/sync/pull?part=receipts');
  fixture.setClock(fixture.clock() + 101 * DAY_MS);
  await pruneFeeds(fixture.deps);
  const page = await ask(fixture, `/sync/pull?part=receipts&after=${checkpoint}`);
  expect(page).toMatchObject({
    changes: [{ id: payload.saleId, deleted: true, revision: 2 }],
    totalDocuments: 0,
  });
  // The sale itself is the shop's for ever.
  expect(await fixture.query('select id from sale')).toEqual([{ id: payload.saleId }]);
});

test('what became of a pushed row is remembered for longer than a till keeps it', async () => {
  await using fixture = await pushFixture();
  const row = aRow('items', newItem());
  const [first] = await fixture.push([row]);
  fixture.setClock(fixture.clock() + 100 * DAY_MS);
  await pruneFeeds(fixture.deps);
  expect(await fixture.push([row])).toEqual([first]);
  fixture.setClock(fixture.clock() + 30 * DAY_MS);
  await pruneFeeds(fixture.deps);
  expect(await fixture.query('select * from push_intent')).toEqual([]);
});
