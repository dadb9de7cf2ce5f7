import { anId, anItem, aStaff } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { openCatalogue } from '../documents/catalogue.ts';
import { readFeedState } from '../documents/feed-state.ts';
import { changesOf } from '../documents/test/feed-changes.ts';
import { tellStreams } from './test/fake-documents.ts';
import type { Fault } from './test/fake-sync-server.ts';
import { setupSync, until } from './test/setup-sync.ts';

const PULL = '/sync/pull';
const items = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    anItem({ id: anId<'Item'>(index + 1), sku: `S${index + 1}`, barcodes: [] }),
  );

const faults: readonly (readonly [string, Fault])[] = [
  ['lost requests', 'drop_before'],
  ['lost answers', 'drop_after'],
  ['half answers', 'half_a_body'],
  ['a server in trouble', { refuse: 'UNAVAILABLE' }],
];

test.for(faults)('with %s the whole feed arrives, page by page', async ([, fault]) => {
  await using till = await setupSync();
  till.server.feed = [...changesOf('items', items(9))];
  for (let times = 0; times < 3; times += 1) till.server.faults.push({ path: PULL, fault });
  const sync = till.start();
  const catalogue = openCatalogue(till.setup.store, () => null);
  await until('all is here', () => catalogue.coverage().complete);
  expect(till.server.fired).toHaveLength(3);
  expect(catalogue.coverage()).toEqual(expect.objectContaining({ documents: 9, total: 9 }));
  expect(sync.state().online).toBe(true);
  expect(till.events.filter(({ event }) => event === 'broke')).toEqual([]);
});

test.for([true, false])(
  'a change at the server shows by itself, and listeners hear of which collection (stream: %s)',
  async (streaming) => {
    await using till = await setupSync();
    till.server.streaming = streaming;
    till.server.feed = [...changesOf('items', items(1))];
    const sync = till.start();
    const catalogue = openCatalogue(till.setup.store, () => till.setup.device().sealer);
    await until('the first is here', () => catalogue.coverage().complete);
    const heard: string[] = [];
    sync.subscribe(({ collections }) => {
      if (collections.size > 0) heard.push([...collections].join());
    });
    till.server.feed.push(...changesOf('staff', [aStaff({ pinHash: 'secret' })], 2));
    tellStreams(till.server);
    await until('the person is here', () => catalogue.staff().length === 1);
    expect(catalogue.staff()[0]?.pinHash).toBe('secret');
    await until('the news is told', () => heard.at(-1) === 'staff');
  },
);

test('a first load asks for few at first, and for each page before the one ahead of it is stored', async () => {
  const asked: { after: number; limit: number; begun: number; stored: number }[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    const url = new URL(String(input));
    if (url.pathname === PULL && url.searchParams.get('part') === 'catalogue') {
      const said = (name: string) => Number(url.searchParams.get(name) ?? 0);
      const { checkpoint, complete } = readFeedState(till.setup.store, 'catalogue');
      const [after, limit, begun] = [said('after'), said('limit'), said('begun')];
      if (!complete) asked.push({ after, limit, begun, stored: checkpoint });
    }
    return globalThis.fetch(input, init);
  };
  await using till = await setupSync({ fetch });
  till.server.streaming = false;
  till.server.pageSize = 3;
  till.server.feed = [...changesOf('items', items(9))];
  till.start();
  const catalogue = openCatalogue(till.setup.store, () => null);
  await until('all is here', () => catalogue.coverage().complete);
  expect(asked).toEqual([
    { after: 0, limit: 100, begun: 0, stored: 0 },
    { after: 3, limit: 1_000, begun: 9, stored: 0 },
    { after: 6, limit: 1_000, begun: 9, stored: 3 },
  ]);
  expect(catalogue.coverage().documents).toBe(9);
});

test('stopping in the middle of a page loses nothing', async () => {
  await using till = await setupSync();
  till.server.feed = [...changesOf('items', items(30))];
  const catalogue = openCatalogue(till.setup.store, () => null);
  for (let start = 0; start < 8; start += 1) {
    const sync = till.start();
    await new Promise((resolve) => setTimeout(resolve, 4 * start));
    await sync.stop();
  }
  till.start();
  await until('all is here', () => catalogue.coverage().complete);
  expect(catalogue.coverage().documents).toBe(30);
});
