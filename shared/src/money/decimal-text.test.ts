import { expect, test } from 'vitest';
import { decimalText } from './decimal-text.ts';

test.for([
  { amount: 1_250, currency: 'EUR', text: '12.50' },
  { amount: -5, currency: 'EUR', text: '-0.05' },
  { amount: 0, currency: 'EUR', text: '0.00' },
  { amount: 1_250, currency: 'JPY', text: '1250' },
  { amount: 1_250, currency: 'KWD', text: '1.250' },
  { amount: 123_456_789_012, currency: 'EUR', text: '1234567890.12' },
])('$amount of $currency is written $text', ({ amount, currency, text }) => {
  expect(decimalText(amount, currency)).toBe(text);
});
