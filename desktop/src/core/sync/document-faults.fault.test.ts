/** The traps of replicating documents that concern the till, each by its name. */
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { anId, anItem } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { readFeedState } from '../documents/feed-state.ts';
import { changesOf } from '../documents/test/feed-changes.ts';
import { changeOnServer, tellStreams } from './test/fake-documents.ts';
import { type EditSetup, JACKET, setupEdits, TEAPOT } from './test/setup-edits.ts';
import { setupSync, until } from './test/setup-sync.ts';

const many = Array.from({ length: 1_200 }, (_, at) =>
  anItem({ id: anId<'Item'>(at + 1), sku: `S${at + 1}`, name: `Thing ${at + 1}`, barcodes: [] }),
);
const price = (amount: number) => ({ price: minorUnits(amount) });

/** From here on the disk has no room for another page, until it is told otherwise. */
function fillDisk({ setup }: { readonly setup: EditSetup['setup'] }) {
  const { sqlite } = setup.store;
  sqlite.pragma('wal_checkpoint(truncate)');
  sqlite.pragma(`max_page_count = ${Number(sqlite.pragma('page_count', { simple: true }))}`);
  return () => sqlite.pragma('max_page_count = 1073741823');
}

test('a storage write that fails once while a page is stored loses nothing', async () => {
  await using till = await setupSync();
  till.server.pageSize = 300;
  till.server.feed = [...changesOf('items', many)];
  const { store } = till.setup;
  const makeRoom = fillDisk(till);
  till.start();
  await until('the disk refused', () => till.events.some(({ event }) => event === 'broke'));
  expect(readFeedState(store, 'catalogue').complete).toBe(false);
  makeRoom();
  await until('all is here', () => readFeedState(store, 'catalogue').complete);
  const items = store.prepare('select count(*) as n from rx_till_items_0').get();
  expect(items).toEqual({ n: many.length });
  const words = store.prepare(`select count(*) as n from item_words('thing*')`).get();
  expect(words).toEqual({ n: many.length });
});

test('a disk that is full while an answer is adopted leaves the edit waiting, and it counts once', async () => {
  await using shop = await setupEdits();
  const before = shop.server.requests.length;
  shop.server.faults.push({ path: '/sync/push', fault: 'hang_after' });
  shop.edit({ ...JACKET, ...price(1_900) });
  await until('it is at the server', () => shop.atServer(JACKET.id)?.revision === 2);
  await shop.stopSync();
  expect(shop.waiting()).toBe(1);
  shop.setup.store.sqlite.exec(
    `create trigger disk_refuses before delete on document_intent
     begin select raise(abort, 'disk refuses'); end`,
  );
  shop.startSync();
  await until('the disk refused', () => shop.events.some(({ event }) => event === 'broke'));
  expect(shop.waiting()).toBe(1);
  expect(shop.server.requests.length).toBeGreaterThan(before);
  shop.setup.store.sqlite.exec('drop trigger disk_refuses');
  await until('it is decided', () => shop.waiting() === 0);
  expect(shop.atServer(JACKET.id)).toMatchObject({ revision: 2, document: price(1_900) });
});

test('a pull that began before push was switched on does not hide local edits', async () => {
  await using shop = await setupEdits();
  await shop.stopSync();
  shop.edit({ ...JACKET, ...price(1_900) });
  changeOnServer(shop.server, {
    collection: 'items',
    id: TEAPOT.id,
    document: { ...TEAPOT, name: 'Kettle' },
  });
  // Only the feed is read for a while: every push is refused by a proxy.
  for (let times = 0; times < 2; times += 1) {
    shop.server.faults.push({ path: '/sync/push', fault: { refuse: 'UNAVAILABLE' } });
  }
  shop.startSync();
  await until('the feed goes on', () => shop.atTill(TEAPOT.id)?.name === 'Kettle');
  expect(shop.atTill(JACKET.id)?.price).toBe(1_900);
  await until('the edit arrives', () => shop.atServer(JACKET.id)?.revision === 2);
  expect(shop.atServer(JACKET.id)?.document).toMatchObject(price(1_900));
});

test('a checkpoint that is too old loads afresh beside what is here, keeps what is unsent, and drops what is gone', async () => {
  await using shop = await setupEdits({ changes: changesOf('items', many) });
  shop.server.poison = () => true;
  const [first = JACKET, second = JACKET, third = JACKET] = many;
  shop.edit({ ...first, ...price(111) });
  shop.edit({ ...third, ...price(333) });
  await shop.stopSync();
  // Deleted while this till was away, and the server has forgotten that it ever was there.
  shop.server.feed = shop.server.feed.filter(({ id }) => id !== second.id && id !== third.id);
  changeOnServer(shop.server, {
    collection: 'items',
    id: many[5]?.id ?? '',
    document: { ...many[5], name: 'Renamed' },
  });
  shop.server.horizon = 1_201;
  shop.server.pageSize = 250;
  const beforehand = readFeedState(shop.setup.store, 'catalogue');
  expect(beforehand.complete).toBe(true);
  shop.startSync();
  await until('it is swept', () => shop.atTill(second.id) === null);
  const state = readFeedState(shop.setup.store, 'catalogue');
  expect(state).toMatchObject({ complete: true, fresh: null });
  expect(shop.atTill(many[5]?.id ?? first.id)?.name).toBe('Renamed');
  expect(shop.atTill(first.id)?.price).toBe(111);
  expect(shop.atTill(third.id)?.price, 'an edit of what is gone is kept').toBe(333);
  expect(shop.waiting()).toBe(2);
});

test('a stream that is open and dead is given up, and what it kept to itself comes by the next one', async () => {
  await using shop = await setupEdits({ streamSilenceMs: 400 });
  await until('the stream is open', () => shop.sync.state().live);
  const [dead] = shop.server.streams;
  // Half open: the connection stands, nothing comes through it any more.
  shop.server.streams.clear();
  changeOnServer(shop.server, {
    collection: 'items',
    id: TEAPOT.id,
    document: { ...TEAPOT, name: 'Kettle' },
  });
  expect(dead?.response.destroyed).toBe(false);
  await until('the change is here all the same', () => shop.atTill(TEAPOT.id)?.name === 'Kettle');
});

test('an event that does not follow on what is here is left to a pull, and nothing is skipped', async () => {
  await using shop = await setupEdits();
  await until('the stream is open', () => shop.sync.state().live);
  for (const stream of shop.server.streams) stream.sent.catalogue = 50;
  changeOnServer(shop.server, {
    collection: 'items',
    id: JACKET.id,
    document: { ...JACKET, name: 'Skipped by the stream' },
  });
  const number = 60;
  const document = { ...TEAPOT, name: 'Kettle' };
  shop.server.feed = shop.server.feed.filter(({ id }) => id !== TEAPOT.id);
  shop.server.feed.push({
    number,
    collection: 'items',
    id: TEAPOT.id,
    revision: 9,
    deleted: false,
    document,
  });
  tellStreams(shop.server);
  await until('the later one is here', () => shop.atTill(TEAPOT.id)?.name === 'Kettle');
  expect(shop.atTill(JACKET.id)?.name).toBe('Skipped by the stream');
});

test('a clock that jumps for years in both directions hides no change and decides nothing', async () => {
  await using ahead = await setupEdits();
  const real = Date.now;
  try {
    for (const years of [5, -5, 0]) {
      Date.now = () => real() + years * 31_536_000_000;
      ahead.edit({ ...JACKET, ...price(1_000 + years), name: `In ${years}` });
      await until('it is decided', () => ahead.waiting() === 0);
      expect(ahead.atServer(JACKET.id)?.document).toMatchObject({ name: `In ${years}` });
    }
  } finally {
    Date.now = real;
  }
  expect(ahead.atServer(JACKET.id)?.revision).toBe(4);
  expect(ahead.atTill(JACKET.id)?.name).toBe('In 0');
});
