import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { anItem, CATEGORY_ID } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { changedFields, draftOf, EMPTY, readDraft } from './item-draft.ts';

const style = { plain: (amount: number) => (amount / 100).toFixed(2), today: '2026-03-14' };
const parse = (text: string) =>
  /^[0-9]+(\.[0-9]{2})?$/.test(text) ? minorUnits(Math.round(Number(text) * 100)) : null;

test('a form that nobody touched changes nothing', () => {
  for (const item of [
    anItem(),
    anItem({ unitCost: minorUnits(800), barcodes: ['4006381333931', 'SC-1'] }),
    anItem({ parcel: { grams: 450, lengthMm: 305, widthMm: null, heightMm: 20 } }),
  ]) {
    const { fields, problems } = readDraft(draftOf(item, style), parse);
    expect([...problems]).toEqual([]);
    expect(changedFields(item, fields)).toEqual({});
  }
});

test('pieces that are no number are named where they count', () => {
  const typed = { ...EMPTY, pieces: '1o' };
  expect(readDraft({ ...typed, kind: 'stocked' }, parse).problems.get('pieces')).toBe('number');
  expect(readDraft(typed, parse).problems.has('pieces')).toBe(false);
});

test('what a new thing lacks is named, and an SKU is not: core makes one', () => {
  const { problems } = readDraft(EMPTY, parse);
  expect(Object.fromEntries(problems)).toEqual({
    name: 'missing',
    categoryId: 'missing',
    price: 'missing',
    listedOn: 'missing',
  });
});

test('centimetres and grams become whole millimetres and grams, comma or point', () => {
  const draft = { ...EMPTY, grams: '450', length: '30,5', width: '20', height: '' };
  expect(readDraft(draft, parse).fields.parcel).toEqual({
    grams: 450,
    lengthMm: 305,
    widthMm: 200,
    heightMm: null,
  });
});

test.for([
  ['price', { price: 'cheap' }, 'amount'],
  ['unitCost', { unitCost: '-1.00' }, 'amount'],
  ['barcodes', { barcodes: ['4006381333932'] }, 'checkDigit'],
  ['barcodes', { barcodes: ['ä'] }, 'code'],
  ['height', { height: 'tall' }, 'number'],
  ['name', { name: 'x'.repeat(301) }, 'long'],
] as const)('%s that is wrong is named: %j', ([field, change, problem]) => {
  const draft = { ...EMPTY, name: 'Cup', categoryId: CATEGORY_ID, price: '1.00', ...change };
  expect(readDraft(draft, parse).problems.get(field)).toBe(problem);
});
