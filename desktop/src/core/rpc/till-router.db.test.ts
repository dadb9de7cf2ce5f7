import { MessageChannel } from 'node:worker_threads';
import { createORPCClient, ORPCError, safe } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCHandler } from '@orpc/server/message-port';
import { type TillState, tillStateSchema } from '@second-chance/shared/contract/till/views.ts';
import type { tillContract } from '@second-chance/shared/contract/till-rpc.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { anId } from '@second-chance/shared/test/builders.ts';
import { expect, test, vi } from 'vitest';
import { openTestTill } from '../test/open-test-till.ts';
import { ADA, GRACE } from '../test/small-shop.ts';
import { createTillRouter } from './till-router.ts';

type Client = ContractRouterClient<typeof tillContract>;

/** A screen's end of a message port to the till. */
function connect(till: Parameters<typeof createTillRouter>[0]) {
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(createTillRouter(till)).upgrade(port1);
  port1.start();
  port2.start();
  const client: Client = createORPCClient(new RPCLink({ port: port2 }));
  return { client, hangUp: () => port2.close() };
}

async function failure(call: Promise<unknown>): Promise<ORPCError<string, unknown>> {
  const { error } = await safe(call);
  if (!(error instanceof ORPCError)) throw new Error(`expected a coded error, got ${error}`);
  return error;
}

test('a day at the counter goes over the wire as the contract has it', async () => {
  await using shop = await openTestTill();
  const { client, hangUp } = connect(shop.till);
  expect((await client.people.list({})).map(({ displayName }) => displayName)).toEqual([
    'Ada',
    'Grace',
  ]);
  await client.people.signIn(GRACE);
  await client.shifts.open({ float: minorUnits(10_000) });
  const cart = await client.cart.scan({ code: 'JACKET', quantity: 1 });
  const { saleId, gross } = cart;
  const cash = { kind: 'cash', tenderId: anId<'Tender'>(1), tendered: minorUnits(5_000) } as const;
  const paid = await client.sales.pay({ saleId, gross, tenders: [cash] });
  expect(paid).toMatchObject({ receiptNumber: 'A1-1-000001', change: 2_500 });
  const { text, html, receipt } = await client.sales.receipt({ saleId, copy: true });
  expect(receipt).toMatchObject({ receiptNumber: 'A1-1-000001', cashier: 'Grace', copy: true });
  expect(text).toContain('A1-1-000001');
  expect(html).toContain('A1-1-000001');
  const lines = [
    { lineNumber: 1, quantity: 1, reason: 'damaged', note: '', restock: false } as const,
  ];
  expect((await client.cart.addReturn({ saleId, lines })).kind).toBe('return');
  await client.cart.clear({});
  expect(await client.catalogue.categories({})).toHaveLength(2);
  expect(await client.catalogue.search({ text: 'mug', categoryId: null, limit: 5 })).toHaveLength(
    1,
  );
  expect(await client.sales.recent({ limit: 5 })).toHaveLength(1);
  expect(await client.sales.returnable({ receiptNumber: 'A1-1-000001' })).toMatchObject({ saleId });
  expect(await client.cart.parked({})).toEqual([]);
  const adjust = { reason: 'found', note: '', quantity: 2, itemId: anId<'Item'>(0x101) } as const;
  expect(await client.stock.adjust(adjust)).toEqual({ onHand: 2 });
  expect((await client.shifts.xReport({})).totals.gross).toBe(2_500);
  expect((await client.shifts.close({ counted: minorUnits(12_500) })).difference).toBe(0);
  expect(await client.shifts.history({ limit: 5 })).toHaveLength(1);
  hangUp();
});

test('a refusal crosses the wire as its code, the status of the table and its details', async () => {
  await using shop = await openTestTill({ signedIn: ADA });
  const { client, hangUp } = connect(shop.till);
  const miss = await failure(client.cart.scan({ code: 'nothing', quantity: 1 }));
  expect(miss).toMatchObject({
    code: 'CODE_UNKNOWN',
    status: 404,
    data: { catalogueComplete: true },
  });
  hangUp();
});

test.for([
  ['INVALID_TEXT', 'label', (client: Client) => client.cart.park({ label: 'x'.repeat(61) })],
  ['INVALID_TEXT', 'label', (client: Client) => client.cart.park({ label: 'a\u0000b' })],
  ['INVALID_TEXT', 'code', (client: Client) => client.cart.scan({ code: '', quantity: 1 })],
  ['INVALID_REQUEST', 'quantity', (client: Client) => client.cart.scan({ code: 'a', quantity: 0 })],
  ['INVALID_REQUEST', 'pin', (client: Client) => client.people.signIn({ ...ADA, pin: 'hunter2' })],
  ['INVALID_REQUEST', 'extra', (client: Client) => client.cart.clear({ extra: 1 } as never)],
] as const)('%s names the field %s and never its value', async ([code, field, call]) => {
  await using shop = await openTestTill({ signedIn: ADA });
  const { client, hangUp } = connect(shop.till);
  const refused = await failure(call(client));
  expect(refused).toMatchObject({ code, status: 400, data: { field } });
  expect(JSON.stringify(refused.toJSON())).not.toContain('hunter2');
  hangUp();
});

test('what nobody foresaw is INTERNAL for the screen and whole in the log', async () => {
  await using shop = await openTestTill({ signedIn: ADA });
  const reportFailure = vi.fn();
  const broken = { ...shop.till.cart, get: () => JSON.parse('secret of the house') };
  const { client, hangUp } = connect({ ...shop.till, cart: broken, reportFailure });
  const refused = await failure(client.cart.get({}));
  expect(refused).toMatchObject({ code: 'INTERNAL', status: 500 });
  expect(JSON.stringify(refused.toJSON())).not.toContain('secret');
  expect(reportFailure).toHaveBeenCalledWith('cart.get', expect.any(SyntaxError));
  hangUp();
});

test('the state is told at once and after changes, and nobody listens when the peer has gone', async () => {
  await using shop = await openTestTill();
  let listening = 0;
  const state = {
    get: shop.till.state.get,
    subscribe(listener: (state: TillState) => void) {
      const stop = shop.till.state.subscribe(listener);
      listening += 1;
      return () => {
        listening -= 1;
        stop();
      };
    },
  };
  const { client, hangUp } = connect({ ...shop.till, state });
  const states = await client.state.watch({});
  const first = await states.next();
  expect(tillStateSchema.parse(first.value).phase).toBe('signed_out');
  shop.signIn(ADA);
  shop.ring('MUG');
  const second = await states.next();
  expect(second.value).toMatchObject({ phase: 'signed_in', cartRevision: 1 });
  expect(listening).toBe(1);
  hangUp();
  await vi.waitFor(() => expect(listening).toBe(0), 10_000);
});

test('a screen that stops asking is let go', async () => {
  await using shop = await openTestTill();
  const { client, hangUp } = connect(shop.till);
  const states = await client.state.watch({});
  await states.next();
  await states.return?.();
  hangUp();
});
