import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anId, ORGANIZATION_ID } from '../../test/builders.ts';
import { readReceiptToken, receiptAddress, receiptNumberIn, receiptToken } from './receipt-link.ts';

const hex = fc.stringMatching(/^[0-9a-f]{32}$/);

test('what a token was made of can be read from it, for any sale and proof', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), hex, (sale, proof) => {
      const link = { organizationId: ORGANIZATION_ID, saleId: anId<'Sale'>(sale), proof };
      const token = receiptToken(link);
      expect(token).toMatch(/^[A-Za-z0-9_-]{64}$/);
      expect(readReceiptToken(token)).toEqual(link);
    }),
  );
});

test.for(['', 'x', 'A'.repeat(64), `${'A'.repeat(63)}!`, '_'.repeat(64), 'A'.repeat(65)])(
  '%j is no token',
  (token) => {
    expect(readReceiptToken(token)).toBeNull();
  },
);

test('a till that scans the address knows the receipt by its number', () => {
  const address = receiptAddress('https://shop.example/', {
    organizationId: ORGANIZATION_ID,
    saleId: anId<'Sale'>(7),
    receiptNumber: 'A1-1-000042',
    hash: 'ab'.repeat(32),
  });
  expect(address).toMatch(/^https:\/\/shop\.example\/r\/[\w-]{64}#A1-1-000042$/);
  expect(receiptNumberIn(address)).toBe('A1-1-000042');
  expect(receiptNumberIn('4006381333931')).toBeNull();
  expect(receiptNumberIn('https://shop.example/#A1-1-000042')).toBeNull();
});
