import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anId, anItem, CATEGORY_ID, STORE_ID } from '../../test/builders.ts';
import { columnsOf, type ItemColumn, readCell, safeCell } from './import-columns.ts';
import { foldName, type ImportContext, planImportRow } from './import-row.ts';

const CONTEXT: ImportContext = {
  storeId: STORE_ID,
  currency: 'EUR',
  locale: 'de-DE',
  categories: new Map([
    ['clothes>jackets', CATEGORY_ID],
    ['jackets', CATEGORY_ID],
    ['other', null],
  ]),
  taxRates: new Map([['vat', anId<'TaxRate'>(1)]]),
  priceSchedules: new Map(),
};
const plan = (cells: Partial<Record<ItemColumn, string>>, existing = false, context = CONTEXT) =>
  planImportRow(new Map(Object.entries(cells)) as ReadonlyMap<ItemColumn, string>, {
    existing: existing ? anItem() : null,
    newId: anId<'Item'>(5),
    context,
  });
const NEW = { name: 'Coat', price: '12,50', category: 'Clothes > JACKETS ' };

test.for([
  ['12,50', 1_250],
  ['12.50', 1_250],
  ['1.234,50', 123_450],
  ['1,234.50', 123_450],
  ['1.234', 123_400],
  ['7', 700],
  ['€ 7', 700],
] as const)('a price of %s is %i', ([price, amount]) => {
  expect(plan({ ...NEW, price })).toMatchObject({ outcome: 'create', item: { price: amount } });
});

test.for(['-1', '1,234', 'free', '1e3', '99999999999999999999'])('%s is no price', (price) => {
  expect(plan({ ...NEW, price })).toMatchObject({
    outcome: 'error',
    problems: [{ column: 'price', problem: 'not_an_amount' }],
  });
});

test('a price with a point is never read as thousands where the currency has three decimals', () => {
  const context = { ...CONTEXT, currency: 'KWD' };
  expect(plan({ ...NEW, price: '1.234' }, false, context)).toMatchObject({
    item: { price: 1_234 },
  });
});

test('a new item gets what its row leaves out, and pieces only where it has a stock', () => {
  expect(plan({ ...NEW, quantity: '4' })).toMatchObject({
    outcome: 'create',
    item: { kind: 'unique', condition: 'good', barcodes: [], categoryId: CATEGORY_ID },
  });
  expect(plan({ ...NEW, quantity: '4' })).not.toHaveProperty('item.openingQuantity');
  expect(plan({ ...NEW, quantity: '4', kind: 'Stocked' })).toHaveProperty(
    'item.openingQuantity',
    4,
  );
});

test('a row changes what it says and nothing else; an empty cell empties a text alone', () => {
  expect(plan({ sku: 'SC-0001', name: '', price: '', brand: '', size: 'L' }, true)).toEqual({
    outcome: 'update',
    after: anItem({ brand: '', size: 'L' }),
  });
  expect(plan({ sku: 'SC-0001', size: 'M' }, true)).toMatchObject({ outcome: 'same' });
});

test('names that several have, or nobody, are refused, and a thing does not become a service', () => {
  const problems = (cells: object, existing = true) => {
    const planned = plan(cells, existing);
    return planned.outcome === 'error' ? planned.problems : [];
  };
  expect(problems({ category: 'Other' })).toEqual([{ column: 'category', problem: 'ambiguous' }]);
  expect(problems({ tax: 'GST' })).toEqual([{ column: 'tax', problem: 'unknown' }]);
  expect(problems({ kind: 'service' })).toEqual([{ column: 'kind', problem: 'fixed' }]);
  expect(problems({ name: 'a\u0000' })).toEqual([{ column: 'name', problem: 'invalid' }]);
});

test('headings are found in any case and order; the second of a name counts for nothing', () => {
  expect(columnsOf(['Price', 'listed on', 'Tax-Scheme', 'price', 'weight'])).toEqual([
    'price',
    'listed_on',
    'tax_scheme',
    null,
    null,
  ]);
  expect(foldName(' Clothes >  Jackets ')).toBe('clothes>jackets');
});

test('whatever a cell holds, it is no formula in a spreadsheet and comes back as it was', () => {
  const risky = fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', "'", "'=", ''), fc.string());
  fc.assert(
    fc.property(risky, ([head, tail]) => {
      const text = head + tail;
      expect(safeCell(text)).not.toMatch(/^[=+\-@\t\r]/);
      expect(readCell(safeCell(text))).toBe(text);
    }),
  );
});
