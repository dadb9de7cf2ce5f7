import { aPriceSchedule } from '@second-chance/shared/test/builders.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { basisPoints, minorUnits } from '../money/minor-units.ts';
import { addDays } from '../time/calendar.ts';
import type { BusinessDay } from '../time/time.ts';
import { markdownOn, priceAfterMarkdown } from './markdown.ts';
import { priceHistory } from './price-history.ts';

const start = '2026-01-31' as BusinessDay;
const ladder = { schedule: aPriceSchedule(), start };
const tagPrice = minorUnits(2_400);

test.for([
  { age: 0, steps: [[2_400, null]], changesOn: '2026-03-02' },
  {
    age: 30,
    steps: [
      [2_400, null],
      [1_800, '2026-03-02'],
    ],
    changesOn: '2026-04-01',
  },
  {
    age: 400,
    steps: [
      [2_400, null],
      [1_800, '2026-03-02'],
      [1_200, '2026-04-01'],
    ],
    changesOn: null,
  },
] as const)('after $age days the price came down by $steps', ({ age, steps, changesOn }) => {
  const history = priceHistory({ tagPrice, ladder, day: addDays(start, age) });
  expect(history.steps.map(({ price, since }) => [price, since])).toEqual(steps);
  expect(history.changesOn).toBe(changesOn);
});

test('a thing without a ladder has one price for ever', () => {
  const history = priceHistory({ tagPrice, ladder: null, day: start });
  expect(history).toEqual({ steps: [{ price: 2_400, since: null }], changesOn: null });
});

test('the last step is the price that the till would charge, and holds until it changes', () => {
  const anyPhase = fc.record({
    afterDays: fc.integer({ min: 0, max: 120 }),
    basisPoints: fc.constantFrom(0, 1, 2_500, 3_333, 5_000, 10_000).map(basisPoints),
  });
  fc.assert(
    fc.property(
      fc.array(anyPhase, { maxLength: 6 }),
      fc.integer({ min: 0, max: 100_000 }).map(minorUnits),
      fc.integer({ min: -5, max: 130 }),
      (phases, price, age) => {
        const day = addDays(start, age);
        const priced = { schedule: { phases }, start };
        const { steps, changesOn } = priceHistory({ tagPrice: price, ladder: priced, day });
        const charged = (on: BusinessDay) => {
          const markdown = markdownOn({ ...priced, day: on });
          return markdown === null ? price : priceAfterMarkdown(price, markdown.basisPoints);
        };
        expect(steps.at(-1)?.price).toBe(charged(day));
        if (changesOn === null) expect(charged(addDays(day, 400))).toBe(charged(day));
        else {
          expect(charged(addDays(changesOn, -1))).toBe(charged(day));
          expect(charged(changesOn)).not.toBe(charged(day));
        }
      },
    ),
  );
});
