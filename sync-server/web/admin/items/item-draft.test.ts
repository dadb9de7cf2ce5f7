import type { ItemView } from '@second-chance/shared/contract/rest/catalogue.ts';
import { parseAmount } from '@second-chance/shared/money/format-amount.ts';
import { anItem } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { differingFields, draftOf, readDraft } from './item-draft.ts';

const style = { currency: 'EUR', locale: 'de-DE' };
const parse = (text: string) => {
  const parsed = parseAmount(text, style);
  return parsed.ok ? parsed.value : null;
};
const item = {
  ...anItem({ price: 123_456 as never, unitCost: 1 as never }),
  status: 'available',
  revision: 3,
} as unknown as ItemView;
const draft = draftOf(item, { ...style, parse, today: '2026-11-25' });

test('a form that nobody touched stands for the very item', () => {
  expect(draft.price).toBe('1234,56');
  const { fields, problems } = readDraft(draft, { parse, isNew: false });
  expect([...problems]).toEqual([]);
  expect(differingFields(fields, item)).toEqual([]);
});

test('what is missing, too long, no amount or misread is named by its field', () => {
  const { problems } = readDraft(
    {
      ...draft,
      name: '',
      price: 'much',
      unitCost: '-1',
      sku: 'x'.repeat(61),
      categoryId: '',
      barcodes: ['4006381333932'],
    },
    { parse, isNew: false },
  );
  expect(Object.fromEntries(problems)).toEqual({
    name: 'missing',
    price: 'not_an_amount',
    unitCost: 'not_an_amount',
    sku: 'too_long',
    categoryId: 'missing',
    barcodes: 'check_digit',
  });
});

test('a new item may come without a code; its pieces are counted only where it has a stock', () => {
  const fresh = { ...draft, sku: '', pieces: '' };
  expect(readDraft(fresh, { parse, isNew: true }).fields).not.toHaveProperty('sku');
  expect([...readDraft(fresh, { parse, isNew: true }).problems]).toEqual([]);
  const stocked = { ...fresh, kind: 'stocked' } as const;
  expect(readDraft(stocked, { parse, isNew: true }).problems.get('pieces')).toBe('not_a_number');
});
