/**
 * One suite for the server that tills are tested with and for the real one, so that the former
 * cannot drift: whatever the tests of tills lean on is held here against both.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import type { ErrorCode } from '@second-chance/shared/contract/errors.ts';
import { ERROR_STATUS } from '@second-chance/shared/contract/errors.ts';
import {
  ACK_DOMAIN,
  CHECKPOINT_HEADER,
  digestBucketSchema,
  digestBucketsSchema,
  digestResponseSchema,
  enrolResponseSchema,
  type PullResponse,
  type PushRow,
  pullResponseSchema,
  pushResponseSchema,
  repairResponseSchema,
  SERVER_TIME_HEADER,
  signedAcknowledgementSchema,
  streamChangesSchema,
  UP_TO_DATE_HEADER,
} from '@second-chance/shared/contract/sync.ts';
import { combineDigest, EMPTY_DIGEST, markInput } from '@second-chance/shared/documents/digest.ts';
import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';
import { GENESIS_HASH, type SignedEntry } from '@second-chance/shared/journal/entry.ts';
import { anId, aSaleRecord, REGISTER_ID } from '@second-chance/shared/test/builders.ts';
import {
  aJournal,
  aRegisterKey,
  aSignedEntry,
} from '@second-chance/shared/test/journal-builder.ts';
import { expect, test } from 'vitest';
import { aRow, newItem } from '../../sync-server/test/push-fixture.ts';
import {
  aSpeaker,
  CODE,
  CONTRACT_SERVERS,
  type ContractServer,
  type Heard,
  type Speaker,
} from './contract-servers.ts';

async function enrolled(server: ContractServer): Promise<Speaker> {
  const till = aSpeaker(server);
  expect((await till.enrol()).status).toBe(200);
  return till;
}

function expectRefusal({ status, body }: Heard, code: ErrorCode): void {
  expect(body).toMatchObject({ code, message: expect.any(String) });
  expect(status).toBe(ERROR_STATUS[code]);
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const sendRun = ({ say }: Speaker, entries: readonly SignedEntry[]) =>
  say('/sync/journal', { body: { entries } });
const journalOf = ({ key }: Speaker, server: ContractServer, length: number) =>
  aJournal({ key, length, head: { at: server.now() as never } }).entries;

async function push({ say }: Speaker, ...rows: readonly PushRow[]) {
  const { status, body } = await say('/sync/push', { body: { rows } });
  expect(status, JSON.stringify(body)).toBe(200);
  return pushResponseSchema.parse(body).results;
}

async function pullAll({ ask }: Speaker, after = 0, limit = 5_000) {
  const pages: PullResponse[] = [];
  for (let from = after; ; ) {
    const { status, body, headers } = await ask(
      `/sync/pull?after=${from}&limit=${limit}&part=catalogue`,
    );
    expect(status, JSON.stringify(body)).toBe(200);
    const page = pullResponseSchema.parse(body);
    expect(headers.get(CHECKPOINT_HEADER)).toBe(String(page.checkpoint));
    expect(headers.get(UP_TO_DATE_HEADER)).toBe(String(page.upToDate));
    pages.push(page);
    if (page.upToDate) return { pages, changes: pages.flatMap(({ changes }) => changes) };
    expect(page.checkpoint).toBeGreaterThan(from);
    from = page.checkpoint;
  }
}

test.for(CONTRACT_SERVERS)(
  '$name enrols a device, and the same device again as the same',
  async ({ open }) => {
    await using server = await open();
    const till = aSpeaker(server);
    const first = await till.enrol();
    expect(enrolResponseSchema.parse(first.body)).toMatchObject({
      registerId: REGISTER_ID,
      epoch: 1,
    });
    expect(Number(first.headers.get(SERVER_TIME_HEADER))).toBeGreaterThan(0);
    const again = await till.enrol(CODE);
    expect(again.body).toEqual({ ...first.body, serverTime: again.body.serverTime });
  },
);

test.for(CONTRACT_SERVERS)(
  '$name believes a proof for this very request alone',
  async ({ open }) => {
    await using server = await open();
    const till = await enrolled(server);
    const pull = '/sync/pull?after=0';
    const saying = (claims: Readonly<Record<string, unknown>>) =>
      till.say(pull, { method: 'GET', claims });
    expect((await saying({})).status).toBe(200);
    expectRefusal(await saying({ htu: '/sync/pull?after=1' }), 'PROOF_INVALID');
    expectRefusal(await saying({ htm: 'POST' }), 'PROOF_INVALID');
    expectRefusal(await saying({ bh: sha256('another') }), 'PROOF_INVALID');
    const iat = Math.floor(server.now() / 1_000);
    expectRefusal(await saying({ iat: iat - 600 }), 'CLOCK_SKEW');
    expectRefusal(await saying({ iat: iat + 600 }), 'CLOCK_SKEW');
    expectRefusal(await saying({ epoch: 7 }), 'REGISTER_UNKNOWN');
    expectRefusal(await till.say(pull, { method: 'GET', proof: false }), 'PROOF_INVALID');
    const forger = aSpeaker(server, aRegisterKey());
    expectRefusal(await forger.ask(pull), 'PROOF_INVALID');
    for (const protocol of ['0', '3', 'two']) {
      const said = await till.say(pull, { method: 'GET', protocol });
      expectRefusal(said, 'PROTOCOL_UNSUPPORTED');
    }
    await server.revoke();
    expectRefusal(await saying({}), 'REGISTER_REVOKED');
  },
);

test.for(CONTRACT_SERVERS)(
  '$name signs for what it has, and a repetition changes nothing',
  async ({ open }) => {
    await using server = await open();
    const till = await enrolled(server);
    const { serverKey } = (await till.enrol()).body;
    const entries = journalOf(till, server, 4);
    const acknowledged = async (run: readonly SignedEntry[]) => {
      const { status, body } = await sendRun(till, run);
      expect(status, JSON.stringify(body)).toBe(200);
      const { signature, ...ack } = signedAcknowledgementSchema.parse(body);
      const key = createPublicKey({ key: serverKey, format: 'jwk' });
      const signed = Buffer.from(ACK_DOMAIN + canonicalJson(ack));
      expect(verify(null, signed, key, Buffer.from(signature, 'base64url'))).toBe(true);
      return { epoch: ack.epoch, chain: ack.chain, seq: ack.seq, hash: ack.hash };
    };
    const upTo = (count: number) => ({
      epoch: 1,
      chain: 'live',
      seq: count,
      hash: entries[count - 1]?.hash ?? GENESIS_HASH,
    });
    expect(await acknowledged(entries.slice(0, 2))).toEqual(upTo(2));
    expect(await acknowledged(entries.slice(0, 2))).toEqual(upTo(2));
    // Some known, some new.
    expect(await acknowledged(entries.slice(1, 3))).toEqual(upTo(3));
    // An older run is answered with all that is there.
    expect(await acknowledged(entries.slice(0, 1))).toEqual(upTo(3));
    expect(await acknowledged(entries.slice(3))).toEqual(upTo(4));
  },
);

test.for(CONTRACT_SERVERS)(
  '$name answers a gap with the number expected, and stores none of it',
  async ({ open }) => {
    await using server = await open();
    const till = await enrolled(server);
    const entries = journalOf(till, server, 5);
    const early = await sendRun(till, entries.slice(1));
    expectRefusal(early, 'JOURNAL_GAP');
    expect(early.body.details).toEqual({ expectedSeq: 1 });
    await sendRun(till, entries.slice(0, 2));
    const late = await sendRun(till, entries.slice(4));
    expectRefusal(late, 'JOURNAL_GAP');
    expect(late.body.details).toEqual({ expectedSeq: 3 });
    expect((await sendRun(till, entries)).body).toMatchObject({ seq: 5 });
  },
);

test.for(CONTRACT_SERVERS)(
  '$name freezes an epoch of which it has other entries',
  async ({ open }) => {
    await using server = await open();
    const till = await enrolled(server);
    const entries = journalOf(till, server, 3);
    await sendRun(till, entries.slice(0, 2));
    const other = aSignedEntry({
      key: till.key,
      type: 'sale_completed',
      payload: aSaleRecord({}),
      previous: { seq: 1, hash: entries[0]?.hash ?? GENESIS_HASH },
      head: { at: (server.now() + 1) as never },
    });
    const forked = await sendRun(till, [other]);
    expectRefusal(forked, 'JOURNAL_FORK');
    expect(forked.body.details).toMatchObject({ seq: 2 });
    expectRefusal(await sendRun(till, entries.slice(2)), 'EPOCH_FROZEN');
  },
);

test.for(CONTRACT_SERVERS)(
  '$name tells its feed page by page, in order, until it says that this is all',
  async ({ open }) => {
    await using server = await open();
    const till = await enrolled(server);
    const items = Array.from({ length: 7 }, (_, at) => newItem({ sku: `S${at}`, barcodes: [] }));
    for (const item of items) await server.addItem(item);
    const { pages, changes } = await pullAll(till, 0, 3);
    expect(pages.length).toBeGreaterThan(2);
    const numbers = changes.map(({ number }) => number);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(new Set(numbers).size).toBe(numbers.length);
    const documents = changes.filter(({ collection }) => collection === 'items');
    expect(documents.map(({ document }) => document)).toEqual(items);
    expect(documents.every(({ revision, deleted }) => revision === 1 && !deleted)).toBe(true);
    for (const { totalDocuments } of pages) expect(totalDocuments).toBe(changes.length);
    const last = pages.at(-1);
    expect(last?.checkpoint).toBe(last?.lastNumber);
    // Nothing new: an empty page that is up to date, and the same checkpoint.
    const { pages: again } = await pullAll(till, last?.checkpoint);
    expect(again).toMatchObject([{ changes: [], checkpoint: last?.checkpoint, upToDate: true }]);
    expect((await till.ask('/sync/pull?part=receipts')).body).toMatchObject({
      changes: [],
      upToDate: true,
      checkpoint: last?.lastNumber,
    });
    await server.setHorizon(4);
    expectRefusal(await till.ask('/sync/pull?after=2'), 'CHECKPOINT_TOO_OLD');
    expect((await till.ask('/sync/pull?after=2&begun=4')).status).toBe(200);
    expect((await till.ask('/sync/pull?after=0')).status).toBe(200);
  },
);

test.for(CONTRACT_SERVERS)(
  '$name decides row by row: accepted, conflict, rejected; and once for each intent',
  async ({ open }) => {
    await using server = await open();
    const till = await enrolled(server);
    const item = newItem({ sku: 'P1', barcodes: [] });
    const create = aRow('items', item);
    expect(await push(till, create)).toEqual([
      { outcome: 'accepted', intentId: create.intentId, revision: 1, master: null },
    ]);
    const renamed = { ...item, name: 'Renamed' };
    const rename = aRow('items', renamed, { baseRevision: 1 });
    const stale = aRow('items', { ...item, name: 'Too late' }, { baseRevision: 1 });
    const broken = aRow('items', { ...newItem({ sku: 'P2' }), price: 'free' });
    const other = aRow('items', newItem({ sku: 'P3', barcodes: [] }));
    const results = await push(till, rename, broken, other);
    expect(results).toMatchObject([
      { outcome: 'accepted', intentId: rename.intentId, revision: 2, master: null },
      { outcome: 'rejected', intentId: broken.intentId, code: 'INVALID_REQUEST', master: null },
      { outcome: 'accepted', intentId: other.intentId, revision: 1, master: null },
    ]);
    // Sent again, word by word: answered and not done again.
    expect(await push(till, rename, broken, other)).toEqual(results);
    expect(await push(till, stale)).toEqual([
      {
        outcome: 'conflict',
        intentId: stale.intentId,
        master: { revision: 2, deleted: false, document: renamed },
      },
    ]);
    const remove = aRow('items', renamed, { baseRevision: 2, deleted: true });
    expect(await push(till, remove)).toMatchObject([{ outcome: 'accepted', revision: 3 }]);
    // By now the document moved on, and the answer to the repetition says so.
    expect(await push(till, rename)).toMatchObject([
      { outcome: 'accepted', revision: 2, master: { revision: 3, deleted: true } },
    ]);
    const { changes } = await pullAll(till);
    const own = changes.filter(({ id }) => id === item.id && id !== other.id);
    expect(own.filter(({ collection }) => collection === 'items')).toMatchObject([
      { collection: 'items', revision: 3, deleted: true, document: renamed },
    ]);
  },
);

test.for(CONTRACT_SERVERS)(
  '$name lets the rows of one push build on each other or share a base, and no row of another push',
  async ({ open }) => {
    await using server = await open();
    const till = await enrolled(server);
    const item = newItem({ sku: 'C1', barcodes: [] });
    const rows = [
      aRow('items', item),
      aRow('items', { ...item, name: 'One' }, { baseRevision: 0 }),
      aRow('items', { ...item, name: 'Two' }, { baseRevision: 0 }),
      aRow('items', { ...item, name: 'Three' }, { baseRevision: 3 }),
    ];
    expect(await push(till, ...rows)).toMatchObject([
      { outcome: 'accepted', revision: 1, master: { revision: 4 } },
      { outcome: 'accepted', revision: 2, master: { revision: 4 } },
      { outcome: 'accepted', revision: 3, master: { revision: 4 } },
      { outcome: 'accepted', revision: 4, master: null },
    ]);
    const later = aRow('items', { ...item, name: 'Late' }, { baseRevision: 0 });
    expect(await push(till, later)).toMatchObject([
      { outcome: 'conflict', master: { revision: 4, document: { name: 'Three' } } },
    ]);
  },
);

test.for(CONTRACT_SERVERS)(
  '$name carries what is committed into an open stream, each event after the other',
  async ({ open }) => {
    await using server = await open();
    const till = await enrolled(server);
    const { pages } = await pullAll(till);
    const at = pages.at(-1)?.checkpoint ?? 0;
    const late = newItem({ sku: 'L0', barcodes: [] });
    await server.addItem(late);
    await using stream = await till.listen(`/sync/stream?after=${at}&receiptsAfter=${at}`);
    expect(stream.status).toBe(200);
    expect(stream.type).toMatch(/^text\/event-stream/);
    const carried = () =>
      stream.events
        .filter(({ event }) => event === 'changes')
        .map(({ data }) => streamChangesSchema.parse(data))
        .filter(({ part }) => part === 'catalogue');
    const itemIds = () =>
      carried().flatMap(({ changes }) =>
        changes.flatMap(({ collection, id }) => (collection === 'items' ? [id] : [])),
      );
    // What came between the pull and the stream, and then what is made while it is open.
    await expect.poll(itemIds).toEqual([late.id]);
    const rows = [1, 2, 3].map((n) => aRow('items', newItem({ sku: `L${n}`, barcodes: [] })));
    for (const row of rows) await push(till, row);
    await expect.poll(itemIds).toEqual([late.id, ...rows.map(({ id }) => id)]);
    let place = at;
    for (const { from, checkpoint, changes } of carried()) {
      expect(from).toBe(place);
      for (const { number } of changes) expect(number).toBeGreaterThan(from);
      expect(checkpoint).toBeGreaterThanOrEqual(
        Math.max(from, ...changes.map((one) => one.number)),
      );
      place = checkpoint;
    }
  },
);

test.for(CONTRACT_SERVERS)(
  '$name tells what it holds as digests, and mends what differs',
  async ({ open }) => {
    await using server = await open();
    const till = await enrolled(server);
    const items = Array.from({ length: 5 }, (_, at) => newItem({ sku: `D${at}`, barcodes: [] }));
    for (const item of items) await server.addItem(item);
    const { pages } = await pullAll(till);
    const { number, collections } = digestResponseSchema.parse(
      (await till.ask('/sync/digest')).body,
    );
    expect(number).toBe(pages.at(-1)?.checkpoint);
    const marks = items.map(({ id }) => sha256(markInput({ id, revision: 1 })).slice(0, 12));
    const digest = marks.reduce(combineDigest, EMPTY_DIGEST.digest);
    expect(collections.items).toEqual({ count: 5, digest });
    expect(collections.customers).toEqual(EMPTY_DIGEST);
    const [first] = items;
    if (first === undefined) throw new Error('there are items');
    const bucket = sha256(first.id).slice(0, 2);
    const { buckets } = digestBucketsSchema.parse((await till.ask('/sync/digest/items')).body);
    expect(Object.values(buckets).reduce((sum, { count }) => sum + count, 0)).toBe(5);
    const inBucket = digestBucketSchema.parse(
      (await till.ask(`/sync/digest/items/${bucket}`)).body,
    );
    expect(inBucket.documents).toContainEqual({ id: first.id, revision: 1 });
    expect(buckets[bucket]?.count).toBe(inBucket.documents.length);

    const repair = async (documents: readonly unknown[]) => {
      const body = { collection: 'items', documents };
      const answered = await till.say('/sync/repair', { body });
      return repairResponseSchema.parse(answered.body).documents;
    };
    const master = { revision: 1, deleted: false, document: first };
    expect(await repair([{ id: first.id, copy: null }])).toEqual([
      { id: first.id, master, restored: false },
    ]);
    await server.loseItem(first.id);
    const after = digestResponseSchema.parse((await till.ask('/sync/digest')).body);
    expect(after.collections.items?.count).toBe(4);
    const copy = { revision: 1, document: first };
    expect(await repair([{ id: first.id, copy }])).toEqual([
      { id: first.id, restored: true, master: { ...master, revision: 2 } },
    ]);
    const unknown = anId(0x404);
    expect(await repair([{ id: unknown, copy: null }])).toEqual([
      { id: unknown, restored: false, master: null },
    ]);
  },
);
