/**
 * Records a version of the protocol before it is released, and only then:
 * `RECORD_PROTOCOL=yes vitest run --project pg e2e/record-protocol`. A real till speaks to a real
 * server; what only a till in trouble would say is said for it, with its key. See
 * `sync-server/src/sync/released-protocols.pg.test.ts` for what holds the server to it.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { assert } from '@second-chance/shared/assert.ts';
import { PROTOCOL_VERSION } from '@second-chance/shared/contract/protocol.ts';
import type { SignedEntry } from '@second-chance/shared/journal/entry.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { AT, aCustomer, anId, anItem, aSaleRecord } from '@second-chance/shared/test/builders.ts';
import { fixtureRegisterKey } from '@second-chance/shared/test/fixture-key.ts';
import { aJournal, aSignedEntry } from '@second-chance/shared/test/journal-builder.ts';
import { test } from 'vitest';
import { layFixtureKey } from '../desktop/src/core/store/test/fixtures/fixture-till.ts';
import { must } from '../desktop/src/core/test/open-test-till.ts';
import { ADA, BOOK, GRACE, LINUS, MUG } from '../desktop/src/core/test/small-shop.ts';
import { openTill, type Till } from '../desktop/src/core/till.ts';
import { wireShapes } from '../shared/test/wire-shapes.ts';
import {
  folderOf,
  layWorld,
  type RecordedExchange,
  type RecordedProof,
  type RecordedRequest,
  resend,
  resendStream,
} from '../sync-server/test/recorded-protocol.ts';
import { type SyncFixture, syncFixture } from '../sync-server/test/sync-fixture.ts';
import { SMALL_WORLD_CODE, smallWorld } from './harness/small-world.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };

test.runIf(process.env.RECORD_PROTOCOL !== undefined)(
  'the protocol of now is recorded',
  async () => {
    await using fixture = await syncFixture();
    const world = smallWorld();
    await layWorld(fixture, world);
    const exchanges: RecordedExchange[] = [];
    await sellForAnHour(fixture, exchanges);
    await saidByHand(fixture, exchanges);
    const folder = folderOf(PROTOCOL_VERSION);
    mkdirSync(folder, { recursive: true });
    const write = (name: string, content: unknown) =>
      writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(content, null, 1)}\n`);
    write('world', world);
    write('exchanges', exchanges);
    write('shapes', wireShapes());
  },
);

/** A network that keeps what goes through it. */
function recordingFetch(exchanges: RecordedExchange[]): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(String(input));
    const bytes = init.body === undefined ? null : Buffer.from(init.body as Uint8Array);
    const headers = new Headers(init.headers);
    const gzip = headers.get('content-encoding') === 'gzip';
    const response = await fetch(input, init);
    // It has no end; one is recorded by hand.
    if (url.pathname === '/sync/stream') return response;
    const text = await response.text();
    const body = bytes === null ? null : (gzip ? gunzipSync(bytes) : bytes).toString();
    const answer = JSON.parse(text);
    const proof = answer.code === 'CLOCK_SKEW' ? 'too_old' : 'good';
    exchanges.push({
      name: `a till: ${init.method} ${url.pathname}`,
      method: init.method === 'GET' ? 'GET' : 'POST',
      path: url.pathname + url.search,
      proof: headers.has('authorization') ? proof : 'none',
      gzip,
      body,
      status: response.status,
      answer,
    });
    return new Response(text, { status: response.status, headers: response.headers });
  };
}

async function sellForAnHour(fixture: SyncFixture, exchanges: RecordedExchange[]): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'second-chance-record-'));
  layFixtureKey(dataDir);
  const till = await openTill({
    dataDir,
    clock: () => AT,
    appVersion: 'recorded',
    logger: silent,
    fetch: recordingFetch(exchanges),
    pollMs: 3_600_000,
  });
  must(await till.register.enrol({ serverUrl: fixture.origin, code: SMALL_WORLD_CODE }));
  must(await till.register.syncNow());
  sell(till);
  must(await till.register.syncNow());
  await decide(till);
  must(await till.register.syncNow());
  await till.close();
  rmSync(dataDir, { recursive: true });
}

/** One entry of every type, and a record of every kind. */
function sell(till: Till): void {
  must(till.people.signIn(ADA));
  must(till.shifts.open({ float: minorUnits(10_000) }));
  ring(till, 'MUG', 'BOOK', 'WATCH');
  pay(till, 1);
  ring(till, 'JACKET');
  const { saleId } = pay(till, 2);
  must(till.sales.void({ saleId, reason: 'changed their mind', approval: GRACE }));
  bringBack(till);
  pay(till, 3);
  must(till.shifts.moveCash({ direction: 'out', amount: minorUnits(500), reason: 'stamps' }));
  must(till.shifts.openDrawer({ reason: 'change', approval: GRACE }));
  const lost = { itemId: MUG.id, quantity: -1, reason: 'damaged', note: 'fell' } as const;
  must(till.stock.adjust({ ...lost, approval: GRACE }));
  must(till.shifts.close({ counted: minorUnits(20_000) }));
}

/** A thing edited, a new one and a customer: one push each. */
async function decide(till: Till): Promise<void> {
  must(till.people.signIn(GRACE));
  must(await till.items.edit({ id: MUG.id, fields: { brand: 'Rosenthal' } }));
  must(await till.register.syncNow());
  const { id: _, storeId: __, ...item } = anItem({ sku: 'NEW', barcodes: [] });
  must(await till.items.create({ fields: item }));
  must(await till.register.syncNow());
  const { id: ___, storeId: ____, ...customer } = aCustomer();
  must(await till.customers.create({ fields: customer }));
}

function ring(till: Till, ...codes: readonly string[]): void {
  for (const code of codes) must(till.cart.scan({ code, quantity: 1 }));
}

function bringBack(till: Till): void {
  const { saleId } = must(till.sales.returnable({ receiptNumber: 'A1-1-000001' }));
  const terms = { reason: 'changed_mind', note: '', restock: true } as const;
  must(till.cart.addReturn({ saleId, lines: [{ ...terms, lineNumber: 1, quantity: 1 }] }));
}

function pay(till: Till, tender: number) {
  const { saleId, gross, dueInCash } = must(till.cart.get());
  const tendered = minorUnits(Math.max(dueInCash, 0));
  const tenders = [{ kind: 'cash', tenderId: anId<'Tender'>(tender), tendered } as const];
  return must(till.sales.pay({ saleId, gross, tenders }));
}

type Say = (
  request: Partial<RecordedRequest> & { readonly name: string; readonly path: string },
) => Promise<Readonly<Record<string, unknown>>>;

/** Edits that meet each fate, comparing level by level, and a repair. */
async function documentsByHand(say: Say): Promise<void> {
  const row = {
    collection: 'items',
    id: BOOK.id,
    baseRevision: 1,
    deleted: false,
    document: { ...BOOK, name: 'Middlemarch, signed' },
    staffId: GRACE.staffId,
    approvedBy: null,
    at: AT,
  };
  const edit = (name: string, intent: number, changed: object = {}) =>
    say({
      name,
      path: '/sync/push',
      body: JSON.stringify({ rows: [{ ...row, intentId: anId(intent), ...changed }] }),
    });
  await edit('an edit', 0x901);
  await edit('an edit that was sent before', 0x901);
  await edit('an edit of another revision', 0x902);
  await edit('an edit that fits no schema', 0x903, { document: { ...BOOK, price: 'free' } });
  await edit('an edit by somebody without the right', 0x904, { staffId: LINUS.staffId });
  await say({ name: 'no edits', path: '/sync/push', body: '{"rows":[]}' });
  const bucket = createHash('sha256').update(MUG.id).digest('hex').slice(0, 2);
  for (const level of ['', '/items', `/items/${bucket}`, '/nothing']) {
    await say({ name: `a digest${level}`, method: 'GET', path: `/sync/digest${level}` });
  }
  const documents = [
    { id: MUG.id, copy: null },
    { id: anId(0x404), copy: null },
  ];
  const body = JSON.stringify({ collection: 'items', documents });
  await say({ name: 'a repair', path: '/sync/repair', body });
}

/** What a stream from the feed's beginning says first. */
async function streamByHand(fixture: SyncFixture): Promise<RecordedExchange> {
  const request = { name: 'a stream', method: 'GET', path: '/sync/stream?after=0' } as const;
  const whole = { ...request, proof: 'good', gzip: false, body: null } as const;
  const answer = await resendStream(fixture, PROTOCOL_VERSION, whole);
  return { ...whole, status: 200, answer };
}

/** Repetitions, small pages, the other chain, and everything that the server refuses. */
async function saidByHand(fixture: SyncFixture, exchanges: RecordedExchange[]): Promise<void> {
  const key = fixtureRegisterKey();
  const say = async (request: Partial<RecordedRequest> & { name: string; path: string }) => {
    const whole = { method: 'POST', proof: 'good', gzip: false, body: null, ...request } as const;
    const { status, body } = await resend(fixture, PROTOCOL_VERSION, whole);
    exchanges.push({ ...whole, status, answer: body });
    return body;
  };
  const push = (name: string, entries: readonly SignedEntry[], gzip = false) =>
    say({ name, path: '/sync/journal', body: JSON.stringify({ entries }), gzip });
  const pull = (query: string, name = 'a small page') =>
    say({ name, method: 'GET', path: `/sync/pull${query}` });

  const pushed = exchanges.find(({ path }) => path === '/sync/journal');
  assert(pushed?.body, 'the till has sent its journal');
  const sent: readonly SignedEntry[] = JSON.parse(pushed.body).entries;
  await push('a run that was sent before', sent, true);
  const { entries } = aJournal({ key, chain: 'training', length: 2 });
  await push('sales for training', entries);
  for (let after = 0, upToDate = false; !upToDate; ) {
    const page = await pull(`?after=${after}&limit=4`);
    after = page.checkpoint;
    upToDate = page.upToDate;
  }

  await documentsByHand(say);
  exchanges.push(await streamByHand(fixture));
  const last = sent.at(-1);
  const first = sent[0];
  assert(first !== undefined && last !== undefined, 'the run has entries');
  const drawer = { shiftId: anId<'Shift'>(9), reason: 'change' };
  const more = aSignedEntry({
    key,
    type: 'drawer_opened',
    payload: drawer,
    previous: { ...last, seq: last.seq + 4 },
  });
  await push('a gap', [more]);
  await push('an empty run', []);
  await say({ name: 'no JSON', path: '/sync/journal', body: '{' });
  await pull('?after=-1', 'no place in the feed');
  for (const proof of ['none', 'too_old', 'other_key', 'unknown_register'] as RecordedProof[]) {
    await say({ name: `proof: ${proof}`, method: 'GET', path: '/sync/pull?after=0', proof });
  }
  const publicKey = key.publicKeyJwk;
  const wrong = JSON.stringify({ code: 'AAAAA-AAAAA', publicKey, appVersion: 'recorded' });
  await say({ name: 'a wrong code', path: '/sync/enrol', proof: 'none', body: wrong });
  const other = aSignedEntry({
    key,
    type: 'sale_completed',
    payload: aSaleRecord(),
    previous: first,
  });
  await push('a fork', [other]);
  await push('after a fork', [more]);
}
