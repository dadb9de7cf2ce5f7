import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '@second-chance/shared/contract/protocol.ts';
import { streamChangesSchema } from '@second-chance/shared/contract/sync.ts';
import {
  aCategory,
  anId,
  aSaleRecord,
  ORGANIZATION_ID,
  STORE_ID,
} from '@second-chance/shared/test/builders.ts';
import { aJournal } from '@second-chance/shared/test/journal-builder.ts';
import pg from 'pg';
import { expect, test } from 'vitest';
import {
  proofOf,
  type SyncFixture,
  syncFixture,
  type TestTill,
} from '../../../test/sync-fixture.ts';
import { insertDocuments } from '../../db/document-repository.ts';
import { inTenant } from '../../db/tenant-transaction.ts';
import { STREAMED_AT_ONCE_MAX } from './feed-tail.ts';

interface Heard {
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came
  readonly data: any;
}

/** A till's stream, read event by event. */
async function listen(fixture: SyncFixture, till: TestTill, query = 'after=3&receiptsAfter=3') {
  const path = `/sync/stream?${query}`;
  const bytes = Buffer.alloc(0);
  const proof = proofOf(till, { method: 'GET', path, bytes, now: fixture.clock() });
  const sent = httpRequest(fixture.origin + path, {
    headers: { authorization: `Till ${proof}`, [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) },
  }).end();
  sent.on('error', () => undefined);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const heard: Heard[] = [];
  let text = '';
  answer.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    const whole = text.split('\n\n');
    text = whole.pop() ?? '';
    for (const one of whole) {
      const [, event = '', data = ''] = /^event: (.*)\ndata: (.*)$/.exec(one) ?? [];
      heard.push({ event, data: JSON.parse(data) });
    }
  });
  const ended = new Promise<void>((resolve) => answer.on('close', resolve));
  answer.on('error', () => undefined);
  return {
    answer,
    heard,
    ended,
    /** Numbers of the changes of a part, in the order in which they came. */
    numbers: (part: string) =>
      heard.flatMap(({ event, data }) =>
        event === 'changes' && data.part === part
          ? streamChangesSchema.parse(data).changes.map(({ number }) => number)
          : [],
      ),
    [Symbol.asyncDispose]: async () => void sent.destroy(),
  };
}

let made = 0x800;

function commit({ db }: SyncFixture, count = 1) {
  const documents = Array.from({ length: count }, () => aCategory({ id: anId(made++) }));
  return inTenant(db, ORGANIZATION_ID, (tx) =>
    insertDocuments({ tx, organizationId: ORGANIZATION_ID }, 'category', {
      storeId: STORE_ID,
      documents,
    }),
  );
}

test('a commit comes to every till of the store, each change once and in order, from where it stood', async () => {
  await using fixture = await syncFixture();
  const tills = [
    await fixture.addTill(),
    await fixture.addTill({ registerId: anId<'Register'>(0xb2), code: 'B2' }),
  ];
  await using one = await listen(fixture, tills[0] as TestTill);
  await using two = await listen(fixture, tills[1] as TestTill, 'after=1&receiptsAfter=3');
  expect(one.answer.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'x-accel-buffering': 'no',
  });
  for (let commits = 0; commits < 5; commits += 1) await commit(fixture);
  await expect.poll(() => one.numbers('catalogue')).toEqual([4, 5, 6, 7, 8]);
  await expect.poll(() => two.numbers('catalogue')).toEqual([2, 3, 4, 5, 6, 7, 8]);
  for (const { heard } of [one, two]) {
    for (const part of ['catalogue', 'receipts']) {
      const events = heard.filter(({ data }) => data.part === part);
      // Each begins where the one before ended.
      for (const [place, { data }] of events.entries()) {
        if (place > 0) expect(data.from).toBe(events[place - 1]?.data.checkpoint);
      }
    }
  }
});

test('a sale at one till comes to the other as stock and receipt', async () => {
  await using fixture = await syncFixture();
  const seller = await fixture.addTill();
  const other = await fixture.addTill({ registerId: anId<'Register'>(0xb2), code: 'B2' });
  await fixture.addItems([{ id: anId(1), kind: 'stocked', onHand: 5 }]);
  await using stream = await listen(fixture, other, 'after=5&receiptsAfter=5');
  const payload = aSaleRecord();
  const { entries } = aJournal({
    key: seller.key,
    head: { at: fixture.clock() },
    entries: [{ type: 'sale_completed', payload }],
  });
  await fixture.sendAs(seller, '/sync/journal', { body: { entries } });
  // Two parts of the feed, each in its own order and neither before the other.
  await expect.poll(() => stream.numbers('catalogue')).toHaveLength(1);
  await expect.poll(() => stream.numbers('receipts')).toHaveLength(1);
  const changesOf = (part: string) =>
    stream.heard.filter(({ data }) => data.part === part).flatMap(({ data }) => data.changes);
  expect(changesOf('catalogue')).toEqual([
    expect.objectContaining({
      collection: 'stockLevels',
      document: expect.objectContaining({ onHand: 4 }),
    }),
  ]);
  expect(changesOf('receipts')).toEqual([
    expect.objectContaining({ collection: 'receipts', id: payload.saleId }),
  ]);
});

test('a stream event never carries a checkpoint past a row that commits later', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  await using stream = await listen(fixture, till);
  // One writer holds its number and stays open; another one writes behind it.
  const writer = new pg.Client({ connectionString: fixture.url });
  await writer.connect();
  await writer.query('begin');
  await writer.query('update feed_scope set last_number = last_number + 1');
  const late = aCategory({ id: anId(0x7f1) });
  await writer.query(
    'insert into category (organization_id, store_id, id, document, feed_number) values ($1, $2, $3, $4, 4)',
    [ORGANIZATION_ID, STORE_ID, late.id, JSON.stringify(late)],
  );
  const second = commit(fixture);
  await fixture.query(`select pg_notify('store_feed', '${ORGANIZATION_ID}:${STORE_ID}:9')`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(Math.max(3, ...stream.heard.map(({ data }) => data.checkpoint))).toBe(3);
  await writer.query('commit');
  await writer.end();
  await second;
  await expect.poll(() => stream.numbers('catalogue')).toEqual([4, 5]);
});

test('more than a stream should carry is announced, and what follows comes again', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  await using stream = await listen(fixture, till);
  await commit(fixture, STREAMED_AT_ONCE_MAX + 1);
  await expect.poll(() => stream.heard.map(({ event }) => event)).toContain('resync');
  expect(stream.numbers('catalogue')).toEqual([]);
  await commit(fixture);
  await expect.poll(() => stream.numbers('catalogue')).toEqual([STREAMED_AT_ONCE_MAX + 5]);
});

test('who stands below the horizon is sent to pull', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  await fixture.query('update feed_scope set horizon = 2');
  await using stream = await listen(fixture, till, 'after=1&receiptsAfter=1');
  await expect.poll(() => stream.heard.map(({ event }) => event)).toEqual(['resync']);
});

test('a register has one stream: a new one ends the one before', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  await using first = await listen(fixture, till);
  await using second = await listen(fixture, till);
  await first.ended;
  await commit(fixture);
  await expect.poll(() => second.numbers('catalogue')).toEqual([4]);
});

test('it beats, and a register that is revoked is sent away with a beat', async () => {
  await using fixture = await syncFixture({ beatMs: 50 });
  const till = await fixture.addTill();
  await using stream = await listen(fixture, till);
  await expect.poll(() => stream.heard.map(({ event }) => event)).toContain('beat');
  await fixture.query('update register set revoked_at = 1');
  await stream.ended;
});

test('it ends when the node stops', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  await using stream = await listen(fixture, till);
  fixture.stop();
  await stream.ended;
});

test('without a proof there is no stream, and what is no place is refused', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  expect((await fixture.send('/sync/stream', { method: 'GET' })).status).toBe(401);
  const wrong = await fixture.sendAs(till, '/sync/stream?after=x', { method: 'GET' });
  expect(wrong).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
});
