import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anId } from '../../test/builders.ts';
import { someSaleRecord } from '../../test/sale-generators.ts';
import { mirrorLine, negateLine, returnWithoutReceipt } from './return-line.ts';
import type { SaleLine } from './sale-record.ts';

const RETURNED = {
  saleId: anId<'Sale'>(1),
  lineNumber: 1,
  reason: 'other',
  note: '',
  restock: true,
} as const;

/** A line with discounts and taxes of all kinds, and a way to cut its pieces. */
const aSoldLine = fc
  .tuple(someSaleRecord, fc.nat())
  .map(([{ lines }, place]) => lines[place % lines.length] as SaleLine);
const cuts = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 60 });

/** Returns a line piece by piece as the cuts say, until nothing is left. */
function returnInParts(line: SaleLine, sizes: readonly number[]): readonly SaleLine[] {
  const parts: SaleLine[] = [];
  let alreadyReturned = 0;
  for (let turn = 0; alreadyReturned < line.quantity; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    const quantity = Math.min(size, line.quantity - alreadyReturned);
    parts.push(mirrorLine(line, { ...RETURNED, quantity, alreadyReturned }));
    alreadyReturned += quantity;
  }
  return parts;
}

/** Every amount of a line, by name. */
function amountsOf({
  pricePath,
  net,
  taxAmount,
  gross,
  quantity,
}: SaleLine): Record<string, number> {
  const steps = pricePath.flatMap(({ step, change, total }) => [
    [`${step}.change`, change],
    [`${step}.total`, total],
  ]);
  return { ...Object.fromEntries(steps), net, taxAmount, gross, quantity };
}

test('a whole line returned is its mirror image in every amount', () => {
  fc.assert(
    fc.property(aSoldLine, (line) => {
      const back = mirrorLine(line, { ...RETURNED, quantity: line.quantity, alreadyReturned: 0 });
      const expected = negateLine(line);
      expect(amountsOf(back)).toEqual(amountsOf(expected));
      expect(negateLine(back).pricePath).toEqual(line.pricePath);
    }),
  );
});

test('partial returns in any cut sum to the whole line in every amount', () => {
  fc.assert(
    fc.property(aSoldLine, cuts, (line, sizes) => {
      const sums: Record<string, number> = {};
      for (const part of returnInParts(line, sizes)) {
        for (const [name, amount] of Object.entries(amountsOf(part))) {
          sums[name] = (sums[name] ?? 0) + amount;
        }
      }
      expect(sums).toEqual(amountsOf(negateLine(line)));
    }),
  );
});

test('every part adds up in itself: path to its end, net and tax to gross', () => {
  fc.assert(
    fc.property(aSoldLine, cuts, (line, sizes) => {
      const endsInGross = line.pricePath.at(-1)?.total === line.gross;
      for (const part of returnInParts(line, sizes)) {
        let total = 0;
        for (const step of part.pricePath) {
          total += step.change;
          expect(step.total).toBe(total);
        }
        expect(endsInGross ? part.gross : part.net).toBe(total);
        expect(part.net + part.taxAmount).toBe(part.gross);
      }
    }),
  );
});

test('every part is within a unit of its fair share and none pays the customer less than nothing', () => {
  fc.assert(
    fc.property(aSoldLine, cuts, (line, sizes) => {
      for (const part of returnInParts(line, sizes)) {
        for (const amount of ['gross', 'taxAmount'] as const) {
          const fair = (line[amount] * part.quantity) / line.quantity;
          // Two roundings of half a unit each; where tax is added, two amounts of that kind.
          expect(Math.abs(part[amount] - fair)).toBeLessThanOrEqual(amount === 'gross' ? 2 : 1);
          expect(part[amount]).toBeLessThanOrEqual(0);
        }
      }
    }),
  );
});

test('prices by the piece stay what they were', () => {
  fc.assert(
    fc.property(aSoldLine, cuts, (line, sizes) => {
      const [tag] = line.pricePath;
      for (const part of returnInParts(line, sizes)) {
        const [mirrored] = part.pricePath;
        expect(mirrored?.step === 'tag' && mirrored.unitPrice).toBe(
          tag?.step === 'tag' && tag.unitPrice,
        );
        expect(mirrored?.total).toBe(
          tag?.step === 'tag' ? tag.unitPrice * part.quantity || 0 : null,
        );
      }
    }),
  );
});

test('more than was sold, or of what came back, is a bug', () => {
  fc.assert(
    fc.property(aSoldLine, (line) => {
      const quantity = line.quantity + 1;
      const all = { ...RETURNED, quantity: line.quantity, alreadyReturned: 0 };
      expect(() => mirrorLine(line, { ...all, quantity })).toThrow('cannot come back');
      expect(() => mirrorLine(line, { ...all, alreadyReturned: 1 })).toThrow('cannot come back');
      expect(() => mirrorLine(mirrorLine(line, all), all)).toThrow('only a line that was sold');
    }),
    { numRuns: 20 },
  );
});

test('without a receipt the whole line comes back and refers to none', () => {
  fc.assert(
    fc.property(aSoldLine, (line) => {
      const back = returnWithoutReceipt(line, { reason: 'damaged', note: 'torn', restock: false });
      expect(amountsOf(back)).toEqual(amountsOf(negateLine(line)));
      expect(back.returnOf).toEqual({
        saleId: null,
        lineNumber: null,
        alreadyReturned: 0,
        reason: 'damaged',
        note: 'torn',
        restock: false,
      });
    }),
    { numRuns: 20 },
  );
});
