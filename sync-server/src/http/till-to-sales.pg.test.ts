import { createHash, randomUUID, sign } from 'node:crypto';
import type { SaleId } from '@second-chance/shared/ids.ts';
import type { SignedEntry } from '@second-chance/shared/journal/entry.ts';
import { verifyRun } from '@second-chance/shared/journal/verify-chain.ts';
import { aLineInput, anId, aSaleRecord } from '@second-chance/shared/test/builders.ts';
import { aJournal, nodeCrypto } from '@second-chance/shared/test/journal-builder.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { expect, test } from 'vitest';
import { enrolledTill } from '../../test/enrolled-till.ts';
import { aNewItem, type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { newId } from '../db/new-id.ts';

const id = newId;

const saleIds = Array.from({ length: 5 }, (_, index) => anId<'Sale'>(index + 1));

/** Five sales of one item each on five days; the item has two pieces. */
async function aShopWithSales(server: RestFixture) {
  const shop = await server.anOrganization(`shop-${randomUUID().slice(0, 8)}`);
  const till = await enrolledTill(server, shop);
  const item = aNewItem(shop.store, { kind: 'stocked', openingQuantity: 2 });
  await server.ask('POST', '/items', { token: shop.store.admin.token, body: item });
  const begun = Date.now() - 10_000;
  let previous: SignedEntry | undefined;
  const entries = saleIds.map((saleId, index) => {
    const { entries } = aJournal({
      key: till.key,
      head: {
        ...till.head,
        at: (begun + Math.min(index, 2)) as EpochMs,
        businessDay: `2026-03-0${index + 1}` as never,
      },
      ...(previous && { previous }),
      entries: [
        {
          type: 'sale_completed',
          payload: aSaleRecord({
            lines: [aLineInput({ itemId: item.id })],
            with: { saleId, receiptNumber: `T1-1-00000${index + 1}` },
          }),
        },
      ],
    });
    previous = entries[0];
    return entries[0] as SignedEntry;
  });
  expect((await till.push(entries)).status).toBe(200);
  return { ...shop, till, item, entries };
}

test('a sale rung up at a till is in the API with its record, totals and the item’s stock', async () => {
  await using server = await restFixture();
  const { store, till, item, entries } = await aShopWithSales(server);
  const token = store.employee.token;
  const ask = async (path: string) => (await server.ask('GET', path, { token })).body;

  expect(await ask(`/sales/${saleIds[1]}`)).toMatchObject({
    id: saleIds[1],
    receiptNumber: 'T1-1-000002',
    gross: 2_500,
    journal: { registerId: till.register.id, epoch: 1, seq: 2, hash: entries[1]?.hash },
    record: entries[1]?.payload,
  });
  expect(await ask(`/sales/totals?storeId=${store.storeId}`)).toEqual({
    rows: [{ registerId: till.register.id, records: 5, lines: 5, gross: 12_500 }],
  });
  const days = `storeId=${store.storeId}&from=2026-03-02&to=2026-03-03`;
  expect(await ask(`/sales/totals?${days}`)).toMatchObject({ rows: [{ records: 2 }] });
  expect(await ask(`/items/${item.id}`)).toMatchObject({ onHand: -3, status: 'out_of_stock' });
  expect((await server.ask('GET', `/sales/${id<'Sale'>()}`, { token })).status).toBe(404);
});

test('sales are listed newest first, page by page without gap or repetition, and filtered', async () => {
  await using server = await restFixture();
  const { store, otherStore, platform } = await aShopWithSales(server);
  const { token } = store.admin;
  const pages: SaleId[][] = [];
  let cursor = '';
  do {
    const path = `/sales?limit=2${cursor && `&cursor=${cursor}`}`;
    const { body } = await server.ask('GET', path, { token });
    pages.push(body.rows.map((row: { id: SaleId }) => row.id));
    cursor = body.nextCursor ?? '';
  } while (cursor !== '');
  expect(pages.map(({ length }) => length)).toEqual([2, 2, 1]);
  // The last three happened in the same millisecond: their ids decide.
  expect(pages.flat()).toEqual([2, 3, 4, 1, 0].map((index) => saleIds[index]));

  const count = async (query: string, as = token) =>
    (await server.ask('GET', `/sales?${query}`, { token: as })).body.rows.length;
  expect(await count('receiptNumber=T1-1-000003')).toBe(1);
  expect(await count('from=2026-03-02&to=2026-03-04')).toBe(3);
  expect(await count(`registerId=${id<'Register'>()}`)).toBe(0);
  expect(await count('', platform)).toBe(5);
  expect(await count(`storeId=${otherStore.storeId}`, platform)).toBe(0);
  expect(await count('', otherStore.admin.token)).toBe(0);
  for (const bad of ['x', 'W10', Buffer.from('[1,"x"]').toString('base64url')]) {
    expect((await server.ask('GET', `/sales?cursor=${bad}`, { token })).body.code).toBe(
      'INVALID_REQUEST',
    );
  }
});

test('exceptions are listed for admins of the store', async () => {
  await using server = await restFixture();
  const { store, item, entries, till } = await aShopWithSales(server);
  const { token } = store.admin;
  const { body } = await server.ask('GET', '/exceptions?open=true', { token });
  expect(body).toMatchObject({
    rows: [
      {
        kind: 'below_zero',
        settledAt: null,
        journal: { registerId: till.register.id, seq: 3, hash: entries[2]?.hash },
        details: { itemId: item.id, onHand: -1 },
      },
    ],
    nextCursor: null,
  });
  const answer = await server.ask('GET', '/exceptions', { token: store.employee.token });
  expect(answer.body.code).toBe('NOT_ALLOWED');
});

test('a register’s journal can be read with its key and verified by anyone', async () => {
  await using server = await restFixture();
  const { store, till, entries } = await aShopWithSales(server);
  const path = `/registers/${till.register.id}/journal?epoch=1`;
  const { token } = store.admin;
  const { body } = await server.ask('GET', path, { token });
  expect(body).toEqual({ publicKey: till.key.publicKeyJwk, epochs: [1], entries });
  const verified = verifyRun({
    entries: body.entries,
    previous: { seq: 0, hash: '0'.repeat(64) },
    ...nodeCrypto({ publicKeyJwk: body.publicKey }),
  });
  expect(verified.fault).toBeNull();
  const rest = await server.ask('GET', `${path}&after=3&limit=1`, { token });
  expect(rest.body.entries).toEqual(entries.slice(3, 4));
  expect((await server.ask('GET', `${path.replace('=1', '=2')}`, { token })).status).toBe(404);
});

test('a register goes from awaiting to enrolled to revoked, and then its next request is refused', async () => {
  await using server = await restFixture();
  const { store, platform, till } = await aShopWithSales(server);
  const list = async () =>
    (await server.ask('GET', '/registers', { token: store.admin.token })).body.rows;
  expect(await list()).toMatchObject([
    { code: 'T1', epoch: 1, state: 'enrolled', acknowledgedSeq: 5, appVersion: '1.0.0' },
  ]);
  const revoke = `/registers/${till.register.id}/revoke`;
  expect((await server.ask('POST', revoke, { token: platform })).body.state).toBe('revoked');
  expect(
    (await till.push(aJournal({ key: till.key, head: till.head }).entries)).body,
  ).toMatchObject({
    code: 'REGISTER_REVOKED',
  });
  expect(await list()).toMatchObject([{ state: 'revoked' }]);
  const actions = await server.query(
    "select action from audit_log where action like 'register%' order by id",
  );
  expect(actions.map(({ action }) => action)).toEqual([
    'register.create',
    'register.create_code',
    'register.revoke',
  ]);
});

test('making a register twice is making it once; a taken code is refused', async () => {
  await using server = await restFixture();
  const { store, platform: token } = await server.anOrganization('mine');
  const register = { id: id(), storeId: store.storeId, code: 'A1', name: 'Front' };
  const make = (body: object) => server.ask('POST', '/registers', { token, body });
  expect(await make(register)).toMatchObject({
    status: 201,
    body: { state: 'awaiting_enrolment' },
  });
  expect(await make(register)).toMatchObject({ status: 201, body: { id: register.id } });
  for (const other of [{ id: id() }, { name: 'Back' }]) {
    expect((await make({ ...register, ...other })).body.code).toBe('ALREADY_EXISTS');
  }
  expect((await make({ ...register, id: id(), storeId: id() })).body.code).toBe('NOT_FOUND');
});

test('stock sold before its item is known is in the number once the item comes', async () => {
  await using server = await restFixture();
  const shop = await server.anOrganization('mine');
  const till = await enrolledTill(server, shop);
  const item = aNewItem(shop.store, { kind: 'stocked', openingQuantity: 5 });
  const payload = aSaleRecord({
    lines: [aLineInput({ itemId: item.id })],
    with: { receiptNumber: 'T1-1-000001' },
  });
  const { entries } = aJournal({
    key: till.key,
    head: till.head,
    entries: [{ type: 'sale_completed', payload }],
  });
  expect((await till.push(entries)).status).toBe(200);
  const { token } = shop.store.admin;
  expect((await server.ask('POST', '/items', { token, body: item })).status).toBe(201);
  const { body } = await server.ask('GET', `/items/${item.id}`, { token });
  expect(body.onHand).toBe(4);
});

test('a file of unsynced entries is taken in once, from an admin, whole or not at all', async () => {
  await using server = await restFixture();
  const { store, otherStore, platform, till, entries } = await aShopWithSales(server);
  const last = entries[4] as SignedEntry;
  const next = aJournal({
    key: till.key,
    head: till.head,
    previous: last,
    entries: [6, 7].map((n) => ({
      type: 'sale_completed',
      payload: aSaleRecord({
        lines: [aLineInput({ itemId: null, tracksStock: false })],
        with: { saleId: anId(n), receiptNumber: `T1-1-00000${n}` },
      }),
    })),
  }).entries;
  // The till was replaced meanwhile; its entries are wanted all the same.
  await server.ask('POST', `/registers/${till.register.id}/revoke`, { token: platform });
  const file = unsyncedFile(till, [last, ...next]);
  const send = (body: string, token?: string) =>
    server.ask('POST', '/sync/unsynced-file', {
      token,
      body,
      headers: { 'content-type': 'application/jsonl' },
    });

  expect((await send(file)).body.code).toBe('NOT_SIGNED_IN');
  for (const person of [store.employee, otherStore.admin]) {
    expect((await send(file, person.token)).body.code).toBe('NOT_ALLOWED');
  }
  const lines = file.split('\n');
  const damaged = [
    file.replace('T1-1-000006', 'T1-1-000066'),
    [lines[0], ...lines.slice(2)].join('\n'),
    lines.slice(0, -2).join('\n'),
    'nothing',
  ];
  for (const body of damaged) {
    expect((await send(body, store.admin.token)).body.code).toBe('INVALID_REQUEST');
  }
  expect(await server.query('select count(*)::int as n from sale')).toEqual([{ n: 5 }]);

  for (const token of [store.admin.token, platform]) {
    expect((await send(file, token)).body).toEqual({
      entries: 3,
      runs: [{ epoch: 1, chain: 'live', fromSeq: 5, toSeq: 7, acknowledgedSeq: 7, code: null }],
    });
  }
  expect(await server.query('select count(*)::int as n from sale')).toEqual([{ n: 7 }]);
});

/** As a till exports it: head, entries, seal. */
function unsyncedFile(
  { head, key }: Awaited<ReturnType<typeof enrolledTill>>,
  entries: readonly SignedEntry[],
): string {
  const about = { format: 'second-chance/unsynced/v1', ...head, entries: entries.length };
  const body = `${[about, ...entries].map((line) => JSON.stringify(line)).join('\n')}\n`;
  const digest = createHash('sha256').update(body).digest();
  const signature = sign(null, digest, key.privateKey).toString('base64url');
  return `${body}${JSON.stringify({ sha256: digest.toString('hex'), keyId: key.keyId, signature })}\n`;
}
