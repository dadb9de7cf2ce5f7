import { dataFile, needsDataFiles, readDataFile } from '@second-chance/shared/test/data-files.ts';
import { expect, test } from 'vitest';
import { LayoutError, planOf, readPlan } from './online-retail.ts';

const HEADER =
  'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n';
const at = '2011-02-03 10:15:00';

function planOfRows(...rows: readonly string[]) {
  return planOf(HEADER + rows.map((row) => `${row},,United Kingdom\n`).join(''));
}

test('lines of one invoice are one ticket, even with another invoice between them', () => {
  const plan = planOfRows(
    `1,A,first,2,${at},1.50`,
    `2,A,first,1,${at},1.50`,
    `1,B,second,1,${at},0.25`,
  );
  expect(plan.days[0]?.invoices.map((invoice) => [invoice.number, invoice.totalMinor])).toEqual([
    ['1', 325],
    ['2', 150],
  ]);
});

test('a cancellation is goods coming back and takes its amount off the total', () => {
  const plan = planOfRows(`C7,A,first,-3,${at},2.00`);
  expect(plan.totalMinor).toBe(-600);
  expect(plan.days[0]?.invoices[0]?.lines).toEqual([
    { code: 'A', quantity: 3, unitPrice: 200, goodsBack: true },
  ]);
});

test('a negative price is goods back of the same amount', () => {
  const plan = planOfRows(`A5,B,Adjust bad debt,1,${at},-11062.06`);
  expect(plan.days[0]?.invoices[0]).toMatchObject({
    kind: 'ticket',
    totalMinor: -1_106_206,
    lines: [{ quantity: 1, unitPrice: 1_106_206, goodsBack: true }],
  });
});

test('a negative quantity at no price outside of a cancellation is a write-off', () => {
  const plan = planOfRows(`5,A,damaged,-40,${at},0`);
  expect(plan.days[0]?.invoices[0]?.kind).toBe('write_off');
  expect(plan.days[0]?.newItems[0]?.openingQuantity).toBe(40);
});

test.for([
  { price: '0.005', minor: 1 },
  { price: '0.004', minor: 0 },
  { price: '1.995', minor: 200 },
  { price: '2.5', minor: 250 },
])('a price of $price is rung up as $minor pence', ({ price, minor }) => {
  expect(planOfRows(`1,A,x,1,${at},${price}`).totalMinor).toBe(minor);
});

test('codes that differ by letter case alone are two items', () => {
  const plan = planOfRows(`1,85123A,white,1,${at},2`, `1,85123a,red,1,${at},3`);
  expect(plan.days[0]?.newItems.map(({ code, tagPrice }) => [code, tagPrice])).toEqual([
    ['85123A', 200],
    ['85123a', 300],
  ]);
});

test('a limit takes the first invoices whole and their items alone', () => {
  const csv = `${HEADER}1,A,a,1,${at},1,,\n2,B,b,1,${at},1,,\n1,C,c,1,${at},1,,\n`;
  const plan = planOf(csv, 1);
  expect(plan.lineCount).toBe(2);
  expect(plan.days[0]?.newItems.map((item) => item.code)).toEqual(['A', 'C']);
});

test.for([
  ['an empty file', ''],
  ['other columns', 'a,b\n1,2\n'],
  ['a quantity that is no number', `${HEADER}1,A,x,two,${at},1,,\n`],
  ['a price with four decimals', `${HEADER}1,A,x,1,${at},1.2345,,\n`],
  ['a date in another form', `${HEADER}1,A,x,1,01/02/2011,1,,\n`],
  ['a write-off with a price', `${HEADER}1,A,x,-1,${at},1,,\n`],
])('%s is refused before anything is rung up', ([, csv]) => {
  expect(() => planOf(csv ?? '')).toThrow(LayoutError);
});

const HALF_YEAR = 'online-retail/online-retail-2010-12_2011-05.csv.gz';
const BY_DAY = 'online-retail/expected-by-day.csv';

test('the half year has the sums that its own day list states', (context) => {
  needsDataFiles(context, HALF_YEAR, BY_DAY);
  const plan = readPlan(dataFile(HALF_YEAR));
  expect(plan).toMatchObject({
    invoiceCount: 10_783,
    lineCount: 209_029,
    exactTotalMills: 3_706_827_641n,
    totalMinor: 370_682_764,
  });
  const stated = readDataFile(BY_DAY).trim().split('\n').slice(1);
  expect(stated.length).toBeGreaterThan(100);
  for (const row of stated) {
    const [day = '', , , , , sum = ''] = row.split(',');
    const [whole = '', decimals = ''] = sum.split('.');
    expect(plan.exactByDay.get(day), day).toBe(BigInt(whole + decimals.padEnd(3, '0')));
  }
});
