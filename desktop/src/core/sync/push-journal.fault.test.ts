import type { SignedEntry } from '@second-chance/shared/journal/entry.ts';
import { expect, test } from 'vitest';
import { acknowledge, readRun } from '../journal/unsent-runs.ts';
import { verifyJournal } from '../journal/verify-journal.ts';
import type { Fault } from './test/fake-sync-server.ts';
import { setupSync, until } from './test/setup-sync.ts';

const JOURNAL = '/sync/journal';
const LIVE = { epoch: 1, chain: 'live' } as const;

const faults: readonly (readonly [string, Fault])[] = [
  ['the request is lost', 'drop_before'],
  ['the answer is lost', 'drop_after'],
  ['the answer comes in half', 'half_a_body'],
  ['the server is in trouble', { refuse: 'UNAVAILABLE' }],
  ['somebody else signed the acknowledgement', 'wrong_signature'],
];

test.for(faults)('when %s, each sale arrives exactly once all the same', async ([, fault]) => {
  await using till = await setupSync();
  till.server.faults.push({ path: JOURNAL, fault }, { path: JOURNAL, fault });
  till.sell(1, 3);
  const sync = till.start();
  await until('two faults', () => till.server.fired.length === 2);
  till.sell(4, 5);
  sync.pushSoon();
  await until('all is acknowledged', () => sync.state().waitingEntries === 0);
  expect(till.server.chains.get('1/live')?.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  expect(sync.state()).toMatchObject({ online: true, waitingSales: 0, waitingTotal: 0 });
  expect(sync.state().problem).toBeNull();
});

test('an acknowledgement that the server did not sign counts for nothing', async () => {
  await using till = await setupSync();
  till.server.faults.push({ path: JOURNAL, fault: 'wrong_signature' });
  till.sell(1, 2);
  const sync = till.start();
  await until('the fault', () => till.server.fired.length === 1);
  await until('it is told', () => till.events.some(({ event }) => event === 'failed'));
  expect(till.server.chains.get('1/live')).toHaveLength(2);
  await until('the signed one', () => sync.state().waitingEntries === 0);
});

test('a server that lost entries gets them again from where it asks', async () => {
  await using till = await setupSync();
  till.sell(1, 6);
  const sync = till.start();
  await until('all is there', () => sync.state().waitingEntries === 0);
  till.server.chains.set('1/live', till.server.chains.get('1/live')?.slice(0, 2) ?? []);
  till.sell(7, 7);
  sync.pushSoon();
  await until('all is there again', () => sync.state().waitingEntries === 0);
  expect(till.server.chains.get('1/live')?.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('a frozen epoch keeps everything, is sent as evidence, and stops nothing after it', async () => {
  await using till = await setupSync();
  till.sell(1, 2);
  till.server.frozen.add(1);
  const sync = till.start();
  await until('the problem shows', () => sync.state().problem === 'EPOCH_FROZEN');
  till.sell(3, 3);
  sync.pushSoon();
  await until('all is evidence', () => till.server.evidence.length === 3);
  // The till must have read the answer too, or it rightly sends the last run again.
  await sync.syncNow();
  await sync.stop();
  expect(
    till.setup.store.prepare('select acked_seq from journal_head where chain = ?').get('live'),
  ).toEqual({ acked_seq: 0 });
  expect(verifyJournal(till.setup.store)).toEqual({ entries: 3, fault: null });

  await till.enrolAgain();
  till.sell(4, 5);
  const again = till.start();
  await until('the new epoch goes on', () => till.server.chains.get('2/live')?.length === 2);
  await until('it is acknowledged', () => again.state().waitingEntries === 0);
  expect(again.state().problem).toBeNull();
  expect(till.server.evidence, 'sent once').toHaveLength(3);
});

/** What the server has of the chain where a copy of this till's disk sent all of it and one sale more. */
function sentByACopy(till: Awaited<ReturnType<typeof setupSync>>): SignedEntry[] {
  const { store } = till.setup;
  let entries: SignedEntry[] = [];
  const undone = new Error('sold by the copy alone');
  try {
    store.transaction(() => {
      till.sell(77, 77);
      const run = readRun(store, { ...LIVE, fromSeq: 1, entriesMax: 9, bytesMax: 1e6 });
      entries = JSON.parse(`[${run?.entriesJson}]`);
      throw undone;
    });
  } catch (thrown) {
    if (thrown !== undone) throw thrown;
  }
  return entries;
}

test.for([
  'while its old entries were on their way',
  'after its old entries were acknowledged',
] as const)('what a till sold %s is shown to a server that has a copy’s', async (when) => {
  let sellSoon: () => void = () => undefined;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await globalThis.fetch(input, init);
    if (String(input).endsWith(JOURNAL)) sellSoon();
    return response;
  };
  await using till = await setupSync({ fetch });
  till.sell(1, 2);
  till.server.chains.set('1/live', sentByACopy(till));
  if (when === 'while its old entries were on their way') {
    sellSoon = () => {
      till.sell(3, 3);
      sellSoon = () => undefined;
    };
  }
  const sync = till.start();
  await until('it parts', () => sync.state().problem !== null);
  if (when === 'after its old entries were acknowledged') {
    expect(sync.state().problem).toBe('JOURNAL_FORK');
    till.sell(3, 3);
    sync.pushSoon();
  }
  await until('it is evidence', () => sync.state().problem === 'EPOCH_FROZEN');
  expect(till.server.evidence.map(({ seq }) => seq)).toEqual([3]);
  expect(sync.state().waitingEntries).toBe(0);
});

test('unsent entries of an earlier epoch go first, signed by its key, under the new one’s proof', async () => {
  await using till = await setupSync();
  till.sell(1, 2);
  await till.enrolAgain();
  till.sell(3, 4);
  const sync = till.start();
  await until('both epochs are there', () => sync.state().waitingEntries === 0);
  expect(till.server.chains.get('1/live')).toHaveLength(2);
  expect(till.server.chains.get('2/live')).toHaveLength(2);
});

test('a revoked till keeps selling and keeps everything', async () => {
  await using till = await setupSync();
  till.server.revoked = true;
  till.sell(1, 2);
  const sync = till.start();
  await until('the problem shows', () => sync.state().problem === 'REGISTER_REVOKED');
  till.sell(3, 3);
  expect(sync.state()).toMatchObject({ waitingSales: 3, waitingTotal: 15_000 });
  till.server.revoked = false;
  await sync.syncNow();
  await until('an admin took it back', () => sync.state().waitingEntries === 0);
  expect(sync.state().problem).toBeNull();
});

test('a till whose clock is years off is heard after one more try', async () => {
  await using till = await setupSync({ tillClockOffMs: -5 * 365 * 86_400_000 });
  till.sell(1, 1);
  const sync = till.start();
  await until('it is there', () => sync.state().waitingEntries === 0);
  expect(till.server.requests.filter((path) => path === JOURNAL).length).toBeLessThanOrEqual(2);
  expect(till.events.map(({ event }) => event)).toEqual(['online']);
});

test('a server that is absent from the start costs nothing and finds all when it comes', async () => {
  let gone = true;
  const fetch: typeof globalThis.fetch = (...request) =>
    gone ? Promise.reject(new TypeError('fetch failed')) : globalThis.fetch(...request);
  await using till = await setupSync({ fetch });
  const sync = till.start();
  till.sell(1, 40);
  sync.pushSoon();
  await until('it failed', () => till.events.length > 3);
  expect(sync.state()).toMatchObject({ online: false, waitingSales: 40, waitingTotal: 200_000 });
  gone = false;
  await until('all is there', () => sync.state().waitingEntries === 0);
  expect(sync.state().online).toBe(true);
});

test('runs keep within their limits, and an entry above them still goes', async () => {
  await using till = await setupSync();
  till.sell(1, 5);
  const run = { ...LIVE, fromSeq: 2 };
  const { store } = till.setup;
  expect(readRun(store, { ...run, entriesMax: 3, bytesMax: 1e6 })).toMatchObject({ toSeq: 4 });
  expect(readRun(store, { ...run, entriesMax: 3, bytesMax: 10 })).toMatchObject({ toSeq: 2 });
  expect(readRun(store, { ...run, fromSeq: 6, entriesMax: 3, bytesMax: 10 })).toBeNull();
});

test('an acknowledgement never goes back, and one for other content is none', async () => {
  await using till = await setupSync();
  till.sell(1, 3);
  const sync = till.start();
  await until('all is there', () => sync.state().waitingEntries === 0);
  const { store } = till.setup;
  const heads = () => store.prepare('select acked_seq, ack_json from journal_head').all();
  const before = heads();
  const entry = till.server.chains.get('1/live')?.[0];
  const old = { registerId: entry?.registerId, epoch: 1, chain: 'live', seq: 1, hash: entry?.hash };
  expect(acknowledge(store, old as Parameters<typeof acknowledge>[1])).toBe(true);
  const other = { ...old, hash: 'f'.repeat(64) };
  expect(acknowledge(store, other as Parameters<typeof acknowledge>[1])).toBe(false);
  expect(heads()).toEqual(before);
});

test('a thousand waiting entries go up in full runs, one after another, and selling goes on meanwhile', async () => {
  await using till = await setupSync();
  const { store } = till.setup;
  store.transaction(() => till.sell(1, 1_203));
  const sync = till.start();
  await until('the first run is there', () => sync.state().waitingEntries <= 703);
  till.sell(1_204, 1_204);
  sync.pushSoon();
  await until('all is acknowledged', () => sync.state().waitingEntries === 0);
  const arrived = till.server.chains.get('1/live')?.map(({ seq }) => seq);
  expect(arrived).toEqual(Array.from({ length: 1_204 }, (_, index) => index + 1));
  const runs = till.server.requests.filter((path) => path === JOURNAL);
  expect(runs.length).toBeGreaterThanOrEqual(3);
  expect(runs.length).toBeLessThanOrEqual(4);
});
