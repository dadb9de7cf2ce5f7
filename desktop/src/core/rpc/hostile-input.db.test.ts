/** Every text that a screen can send: kept verbatim or refused by code, never half, never leaked. */
import { createRouterClient, ORPCError, safe } from '@orpc/server';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { anId } from '@second-chance/shared/test/builders.ts';
import {
  hasDataFile,
  NAUGHTY_STRINGS,
  readNaughtyStrings,
} from '@second-chance/shared/test/data-files.ts';
import { textSchema } from '@second-chance/shared/text/text-schema.ts';
import { expect, test } from 'vitest';
import { verifyJournal } from '../journal/verify-journal.ts';
import { saleRecord } from '../receipts/sale-rows.ts';
import { must, openTestTill } from '../test/open-test-till.ts';
import { GRACE, MUG } from '../test/small-shop.ts';
import { createTillRouter } from './till-router.ts';

const HOSTILE = [
  '',
  'a\u0000b',
  '\ud800',
  '\udc00\ud800',
  '‮gnp.exe',
  '👩‍👩‍👧‍👦'.repeat(5),
  "'; drop table sale; --",
  '" OR "a" NEAR/2 b*',
  '<script>alert(1)</script>',
  'x'.repeat(100_000),
];
/** The test does without the long list where it is not there. */
const strings = [...HOSTILE, ...(hasDataFile(NAUGHTY_STRINGS) ? readNaughtyStrings() : [])];

const CODES = [
  'INVALID_TEXT',
  'INVALID_REQUEST',
  'CODE_UNKNOWN',
  'NOT_FOUND',
  'PIN_WRONG',
  'PIN_LOCKED',
];

function isKeepable(text: string, size: Parameters<typeof textSchema>[0]): boolean {
  return textSchema(size).safeParse(text).success;
}

test('hostile text in any field is stored verbatim or refused by code', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  const client = createRouterClient(createTillRouter(shop.till));
  const outcome = async (call: Promise<unknown>) => {
    const { error } = await safe(call);
    if (error === null) return 'ok';
    expect(error).toBeInstanceOf(ORPCError);
    const { code } = error as ORPCError<string, unknown>;
    expect(CODES).toContain(code);
    return code;
  };

  let kept = 0;
  for (const text of strings) {
    await client.cart.clear({});
    await client.cart.addItem({ itemId: MUG.id, quantity: 1 });
    await outcome(client.cart.scan({ code: text, quantity: 1 }));
    await outcome(client.catalogue.search({ text, categoryId: null, limit: 5 }));
    await outcome(client.sales.recent({ limit: 5, query: text }));
    await outcome(client.sales.returnable({ receiptNumber: text }));
    await outcome(client.people.signIn({ ...GRACE, pin: text }));

    const reason = isKeepable(text, { min: 1, max: 200 }) ? 'ok' : 'INVALID_TEXT';
    const override = { unitPrice: minorUnits(300), reason: text };
    expect(await outcome(client.cart.overridePrice({ lineId: '1', override }))).toBe(reason);
    const note = isKeepable(text, { max: 200 }) ? 'ok' : 'INVALID_TEXT';
    const discount = { kind: 'amount', value: 1, reason: text } as const;
    expect(await outcome(client.cart.discountLine({ lineId: '1', discount }))).toBe(note);
    expect(await outcome(client.cart.discountCart({ discount }))).toBe(note);
    const move = { direction: 'in', amount: minorUnits(1), reason: text } as const;
    expect(await outcome(client.shifts.moveCash(move))).toBe(reason);
    expect(await outcome(client.shifts.openDrawer({ reason: text }))).toBe(reason);
    const found = { itemId: MUG.id, quantity: 1, reason: 'found', note: text } as const;
    expect(await outcome(client.stock.adjust(found))).toBe(note);

    const { saleId, gross } = must(shop.till.cart.get());
    const cash = { kind: 'cash', tenderId: anId<'Tender'>(1), tendered: gross } as const;
    must(shop.till.sales.pay({ saleId, gross, tenders: [cash] }));
    const { lines, cartDiscount } = saleRecord(shop.store, saleId);
    if (reason === 'ok') {
      expect(lines[0]?.pricePath[1]).toMatchObject({ step: 'override', reason: text });
      kept += 1;
    }
    if (note === 'ok') expect(cartDiscount?.reason).toBe(text);
    const voiding = client.sales.void({ saleId, reason: text });
    expect(await outcome(voiding)).toBe(reason);
    await outcome(client.cart.addItem({ itemId: MUG.id, quantity: 1 }));
    const parking = isKeepable(text, { max: 60 }) ? 'ok' : 'INVALID_TEXT';
    expect(await outcome(client.cart.park({ label: text }))).toBe(parking);
    if (parking === 'ok') {
      const parked = must(shop.till.cart.parked());
      expect(parked.some(({ label }) => label === text)).toBe(true);
    }
  }
  expect(kept, 'half of them or more are texts that people may type').toBeGreaterThanOrEqual(
    strings.length / 2,
  );
  expect(verifyJournal(shop.store, { lastEntries: 1_000_000 }).fault).toBeNull();
}, 120_000);
