import { randomUUID } from 'node:crypto';
import { aLineInput, anId, aSaleRecord } from '@second-chance/shared/test/builders.ts';
import { aJournal } from '@second-chance/shared/test/journal-builder.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrolledTill } from '../../test/enrolled-till.ts';
import { aNewItem, type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { newId } from '../db/new-id.ts';

let server: RestFixture;
beforeAll(async () => {
  server = await restFixture();
});
afterAll(() => server[Symbol.asyncDispose]());

/** A shop whose till sold two pieces of something that had none, and one of something unknown. */
async function aShop() {
  const shop = await server.anOrganization(`shop-${randomUUID().slice(0, 8)}`);
  const { token } = shop.store.admin;
  const till = await enrolledTill(server, shop);
  const item = aNewItem(shop.store, { kind: 'stocked', openingQuantity: 0 });
  await server.ask('POST', '/items', { token, body: item });
  const unknown = newId<'Item'>();
  const lines = [
    aLineInput({ itemId: item.id, quantity: 2 }),
    aLineInput({ lineNumber: 2, itemId: unknown }),
  ];
  const { entries } = aJournal({
    key: till.key,
    head: { ...till.head, at: Date.now() as EpochMs },
    entries: [
      {
        type: 'sale_completed',
        payload: aSaleRecord({
          lines,
          with: { saleId: anId<'Sale'>(1), receiptNumber: 'T1-1-000001' },
        }),
      },
    ],
  });
  expect((await till.push(entries)).status).toBe(200);
  const { rows } = (await server.ask('GET', '/exceptions', { token })).body;
  const of = (kind: string) => rows.find((row: { kind: string }) => row.kind === kind);
  const settle = async (id: string, body: Record<string, unknown>, as = token) =>
    (await server.ask('POST', `/exceptions/${id}/settlements`, { token: as, body })).body;
  const undo = async (id: string, body: Record<string, unknown>) =>
    (await server.ask('POST', `/exceptions/${id}/undo`, { token, body })).body;
  const onHand = async (id: string) =>
    (await server.query('select on_hand from stock_level where item_id = $1', [id]))[0]?.on_hand;
  return { ...shop, token, item, unknown, of, settle, undo, onHand };
}

const id = () => newId<'Settlement'>();

test('a level below zero is corrected once, however often it is asked, and taken back once', async () => {
  const { token, item, of, settle, undo, onHand } = await aShop();
  const exception = of('below_zero');
  expect(exception).toMatchObject({
    item: { id: item.id, name: 'Blue denim jacket' },
    sale: { receiptNumber: 'T1-1-000001' },
  });
  const settlementId = id();
  const body = { settlementId, how: 'correct_stock', note: 'two came without a delivery note' };
  const settled = await settle(exception.id, body);
  expect(settled).toMatchObject({
    settledAt: expect.any(Number),
    onHand: 0,
    settlements: [{ how: 'correct_stock', movements: [{ itemId: item.id, quantity: 2 }] }],
  });
  await settle(exception.id, body);
  expect(Number(await onHand(item.id))).toBe(0);
  expect(await settle(exception.id, { ...body, settlementId: id() })).toMatchObject({
    code: 'CONFLICT',
  });
  const open = await server.ask('GET', '/exceptions/counts', { token });
  expect(open.body.rows).toEqual([{ kind: 'unknown_item', open: 1 }]);

  const taken = { settlementId: id(), undoes: settlementId };
  const undone = await undo(exception.id, taken);
  expect(undone).toMatchObject({ settledAt: null, onHand: -2 });
  expect(undone.settlements.map(({ how }: { how: string }) => how)).toEqual([
    'undone',
    'correct_stock',
  ]);
  await undo(exception.id, taken);
  expect(await undo(exception.id, { settlementId: id(), undoes: settlementId })).toMatchObject({
    code: 'CONFLICT',
  });
  expect(Number(await onHand(item.id))).toBe(-2);
  const counted = { settlementId: id(), how: 'count_stock', counted: 4 };
  expect(await settle(exception.id, counted)).toMatchObject({ onHand: 4 });
  const movements = await server.query(
    'select sum(quantity)::int as sum from stock_movement where item_id = $1',
    [item.id],
  );
  expect(movements).toEqual([{ sum: 4 }]);
});

test('what was settled longer than ten minutes ago stays settled', async () => {
  const { of, settle, undo } = await aShop();
  const exception = of('below_zero');
  const settlementId = id();
  await settle(exception.id, { settlementId, how: 'accept', note: 'seen' });
  await server.query('update exception_settlement set at = at - 600001 where id = $1', [
    settlementId,
  ]);
  expect(await undo(exception.id, { settlementId: id(), undoes: settlementId })).toMatchObject({
    code: 'CONFLICT',
  });
});

test('an unknown thing is linked to a known one, whose stock then has the sale', async () => {
  const { item, unknown, of, settle, onHand } = await aShop();
  const exception = of('unknown_item');
  expect(exception.item).toBeNull();
  const link = { settlementId: id(), how: 'link_item', itemId: item.id };
  expect(await settle(exception.id, { ...link, itemId: unknown })).toMatchObject({
    code: 'INVALID_REQUEST',
  });
  expect(await settle(exception.id, link)).toMatchObject({ settledAt: expect.any(Number) });
  expect([Number(await onHand(item.id)), Number(await onHand(unknown))]).toEqual([-3, 0]);
});

test('an unknown thing is settled by adding it under the id that the till used, not before', async () => {
  const { store, token, unknown, of, settle } = await aShop();
  const exception = of('unknown_item');
  const created = { settlementId: id(), how: 'create_item' };
  expect(await settle(exception.id, created)).toMatchObject({ code: 'INVALID_REQUEST' });
  await server.ask('POST', '/items', { token, body: aNewItem(store, { id: unknown }) });
  expect(await settle(exception.id, created)).toMatchObject({
    item: { id: unknown },
    onHand: 0,
  });
});

test.for([
  { how: 'goodwill', note: 'kind' },
  { how: 'enrol_again', note: '' },
  { how: 'accept', note: '  ' },
  { how: 'count_stock', note: '' },
])('a level below zero is not settled by $how with "$note"', async ({ how, note }) => {
  const { of, settle } = await aShop();
  const answer = await settle(of('below_zero').id, { settlementId: id(), how, note });
  expect(answer).toMatchObject({ code: 'INVALID_REQUEST' });
});

test('only the store’s admin settles, and others do not even see it', async () => {
  const { of, settle, platform, store, otherStore } = await aShop();
  const exception = of('below_zero');
  const body = { settlementId: id(), how: 'accept', note: 'seen' };
  for (const token of [platform, store.employee.token, otherStore.admin.token]) {
    expect(await settle(exception.id, body, token)).toMatchObject({ code: 'NOT_ALLOWED' });
  }
  const foreign = await server.anOrganization(`foreign-${randomUUID().slice(0, 8)}`);
  const seen = await settle(exception.id, body, foreign.store.admin.token);
  expect(seen).toMatchObject({ code: 'NOT_FOUND' });
  const [row] = await server.query('select settled_at from exception where id = $1', [
    exception.id,
  ]);
  expect(row).toEqual({ settled_at: null });
});
