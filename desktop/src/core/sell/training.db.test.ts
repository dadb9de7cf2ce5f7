import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { aCustomer, CATEGORY_ID } from '@second-chance/shared/test/builders.ts';
import type { BusinessDay } from '@second-chance/shared/time/time.ts';
import { expect, test } from 'vitest';
import { changesOf } from '../documents/test/feed-changes.ts';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { ADA, GRACE, JACKET } from '../test/small-shop.ts';

test('training has its own shift, numbers, tickets and Z reports, and is in no live figure', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  shop.sell('BOOK');
  shop.ring('MUG');
  expect(refusal(shop.till.training.set({ on: true })).code).toBe('CART_NOT_EMPTY');
  must(shop.till.cart.park({ label: 'live' }));
  expect(must(shop.till.training.set({ on: true }))).toMatchObject({
    training: true,
    shift: null,
    parkedCount: 0,
  });

  must(shop.till.shifts.open({ float: minorUnits(0) }));
  const trained = shop.sell('JACKET');
  expect(trained.receiptNumber).toBe('A1-1-000001');
  const { receipt } = must(shop.till.sales.receipt({ saleId: trained.saleId, copy: false }));
  expect(receipt.training).toBe(true);
  expect(must(shop.till.sales.recent({ limit: 9 }))).toHaveLength(1);
  expect(must(shop.till.shifts.close({ counted: minorUnits(2_500) })).zNumber).toBe(1);
  const [hit] = must(shop.till.catalogue.search({ text: 'denim', categoryId: null, limit: 1 }));
  expect(hit).toMatchObject({ id: JACKET.id, onHand: 1 });
  const edit = await shop.till.items.edit({ id: JACKET.id, fields: { name: 'x' } });
  expect(refusal(edit).code).toBe('NOT_IN_TRAINING');

  await shop.reopen();
  shop.signIn(GRACE);
  expect(shop.till.state.get().training).toBe(true);
  expect(must(shop.till.training.set({ on: false }))).toMatchObject({ parkedCount: 1 });
  expect(must(shop.till.sales.recent({ limit: 9 })).map(({ gross }) => gross)).toEqual([799]);
  expect(must(shop.till.shifts.xReport()).totals).toMatchObject({ sales: { count: 1 } });
  expect(shop.sell('MUG').receiptNumber).toBe('A1-1-000002');
  expect(must(shop.till.shifts.close({ counted: minorUnits(0) })).zNumber).toBe(1);
  const missing = shop.till.sales.receipt({ saleId: trained.saleId, copy: false });
  expect(missing.ok && missing.value.receipt.training).not.toBe(false);
});

test('a customer goes on the sale by their id alone, and their history is found again', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const customer = aCustomer();
  shop.pull(changesOf('customers', [customer], 50));
  shop.ring('MUG');
  const { customer: shown } = must(shop.till.ticket.setCustomer({ customerId: customer.id }));
  expect(shown).toMatchObject({ name: customer.name, hasEmail: true });
  const record = shop.sell();
  expect(record.customerId).toBe(customer.id);
  expect(JSON.stringify(record)).not.toContain(customer.name);
  const rows = must(shop.till.ticket.customerHistory({ customerId: customer.id, limit: 5 }));
  expect(rows.map(({ saleId }) => saleId)).toEqual([record.saleId]);
  expect(must(shop.till.cart.get()).customer).toBeNull();
});

test('a certificate frees the ticket from tax until its last day', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const taxExemption = { certificate: 'X-1', validUntil: '2026-03-14' as BusinessDay };
  const customer = aCustomer({ taxExemption });
  shop.pull(changesOf('customers', [customer], 50));
  shop.ring('JACKET', 'WATCH');
  const cart = must(shop.till.ticket.setCustomer({ customerId: customer.id }));
  // 25.00 holds 3.99 of tax; the watch is sold under the margin scheme and keeps its price.
  expect(cart).toMatchObject({ taxExempt: true, gross: 12_000 + 2_101 });
  shop.advanceDays(1);
  const stale = { saleId: cart.saleId, gross: cart.gross, tenders: [] };
  expect(refusal(shop.till.sales.pay(stale)).code).toBe('SALE_CHANGED');
  expect(must(shop.till.cart.get())).toMatchObject({ taxExempt: false, gross: 14_500 });
});

test('notes and unlisted things stand in the record; each step can be taken back', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  expect(refusal(shop.till.ticket.undo()).code).toBe('NOTHING_TO_UNDO');
  const before = shop.ring('MUG');
  const unlisted = { categoryId: CATEGORY_ID, price: minorUnits(450), quantity: 2, name: '' };
  const cart = must(shop.till.ticket.addUnlisted(unlisted));
  expect(cart.lines[1]).toMatchObject({ itemId: null, quantity: 2, total: 900, onHand: null });
  must(shop.till.ticket.setNote({ lineId: '1', note: ' wrapped ' }));
  must(shop.till.cart.clear());
  expect(must(shop.till.ticket.undo())).toMatchObject({ saleId: before.saleId, gross: 1_233 });
  must(shop.till.ticket.setNote({ lineId: null, note: 'for the fair' }));
  const record = shop.sell();
  expect(record).toMatchObject({ note: 'for the fair', lines: [{ note: 'wrapped' }, {}] });
  expect(record.lines[1]).toMatchObject({ tracksStock: false, itemId: null });
  expect(refusal(shop.till.ticket.undo()).code).toBe('NOTHING_TO_UNDO');
});
