import { connect } from 'node:net';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '@second-chance/shared/contract/protocol.ts';
import type { PushRow } from '@second-chance/shared/contract/sync.ts';
import {
  anId,
  aSaleRecord,
  ORGANIZATION_ID,
  REGISTER_ID,
  STORE_ID,
} from '@second-chance/shared/test/builders.ts';
import { aJournal } from '@second-chance/shared/test/journal-builder.ts';
import { expect, test } from 'vitest';
import { asOwner } from '../../../test/postgres.ts';
import {
  ADMIN_ID,
  aRow,
  newItem,
  type PushFixture,
  pushFixture,
} from '../../../test/push-fixture.ts';
import { proofOf } from '../../../test/sync-fixture.ts';
import { updateItem } from '../../catalogue/change-item.ts';
import { newId } from '../../db/new-id.ts';
import { asWork } from '../../db/tenant-work.ts';

const counted = (fixture: PushFixture, table: string) =>
  fixture.query(`select count(*)::int as count from ${table}`).then(([row]) => row.count);

test('a push whose answer is lost after the commit is done once, and answered when it comes again', async () => {
  await using fixture = await pushFixture();
  const rows = [aRow('items', newItem()), aRow('items', newItem())];
  const path = '/sync/push';
  const bytes = Buffer.from(JSON.stringify({ rows }));
  const proof = proofOf(fixture.till, { method: 'POST', path, bytes, now: fixture.clock() });
  const { hostname, port } = new URL(fixture.origin);
  const socket = connect(Number(port), hostname);
  socket.pause();
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: till\r\nauthorization: Till ${proof}\r\n` +
      `${PROTOCOL_HEADER}: ${PROTOCOL_VERSION}\r\ncontent-length: ${bytes.length}\r\n\r\n`,
  );
  socket.write(bytes);
  await expect.poll(() => counted(fixture, 'push_intent')).toBe(2);
  expect(socket.bytesRead, 'the till heard nothing of it').toBe(0);
  socket.destroy();
  const results = await fixture.push(rows);
  expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
  expect(await counted(fixture, 'item')).toBe(2);
  expect(await counted(fixture, 'stock_movement')).toBe(2);
});

test('one row that the database cannot hold is parked, and blocks none of the others', async () => {
  await using fixture = await pushFixture();
  const poison = {
    id: newId(),
    storeId: STORE_ID,
    collection: 'items',
    documentId: anId(1),
    label: '',
    registerId: REGISTER_ID,
    staffId: ADMIN_ID,
    at: 1,
    fields: [{ field: 'name', base: null, kept: 'a\u0000b', lost: null, lostSide: 'till' }],
    settled: null,
  };
  const rows = [aRow('items', newItem()), aRow('conflicts', poison), aRow('items', newItem())];
  const results = await fixture.push(rows);
  expect(results).toMatchObject([
    { outcome: 'accepted' },
    { outcome: 'rejected', code: 'INVALID_REQUEST' },
    { outcome: 'accepted' },
  ]);
  expect(await fixture.push(rows)).toEqual(results);
  const parked = await fixture.query('select id, code from parked_change');
  expect(parked).toEqual([{ id: rows[1]?.intentId, code: 'INVALID_REQUEST' }]);
});

/** So many that some hit in the middle, so few that a slow machine comes to the end. */
const KILLS_MAX = 20;

/** Sends rows until they are answered, whatever happens to the server's connections. */
async function pushUntilTaken(fixture: PushFixture, rows: readonly PushRow[]): Promise<number> {
  for (let failures = 0; ; failures += 1) {
    const { status, body } = await fixture.sendAs(fixture.till, '/sync/push', { body: { rows } });
    if (status !== 200) continue;
    for (const { outcome } of body.results) expect(outcome).toBe('accepted');
    return failures;
  }
}

test('with every database connection killed again and again each row is done once', async () => {
  await using fixture = await pushFixture();
  const batches = Array.from({ length: 12 }, () =>
    Array.from({ length: 10 }, () => aRow('items', newItem())),
  );
  let pushing = true;
  let kills = 0;
  const killer = asOwner(fixture.url, async (owner) => {
    while (pushing && kills < KILLS_MAX) {
      const { rowCount } = await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'second-chance' and datname = current_database()
           and state <> 'idle'`,
      );
      kills += rowCount ?? 0;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
  const lanes = [0, 1, 2].map(async (lane) => {
    let failures = 0;
    for (const rows of batches.filter((_, index) => index % 3 === lane)) {
      failures += await pushUntilTaken(fixture, rows);
    }
    return failures;
  });
  await Promise.all(lanes);
  pushing = false;
  await killer;
  expect(kills, 'the fault fired').toBeGreaterThan(0);
  const expected = batches.flat().length;
  expect(await counted(fixture, 'item')).toBe(expected);
  expect(await counted(fixture, 'push_intent')).toBe(expected);
  expect(await counted(fixture, 'stock_movement')).toBe(expected);
  const [{ pieces }] = await fixture.query('select sum(on_hand)::int as pieces from stock_level');
  expect(pieces).toBe(expected);
});

test('pushes, journals and the API work on the same items at once without a deadlock', async () => {
  await using fixture = await pushFixture();
  const items = Array.from({ length: 12 }, (_, n) => newItem({ id: anId(n + 1), kind: 'stocked' }));
  await fixture.push(items.map((item) => aRow('items', item)));
  const actor = {
    accountId: newId<'Account'>(),
    organizationId: ORGANIZATION_ID,
    role: 'store_admin',
    storeId: STORE_ID,
  } as const;
  let round = 0;
  const shuffled = () => items.toSorted(() => Math.random() - 0.5);
  const pusher = async () => {
    for (let times = 0; times < 15; times += 1) {
      round += 1;
      const rows = shuffled().map((item) => {
        const document = { ...item, name: `Name ${round} ${item.id}` };
        return aRow('items', document, { baseRevision: times });
      });
      const outcomes = new Set((await fixture.push(rows)).map(({ outcome }) => outcome));
      expect(outcomes).not.toContain('rejected');
    }
  };
  const seller = async () => {
    const [line] = aSaleRecord().lines;
    const sales = Array.from({ length: 15 }, (_, index) => {
      const lines = shuffled().map((item, place) => ({
        ...line,
        itemId: item.id,
        lineNumber: place + 1,
      }));
      const saleId = newId<'Sale'>();
      return {
        ...aSaleRecord(),
        saleId,
        lines,
        receiptNumber: `A1-1-${String(index + 1).padStart(6, '0')}`,
      };
    });
    const { entries } = aJournal({
      key: fixture.till.key,
      entries: sales.map((payload) => ({ type: 'sale_completed', payload: payload as never })),
    });
    for (const entry of entries) {
      const body = { entries: [entry] };
      expect((await fixture.sendAs(fixture.till, '/sync/journal', { body })).status).toBe(200);
    }
  };
  const editor = async () => {
    const scope = { organizationId: ORGANIZATION_ID, at: fixture.clock(), actorId: null };
    for (let times = 0; times < 40; times += 1) {
      const [item] = shuffled();
      if (!item) return;
      const { revision } = await fixture.stored('item', item.id);
      const change = { id: item.id, revision, brand: `Brand ${times}` };
      await asWork(fixture.db, scope, (work) => updateItem(work, { actor, change }));
    }
  };
  await Promise.all([pusher(), pusher(), seller(), editor(), editor()]);
  // Each connection hands in what it counted when it ends.
  await fixture.db.destroy();
  const deadlocks = () =>
    asOwner(fixture.url, (owner) =>
      owner.query(
        'select deadlocks::int as count from pg_stat_database where datname = current_database()',
      ),
    );
  expect((await deadlocks()).rows).toEqual([{ count: 0 }]);
});
