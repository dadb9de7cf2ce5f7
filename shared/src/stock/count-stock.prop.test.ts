import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EpochMs } from '../time/time.ts';
import { countDifference, lateCorrection, onHandAt, type TimedMovement } from './count-stock.ts';

// Few times, so that movements fall before, on and after the count in every run.
const movement = fc.record({
  quantity: fc.integer({ min: -3, max: 5 }),
  at: fc.integer({ min: 0, max: 6 }).map((at) => at as EpochMs),
});
const sum = (movements: readonly TimedMovement[]) =>
  movements.reduce((pieces, { quantity }) => pieces + quantity, 0);

test('after a count the ledger is what was counted and what moved later, whenever it became known', () => {
  fc.assert(
    fc.property(
      fc.array(movement),
      fc.array(movement),
      fc.nat({ max: 20 }),
      fc.integer({ min: 0, max: 6 }),
      (known, late, counted, time) => {
        const at = time as EpochMs;
        const expected = onHandAt({ onHand: sum(known), movements: known, at });
        let ledger = sum(known) + countDifference({ counted, expected });
        for (const each of late) ledger += each.quantity + lateCorrection(each, at);
        const after = [...known, ...late].filter((each) => each.at > at);
        expect(ledger).toBe(counted + sum(after));
      },
    ),
  );
});
