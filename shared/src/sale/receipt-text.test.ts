import { expect, test } from 'vitest';
import {
  AT,
  aLineInput,
  aLineTax,
  anId,
  aSaleRecord,
  aSettings,
  PRICE_SCHEDULE_ID,
  type SaleSetUp,
} from '../../test/builders.ts';
import { NAUGHTY_STRINGS, needsDataFiles, readNaughtyStrings } from '../../test/data-files.ts';
import { basisPoints, MINOR_UNITS_MAX, minorUnits } from '../money/minor-units.ts';
import { isStorableText } from '../text/text-schema.ts';
import type { BusinessDay } from '../time/time.ts';
import { buildReceipt, type ReceiptFacts } from './build-receipt.ts';
import type { TenderInput } from './pay-sale.ts';
import { type Receipt, receiptSchema } from './receipt.ts';
import { receiptHtml } from './receipt-html.ts';
import { receiptText } from './receipt-text.ts';
import { mirrorLine } from './return-line.ts';
import { widthOf } from './text-columns.ts';
import { mirrorSale } from './void-sale.ts';

function aReceipt(setUp: SaleSetUp & { readonly facts?: Partial<ReceiptFacts> } = {}): Receipt {
  return buildReceipt({
    record: aSaleRecord(setUp),
    settings: aSettings(setUp.settings),
    at: AT,
    registerCode: 'A1',
    cashier: 'Ada',
    copy: false,
    training: false,
    proof: '0123456789abcdef',
    voidsReceiptNumber: null,
    ...setUp.facts,
  });
}

const markdown = {
  priceScheduleId: PRICE_SCHEDULE_ID,
  basisPoints: basisPoints(2_500),
  since: '2026-02-03' as BusinessDay,
};
const reduced = aLineTax({ taxRateId: anId(2), basisPoints: basisPoints(700) });
const lines = [
  aLineInput({ quantity: 2, markdown, discount: { kind: 'percent', value: 1_000, reason: '' } }),
  aLineInput({ lineNumber: 2, name: 'Paperback', tagPrice: minorUnits(399), tax: reduced }),
  aLineInput({
    lineNumber: 3,
    name: 'Lamp',
    tax: aLineTax({ scheme: 'margin' }),
    unitCost: minorUnits(500),
  }),
];
const paid = [{ kind: 'cash', tenderId: anId<'Tender'>(1), tendered: minorUnits(10_000) }] as const;
const whole: SaleSetUp = {
  lines,
  cartDiscount: { kind: 'amount', value: 100, reason: '' },
  settings: { cashIncrement: 5 },
  tenders: paid,
};

test('a receipt on wide paper shows prices and why, taxes, rounding, tender and change', () => {
  expect(`\n${receiptText(aReceipt(whole), { columns: 42, language: 'en' })}`).toBe(`
         Second Chance Kreuzberg
             Oranienstraße 1
               10999 Berlin
          USt-IdNr. DE123456789
------------------------------------------
Receipt                        A1-1-000001
14 Mar 2026                          16:09
Register                                A1
Served by: Ada
------------------------------------------
Denim jacket
2 × 18.75                            33.21
  −25% since 3 Feb               was 25.00
  Discount −10%                      -3.75
  Share of discount on all           -0.54
Paperback
1 × 3.99                              3.93
  Share of discount on all           -0.06
Lamp
1 × 25.00                            24.60
  Share of discount on all           -0.40
------------------------------------------
Total                                61.74
Cash rounding                         0.01
To pay                              €61.75
Cash                                100.00
Change                               38.25
------------------------------------------
Tax                Net       Tax     Gross
19%              27.91      5.30     33.21
7%                3.67      0.26      3.93
  Margin scheme – second-hand goods
------------------------------------------
   Thank you for giving things a second
                 chance.
  Proof                   0123456789abcdef
`);
});

test('the same in German on narrow paper', () => {
  const settings = { ...whole.settings, locale: 'de-DE', receiptFooter: 'Danke!' };
  expect(
    `\n${receiptText(aReceipt({ ...whole, settings }), { columns: 32, language: 'de' })}`,
  ).toBe(`
    Second Chance Kreuzberg
        Oranienstraße 1
          10999 Berlin
     USt-IdNr. DE123456789
--------------------------------
Kassenbon            A1-1-000001
14. März 2026              16:09
Kasse                         A1
Es bediente Sie: Ada
--------------------------------
Denim jacket
2 × 18,75                  33,21
  −25 % seit 3. Feb. statt 25,00
  Rabatt −10 %             -3,75
  Anteil am Gesamtrabatt   -0,54
Paperback
1 × 3,99                    3,93
  Anteil am Gesamtrabatt   -0,06
Lamp
1 × 25,00                  24,60
  Anteil am Gesamtrabatt   -0,40
--------------------------------
Summe                      61,74
Barzahlungsrundung          0,01
Zu zahlen                61,75 €
Bar                       100,00
Rückgeld                   38,25
--------------------------------
Satz       Netto  Steuer  Brutto
19 %       27,91    5,30   33,21
7 %         3,67    0,26    3,93
  Gebrauchtgegenstände /
  Sonderregelung
--------------------------------
             Danke!
  Prüfzeichen   0123456789abcdef
`);
});

test('a receipt is what its schema says, and its shown taxes are its net and tax', () => {
  const receipt = aReceipt(whole);
  expect(receiptSchema.parse(receipt)).toEqual(receipt);
  const sumOf = (amount: 'net' | 'taxAmount' | 'gross') =>
    receipt.taxTotals.reduce((total, part) => total + part[amount], 0);
  expect(receipt.taxAmount).toBe(sumOf('taxAmount'));
  expect(receipt.net + receipt.taxAmount).toBe(receipt.gross);
  expect(receipt.gross - sumOf('gross')).toBe(2_460);
});

test('the tax of margin goods stands nowhere on a receipt', () => {
  const margin = aLineInput({ tax: aLineTax({ scheme: 'margin' }), unitCost: minorUnits(1_310) });
  const receipt = aReceipt({ lines: [margin] });
  expect(receipt).toMatchObject({ taxTotals: [], taxAmount: 0, net: 2_500, hasMarginGoods: true });
  for (const language of ['en', 'de'] as const) {
    const text = receiptText(receipt, { columns: 42, language });
    expect(text).not.toContain('1.90');
    expect(text).not.toContain('13.10');
    expect(text).toMatch(/Margin scheme|Sonderregelung/);
  }
});

test.for([
  { facts: { copy: true }, en: '** COPY **', de: '** KOPIE **' },
  {
    facts: { training: true },
    en: '** TRAINING – NOT A RECEIPT **',
    de: '** TRAINING – KEIN BELEG **',
  },
])('a mark says $en', ({ facts, en, de }) => {
  const receipt = aReceipt({ facts });
  expect(receiptText(receipt, { columns: 42, language: 'en' })).toContain(en);
  expect(receiptText(receipt, { columns: 32, language: 'de' })).toContain(de);
  expect(receiptHtml(receipt, { language: 'en' })).toContain(
    `<strong><bdi>${en.slice(3, -3)}</bdi>`,
  );
});

test('a return says so, and what is given back', () => {
  const sale = aSaleRecord({ lines: [aLineInput({ quantity: 3 })] });
  const [line] = sale.lines;
  if (line === undefined) throw new Error('a sale has a line');
  const back = {
    saleId: sale.saleId,
    lineNumber: 1,
    quantity: 2,
    alreadyReturned: 0,
    restock: true,
  };
  const mirrored = mirrorLine(line, { ...back, reason: 'other', note: '' });
  const text = receiptText(aReceipt({ lines: [{ mirrored }] }), { columns: 42, language: 'en' });
  expect(text).toContain('Return                         A1-1-000001\n');
  expect(text).toContain('Returned 2 × 25.00                  -50.00\n');
  expect(text).toContain('To refund                           €50.00\n');
  expect(text).toContain('Refunded in cash                     50.00\n');
  expect(text).not.toContain('Change ');
});

test('a void names the receipt that it cancels', () => {
  const record = aSaleRecord();
  const undone = mirrorSale(record, {
    saleId: anId(2),
    receiptNumber: 'A1-1-000002',
    shiftId: record.shiftId,
    reason: 'mistake',
    tenderIds: [anId(3)],
  });
  const receipt = aReceipt({ facts: { record: undone, voidsReceiptNumber: record.receiptNumber } });
  expect(receiptText(receipt, { columns: 42, language: 'en' })).toMatch(
    /VOID +A1-1-000002\nCancels receipt A1-1-000001\n/,
  );
  expect(receiptText(receipt, { columns: 32, language: 'de' })).toMatch(
    /STORNO +A1-1-000002\nStorniert Bon A1-1-000001\n/,
  );
});

test('card and credit are named with what proves them', () => {
  const tenders = [
    {
      kind: 'external_card',
      tenderId: anId<'Tender'>(1),
      amount: minorUnits(2_000),
      lastFour: '4242',
      approvalCode: '00417',
    },
    { kind: 'store_credit', tenderId: anId<'Tender'>(2), amount: minorUnits(500) },
  ] as const;
  const text = receiptText(aReceipt({ tenders }), { columns: 42, language: 'en' });
  expect(text).toContain('Card ending 4242                     20.00\n  Approval code: 00417\n');
  expect(text).toContain('Store credit                          5.00\n');
});

test('a simulated card is never printed without saying that it was not charged', () => {
  const facts = { brand: 'Visa', lastFour: '4242', entry: 'contactless', approvalCode: '00417' };
  const card = {
    kind: 'card',
    tenderId: anId<'Tender'>(1),
    amount: minorUnits(2_500),
    paymentId: anId<'Payment'>(1),
    provider: 'simulator',
    card: facts,
  } as const;
  const print = (tender: TenderInput, language: 'en' | 'de') =>
    receiptText(aReceipt({ tenders: [tender] }), { columns: 42, language });
  expect(print(card, 'en')).toContain(
    'Visa ending 4242                     25.00\n  Approval code: 00417\n',
  );
  expect(print(card, 'en')).toContain('SIMULATED');
  expect(print(card, 'de')).toContain('SIMULIERT');
  const real = {
    ...card,
    provider: 'stripe',
    card: { ...facts, brand: '', lastFour: null },
  } as const;
  expect(print(real, 'en')).toContain('Card                                 25.00\n');
  expect(print(real, 'en')).not.toContain('SIMULATED');
});

test('where prices exclude tax the receipt adds it before the total', () => {
  const text = receiptText(aReceipt({ settings: { pricesIncludeTax: false } }), {
    columns: 32,
    language: 'en',
  });
  expect(text).toContain(
    'Net                        25.00\nTax                         4.75\nTotal                     €29.75\n',
  );
});

test('amounts too long for the columns of the tax table stand in lines of their own', () => {
  const line = aLineInput({ tagPrice: minorUnits(MINOR_UNITS_MAX) });
  const text = receiptText(aReceipt({ lines: [line] }), { columns: 32, language: 'en' });
  expect(text).toContain('Gross           9,999,999,999.99\n');
  expectColumns(text, 32);
});

test('a price given up for an override shows what it was', () => {
  const override = { unitPrice: minorUnits(1_900), reason: 'a stain on the sleeve' };
  const text = receiptText(aReceipt({ lines: [aLineInput({ override })] }), {
    columns: 42,
    language: 'en',
  });
  expect(text).toContain(
    '1 × 19.00                            19.00\n  Price changed                  was 25.00\n',
  );
  expect(text, 'the reason is between the shop and its books').not.toContain('stain');
});

test('HTML is one document without anything from elsewhere, and every text in it is escaped', () => {
  const name = '<script>alert("1")</script> & \'more\'';
  const settings = { name, addressLines: [name], receiptFooter: name };
  const receipt = aReceipt({ lines: [aLineInput({ name })], settings, facts: { cashier: name } });
  const html = receiptHtml(receipt, { language: 'en' });
  expect(html.startsWith('<!doctype html>\n<html lang="en-GB">')).toBe(true);
  expect(html).not.toMatch(/<script|<link|<img|<iframe|src=|href=|url\(|@import|\son\w+=/i);
  expect(
    html.split('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;'),
  ).toHaveLength(6);
  expect(html).toContain('@page { size: 80mm auto;');
});

test('no naughty string breaks a column, a line or the markup', (context) => {
  needsDataFiles(context, NAUGHTY_STRINGS);
  const strings = readNaughtyStrings().filter((text) => text !== '' && isStorableText(text));
  expect(strings.length).toBeGreaterThan(400);
  for (const text of strings) {
    const line = aLineInput({ name: text.slice(0, 300), sku: text.slice(0, 60) });
    const settings = {
      name: text.slice(0, 120),
      addressLines: [text.slice(0, 120)],
      receiptFooter: text.slice(0, 500),
    };
    const receipt = aReceipt({ lines: [line], settings, facts: { cashier: text.slice(0, 60) } });
    for (const columns of [32, 42]) {
      const printed = receiptText(receipt, { columns, language: 'en' });
      expectColumns(printed, columns);
      expect(printed).toMatch(new RegExp(`\\nTotal {${columns - 11}}€25.00\\n`));
    }
    const html = receiptHtml(receipt, { language: 'de' });
    const tags = html.replace(/<style>[\s\S]*<\/style>/, '').match(/<[^>]*>/g) ?? [];
    expect(new Set(tags.map((tag) => tag.replace(/[ >].*/s, '')))).toEqual(HTML_TAGS);
  }
});

const HTML_TAGS = new Set(
  'html head meta title body main h1 p hr bdi span table thead tr th tbody td'
    .split(' ')
    .flatMap((tag) => [`<${tag}`, `</${tag}`])
    .filter((tag) => tag !== '</meta' && tag !== '</hr')
    .concat('<!doctype'),
);

function expectColumns(text: string, columns: number): void {
  for (const line of text.split('\n')) {
    expect(widthOf(line), line).toBeLessThanOrEqual(columns);
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  }
}
