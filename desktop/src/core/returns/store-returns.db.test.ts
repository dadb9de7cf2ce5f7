import type { ReceiptDocument } from '@second-chance/shared/documents/receipt.ts';
import type { Id } from '@second-chance/shared/ids.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import { AT, anId, DAY, STORE_ID } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { ADA, GRACE } from '../test/small-shop.ts';

type Shop = Awaited<ReturnType<typeof openTestTill>>;
const terms = { reason: 'changed_mind', note: '', restock: true } as const;
let counter = 0;

/** A record of this till as if the store's till A2 had made it, and as it comes down from there. */
function asOfA2(sale: SaleRecord, with_: Partial<SaleRecord> = {}): ReceiptDocument {
  counter += 1;
  const id: Id<'Sale'> = anId<'Sale'>(0xa2_0000 + counter);
  const receiptNumber = `A2-1-${String(counter).padStart(6, '0')}`;
  return {
    id,
    storeId: STORE_ID,
    registerId: anId<'Register'>(0xa2),
    epoch: 1,
    seq: counter,
    hash: 'ab'.repeat(32),
    at: AT,
    businessDay: DAY,
    staffId: GRACE.staffId,
    sale: { ...sale, saleId: id, receiptNumber, shiftId: anId<'Shift'>(0xa2), ...with_ },
  };
}

function receive(shop: Shop, ...receipts: readonly ReceiptDocument[]) {
  shop.pull(
    receipts.map((document) => ({
      number: 1_000 + document.seq,
      collection: 'receipts',
      id: document.id,
      revision: 1,
      deleted: false,
      document: { ...document },
    })),
  );
}

function giveBack(shop: Shop, { saleId }: Pick<SaleRecord, 'saleId'>, quantity: number) {
  return shop.till.cart.addReturn({ saleId, lines: [{ ...terms, lineNumber: 1, quantity }] });
}

async function withForeignSale() {
  const shop = await openTestTill({ signedIn: ADA, shift: true });
  must(shop.till.cart.scan({ code: 'MUG', quantity: 3 }));
  const own = shop.sell();
  const foreign = asOfA2(own);
  receive(shop, foreign);
  return { shop, own, foreign };
}

test('goods that another till sold come back here by the receipt, without a network', async () => {
  const { shop, foreign } = await withForeignSale();
  await using _ = shop;
  const found = must(shop.till.sales.returnable({ receiptNumber: 'a2-1-000001' }));
  expect(found).toMatchObject({ saleId: foreign.id, lines: [{ quantity: 3, returnable: 3 }] });
  must(giveBack(shop, foreign.sale, 2));
  expect(shop.sell().gross).toBe(-666);
  expect(must(shop.till.sales.returnable(foreign.sale)).lines).toMatchObject([{ returnable: 1 }]);
  const { receipt } = must(shop.till.sales.receipt({ saleId: foreign.id, copy: true }));
  expect(receipt).toMatchObject({
    registerCode: 'A2',
    cashier: 'Grace',
    proof: 'abababababababab',
  });
});

test('never more comes back than was bought, over this till’s returns and those of others', async () => {
  const { shop, foreign } = await withForeignSale();
  await using _ = shop;
  must(giveBack(shop, foreign.sale, 1));
  const ownReturn = shop.sell();
  const elsewhere = asOfA2(ownReturn);
  // What this till returned comes down as well, and counts once.
  receive(shop, elsewhere, { ...asOfA2(ownReturn), id: ownReturn.saleId, sale: ownReturn });
  const [line] = must(shop.till.sales.returnable(foreign.sale)).lines;
  expect(line?.returnable).toBe(1);
  expect(refusal(giveBack(shop, foreign.sale, 2))).toMatchObject({
    code: 'RETURN_EXCEEDS_SALE',
    details: { returnable: 1 },
  });
});

test('a sale of this till of which goods came back elsewhere can neither be voided nor returned twice', async () => {
  const { shop, own } = await withForeignSale();
  await using _ = shop;
  must(giveBack(shop, own, 3));
  const back = shop.ring().lines;
  expect(back).toHaveLength(1);
  must(shop.till.cart.clear());
  const line = own.lines[0];
  if (line === undefined) throw new Error('it has a line');
  const returned = asOfA2(own, {
    kind: 'return',
    lines: [
      {
        ...line,
        quantity: -3,
        returnOf: { saleId: own.saleId, lineNumber: 1, alreadyReturned: 0, ...terms },
      },
    ],
  });
  receive(shop, returned);
  shop.signIn(GRACE);
  const undo = { saleId: own.saleId, reason: 'too late' };
  expect(refusal(shop.till.sales.void(undo)).code).toBe('VOID_NOT_POSSIBLE');
  expect(refusal(giveBack(shop, own, 1)).code).toBe('RETURN_EXCEEDS_SALE');
});

test('what another till voided does not come back, and nothing of it is undone here', async () => {
  const { shop, own, foreign } = await withForeignSale();
  await using _ = shop;
  shop.signIn(GRACE);
  const undo = { saleId: foreign.id, reason: 'not ours' };
  expect(refusal(shop.till.sales.void(undo)).code).toBe('VOID_NOT_POSSIBLE');
  receive(shop, asOfA2(own, { kind: 'void', voids: foreign.id, lines: own.lines }));
  expect(refusal(giveBack(shop, foreign.sale, 1)).code).toBe('NOT_RETURNABLE');
});

test('the last sales of the store are those of all its tills, and each stands there once', async () => {
  const { shop, own, foreign } = await withForeignSale();
  await using _ = shop;
  receive(shop, { ...asOfA2(own), id: own.saleId, sale: own });
  const rows = must(shop.till.sales.recent({ limit: 9, ofStore: true }));
  expect(rows.map(({ saleId }) => saleId).toSorted()).toEqual([own.saleId, foreign.id].toSorted());
  expect(must(shop.till.sales.recent({ limit: 9 }))).toHaveLength(1);
});
