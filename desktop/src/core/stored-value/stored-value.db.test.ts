import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { checkSaleRecord } from '@second-chance/shared/sale/recompute-sale.ts';
import { cardCodeOf } from '@second-chance/shared/stored-value/card-code.ts';
import { aCustomer, anId, EUR, ORGANIZATION_ID } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { changesOf } from '../documents/test/feed-changes.ts';
import { saleRecord } from '../receipts/sale-rows.ts';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { ADA, GRACE } from '../test/small-shop.ts';
import { accountIdOf } from './account-id.ts';

const CODE = '603493120001';
const cardId = accountIdOf(
  { organizationId: ORGANIZATION_ID, currency: EUR },
  { kind: 'gift_card', code: CODE },
);
const card = { kind: 'gift_card', code: CODE } as const;
const settings = { offlineCreditLimit: minorUnits(1_000) };

type Shop = Awaited<ReturnType<typeof openTestTill>>;

function pay(shop: Shop) {
  const { saleId, gross, dueInCash, left } = must(shop.till.cart.get());
  const tendered = minorUnits(Math.max(dueInCash, 0));
  const cash = { kind: 'cash', tenderId: anId<'Tender'>(77), tendered } as const;
  must(shop.till.sales.pay({ saleId, gross, tenders: left === 0 ? [] : [cash] }));
  return saleRecord(shop.store, saleId);
}

/** A server that knows one balance, and nothing of what this till did since. */
const aServer = (balance: number) => (path: string) =>
  path.startsWith('/sync/stored-value/')
    ? {
        accountId: path.slice('/sync/stored-value/'.length),
        known: true,
        balance,
        currency: 'EUR',
        applied: { epoch: 1, seq: 0 },
      }
    : null;

test('a card is loaded once the ticket is paid, untaxed, and its code is on no journal', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true, settings });
  shop.ring('MUG');
  const cart = must(shop.till.storedValue.load({ code: null, amount: minorUnits(5_000) }));
  const code = cart.lines.at(-1)?.giftCard?.code ?? '';
  expect(cardCodeOf(code)).toBe(code);
  expect(cart.gross).toBe(5_333);
  const record = pay(shop);
  expect(checkSaleRecord(record)).toEqual([]);
  expect(record.taxTotals.map(({ gross, taxAmount }) => [gross, taxAmount])).toEqual([
    [333, record.taxAmount],
    [5_000, 0],
  ]);
  expect(JSON.stringify(record)).not.toContain(code.slice(0, 12));
  const known = must(await shop.till.storedValue.lookUp({ kind: 'gift_card', code }));
  expect(known).toMatchObject({ hint: code.slice(-4), balance: null, fresh: false });
  const { text } = must(shop.till.sales.receipt({ saleId: record.saleId, copy: true }));
  expect(text.replaceAll('-', '')).toContain(code);
  expect(must(shop.till.shifts.xReport()).totals.loaded).toEqual({ count: 1, total: 5_000 });
});

test('with the server’s answer all of a balance pays, and the rest is cash', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true, respond: aServer(2_000) });
  const known = must(await shop.till.storedValue.lookUp(card));
  expect(known).toMatchObject({ accountId: cardId, balance: 2_000, fresh: true, spendable: 2_000 });
  shop.ring('JACKET');
  const over = shop.till.storedValue.spend({ accountId: cardId, amount: minorUnits(2_001) });
  expect(refusal(over)).toMatchObject({ code: 'BALANCE_TOO_SMALL', details: { spendable: 2_000 } });
  const cart = must(shop.till.storedValue.spend({ accountId: cardId, amount: minorUnits(2_000) }));
  expect(cart).toMatchObject({ gross: 2_500, left: 500, dueInCash: 500 });
  const record = pay(shop);
  expect(record.tenders.map(({ kind, amount }) => [kind, amount])).toEqual([
    ['gift_card', 2_000],
    ['cash', 500],
  ]);
  expect(checkSaleRecord(record)).toEqual([]);
  // The server has not heard of it yet, and says the same as before.
  const after = must(await shop.till.storedValue.lookUp(card));
  expect(after).toMatchObject({ balance: 0, spendable: 0 });
});

test('without a network no more than the store’s limit is trusted, over all sales together', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true, settings });
  expect(must(await shop.till.storedValue.lookUp(card)).spendable).toBe(1_000);
  shop.ring('BOOK');
  must(shop.till.storedValue.spend({ accountId: cardId, amount: minorUnits(799) }));
  expect(pay(shop).tenders).toMatchObject([{ kind: 'gift_card', amount: 799, hint: '0001' }]);
  expect(must(await shop.till.storedValue.lookUp(card)).spendable).toBe(201);
  shop.ring('MUG');
  const more = shop.till.storedValue.spend({ accountId: cardId, amount: minorUnits(202) });
  expect(refusal(more).code).toBe('BALANCE_TOO_SMALL');
});

test('a store that sets no limit trusts nothing without its server', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  expect(must(await shop.till.storedValue.lookUp(card)).spendable).toBe(0);
});

test('a ticket that became cheaper takes less of a card, and one without goods takes none', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true, respond: aServer(9_999) });
  must(await shop.till.storedValue.lookUp(card));
  shop.ring('JACKET', 'MUG');
  must(shop.till.storedValue.spend({ accountId: cardId, amount: minorUnits(2_833) }));
  const less = must(shop.till.cart.removeLine({ lineId: '1' }));
  expect(less).toMatchObject({ gross: 333, left: 0, credits: [{ amount: 333 }] });
  const off = must(shop.till.storedValue.spend({ accountId: cardId, amount: minorUnits(0) }));
  expect(off).toMatchObject({ left: 333, credits: [] });
});

test('credit for goods is the customer’s, or of who has the receipt, and pays the next time', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true, settings });
  const sold = shop.sell('BOOK');
  const back = { quantity: 1, reason: 'other', note: '', restock: true } as const;
  must(shop.till.cart.addReturn({ saleId: sold.saleId, lines: [{ lineNumber: 1, ...back }] }));
  const { saleId, gross } = must(shop.till.cart.get());
  const credit = { kind: 'store_credit', tenderId: anId<'Tender'>(5), amount: gross } as const;
  must(shop.till.sales.pay({ saleId, gross, tenders: [credit] }));
  const given = saleRecord(shop.store, saleId);
  const { receiptNumber } = given;
  const found = must(await shop.till.storedValue.lookUp({ kind: 'receipt', receiptNumber }));
  expect(given.tenders).toMatchObject([{ accountId: found.accountId, amount: -799 }]);
  shop.ring('MUG');
  must(shop.till.storedValue.spend({ accountId: found.accountId, amount: minorUnits(333) }));
  expect(pay(shop).tenders).toMatchObject([{ kind: 'store_credit', amount: 333 }]);

  const customer = aCustomer();
  shop.pull(changesOf('customers', [customer], 50));
  const again = shop.sell('BOOK');
  must(shop.till.ticket.setCustomer({ customerId: customer.id }));
  must(shop.till.cart.addReturn({ saleId: again.saleId, lines: [{ lineNumber: 1, ...back }] }));
  const open = must(shop.till.cart.get());
  must(
    shop.till.sales.pay({
      saleId: open.saleId,
      gross: open.gross,
      tenders: [{ ...credit, amount: open.gross }],
    }),
  );
  const holder = { kind: 'customer', customerId: customer.id } as const;
  const mine = must(await shop.till.storedValue.lookUp(holder));
  expect(saleRecord(shop.store, open.saleId).tenders).toMatchObject([
    { accountId: mine.accountId },
  ]);
});

test('money goes back to the gift card that paid, and no more than it paid', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true, respond: aServer(5_000) });
  must(await shop.till.storedValue.lookUp(card));
  shop.ring('BOOK');
  must(shop.till.storedValue.spend({ accountId: cardId, amount: minorUnits(500) }));
  const sold = pay(shop);
  const back = { quantity: 1, reason: 'other', note: '', restock: true } as const;
  must(shop.till.cart.addReturn({ saleId: sold.saleId, lines: [{ lineNumber: 1, ...back }] }));
  const cart = must(shop.till.cart.get());
  expect(cart.refundableGiftCards).toMatchObject([{ accountId: cardId, left: 500 }]);
  const toCard = (amount: number) =>
    shop.till.sales.pay({
      saleId: cart.saleId,
      gross: cart.gross,
      tenders: [
        {
          kind: 'gift_card',
          tenderId: anId<'Tender'>(6),
          amount: minorUnits(amount),
          accountId: cardId,
        },
        { kind: 'cash', tenderId: anId<'Tender'>(7), tendered: minorUnits(0) },
      ],
    });
  expect(refusal(toCard(-501)).code).toBe('TENDER_TOO_LARGE');
  must(toCard(-500));
  expect(must(await shop.till.storedValue.lookUp(card)).balance).toBe(5_000);
});
