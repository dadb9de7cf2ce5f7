import { expect, test } from 'vitest';
import { minorUnits } from './minor-units.ts';
import { settleCash } from './settle-cash.ts';

test.for([
  { due: 1_250, tendered: 2_000, change: 750 },
  { due: 1_250, tendered: 1_250, change: 0 },
  { due: 0, tendered: 500, change: 500 },
])('a customer paying $tendered for $due gets $change back', ({ due, tendered, change }) => {
  const settled = settleCash({ due: minorUnits(due), tendered: minorUnits(tendered) });
  expect(settled).toEqual({ ok: true, value: { due, tendered, change } });
});

test('one cent short names the missing cent instead of settling', () => {
  const settled = settleCash({ due: minorUnits(1_250), tendered: minorUnits(1_249) });
  expect(settled).toEqual({ ok: false, error: { code: 'TENDER_TOO_SMALL', missing: 1 } });
});

test('a negative tender is a bug, not an error the cashier sees', () => {
  const payment = { due: minorUnits(100), tendered: minorUnits(-1) };
  expect(() => settleCash(payment)).toThrow('negative cash');
});
