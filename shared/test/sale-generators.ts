/**
 * fast-check generators for sales. They lean towards the hard regions: rates at which halves are
 * common, amounts of a few cents, odd quantities, discounts that take all.
 */
import fc from 'fast-check';
import type { Id } from '../src/ids.ts';
import { basisPoints, minorUnits } from '../src/money/minor-units.ts';
import type { SaleLineInput } from '../src/sale/line-input.ts';
import type { CartDiscount, SaleRecord } from '../src/sale/sale-record.ts';
import {
  aLineInput,
  aLineTax,
  anId,
  aSaleRecord,
  DAY,
  PRICE_SCHEDULE_ID,
  type SaleSetUp,
} from './builders.ts';

/** Real rates first: at 20 % one amount in six is an exact half; random rates almost never are. */
export const aRate = fc
  .oneof(
    { weight: 4, arbitrary: fc.constantFrom(0, 500, 700, 810, 1_900, 2_000, 2_500) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 10_000 }) },
  )
  .map(basisPoints);

/** Prices of a shop, a few cents and zero among them. */
export const aPrice = fc
  .oneof(
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 20 }) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 20_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 100_000_000 }) },
  )
  .map(minorUnits);

export const aQuantity = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(1, 2, 3, 7) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }) },
);

export const aDiscount: fc.Arbitrary<CartDiscount> = fc.oneof(
  fc.record({
    kind: fc.constant('percent' as const),
    value: fc.constantFrom(0, 1, 250, 1_000, 3_333, 5_000, 9_999, 10_000, 20_000),
    reason: fc.constant(''),
  }),
  fc.record({
    kind: fc.constant('amount' as const),
    value: fc.oneof(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 30_000 })),
    reason: fc.constant(''),
  }),
);

const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2, nil: null });

const aTax = fc.record({
  rate: fc.constantFrom(1, 2, 3),
  points: aRate,
  scheme: fc.constantFrom('standard' as const, 'standard' as const, 'margin' as const),
});

/** Inputs of one line; its number is set by `someLineInputs`. */
export const someLineInput: fc.Arbitrary<SaleLineInput> = fc
  .record({
    quantity: aQuantity,
    tagPrice: aPrice,
    markdown: sometimes(
      fc.constantFrom(0, 1, 1_000, 2_500, 3_333, 5_000, 10_000).map((points) => ({
        priceScheduleId: PRICE_SCHEDULE_ID,
        basisPoints: basisPoints(points),
        since: DAY,
      })),
    ),
    override: sometimes(aPrice.map((unitPrice) => ({ unitPrice, reason: 'agreed' }))),
    discount: sometimes(aDiscount),
    promotion: sometimes(
      aPrice.map((amount) => ({
        promotionId: anId(9) as Id<'Promotion'>,
        name: 'Spring',
        amount,
      })),
    ),
    unitCost: sometimes(aPrice),
    tax: aTax,
  })
  .map(({ tax, ...line }) =>
    aLineInput({
      ...line,
      tax: aLineTax({
        taxRateId: anId(0x700 + tax.rate),
        basisPoints: tax.points,
        scheme: tax.scheme,
      }),
    }),
  );

export const someLineInputs: fc.Arbitrary<readonly SaleLineInput[]> = fc
  .array(someLineInput, { minLength: 1, maxLength: 8 })
  .map((lines) =>
    lines.map((line, index) => ({
      ...line,
      lineNumber: index + 1,
      itemId: anId<'Item'>(index + 1),
    })),
  );

export const someRules = fc.record({
  pricesIncludeTax: fc.boolean(),
  taxRounding: fc.constantFrom('per_line' as const, 'per_rate' as const),
  cashIncrement: fc.constantFrom(1, 5, 10, 100),
});

/** What a sale is made of, for `aSaleRecord`. */
export const someSaleSetUp: fc.Arbitrary<SaleSetUp> = fc.record({
  lines: someLineInputs,
  cartDiscount: sometimes(aDiscount),
  settings: someRules,
});

/** A sale, paid in cash, with all its numbers right. */
export const someSaleRecord: fc.Arbitrary<SaleRecord> = someSaleSetUp.map(aSaleRecord);
