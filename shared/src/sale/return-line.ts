/** Lines of goods that come back, as mirror images of the lines that sold them. */
import { assert } from '../assert.ts';
import type { SaleId } from '../ids.ts';
import { type MinorUnits, minorUnits, mulDivHalfAway } from '../money/minor-units.ts';
import { totalOf } from './price-path.ts';
import type { PriceStep, ReturnOf, SaleLine } from './sale-record.ts';

export interface Returned {
  /** The sale that the goods were bought in. */
  readonly saleId: SaleId;
  /** The number of the new line in the record that it is for. */
  readonly lineNumber: number;
  /** Pieces that come back now, above zero. */
  readonly quantity: number;
  /** Pieces of the line that came back before. */
  readonly alreadyReturned: number;
  readonly reason: ReturnOf['reason'];
  readonly note: string;
  readonly restock: boolean;
}

/**
 * The line that takes back some pieces of a sold line.
 *
 * Promise: the whole line returned at once is its mirror image, and partial returns in any cut sum
 * to exactly that, in every step of the price path, in tax, net and gross. Each amount is what the
 * pieces from `alreadyReturned` to `alreadyReturned + quantity` have of the line's amount, which is
 * shared out cumulatively and rounded half away from zero.
 * Errors: none. More pieces than were sold, or a line that itself came back, asserts.
 */
export function mirrorLine(original: SaleLine, returned: Returned): SaleLine {
  const { saleId, lineNumber, quantity, alreadyReturned, reason, note, restock } = returned;
  assert(original.quantity > 0, 'only a line that was sold can come back');
  assert(
    quantity > 0 && alreadyReturned >= 0 && alreadyReturned + quantity <= original.quantity,
    `${alreadyReturned} + ${quantity} of ${original.quantity} cannot come back`,
  );
  const shareOf = (amount: MinorUnits): MinorUnits => {
    const upTo = (pieces: number) => mulDivHalfAway(amount, pieces, original.quantity);
    return minorUnits(upTo(alreadyReturned) - upTo(alreadyReturned + quantity));
  };
  const pricePath = mirrorPath(original.pricePath, shareOf);
  return {
    ...original,
    lineNumber,
    quantity: -quantity,
    pricePath,
    ...mirrorAmounts(original, {
      total: totalOf(pricePath),
      taxAmount: shareOf(original.taxAmount),
    }),
    returnOf: {
      saleId,
      lineNumber: original.lineNumber,
      alreadyReturned,
      reason,
      note,
      restock,
    },
    note: '',
  };
}

/** Goods that come back without a receipt: the mirror image of what they would cost today. */
export function returnWithoutReceipt(
  line: SaleLine,
  { reason, note, restock }: Pick<Returned, 'reason' | 'note' | 'restock'>,
): SaleLine {
  assert(line.quantity > 0, 'priced as a sale');
  return {
    ...negateLine(line),
    returnOf: { saleId: null, lineNumber: null, alreadyReturned: 0, reason, note, restock },
  };
}

/** The same line the other way round, in every amount. */
export function negateLine(line: SaleLine): SaleLine {
  const negate = (amount: MinorUnits) => minorUnits(-amount);
  return {
    ...line,
    quantity: -line.quantity,
    pricePath: mirrorPath(line.pricePath, negate),
    net: negate(line.net),
    taxAmount: negate(line.taxAmount),
    gross: negate(line.gross),
  };
}

/** Totals are shared out and changes follow from them, so that a path always adds up. */
function mirrorPath(
  path: readonly PriceStep[],
  shareOf: (amount: MinorUnits) => MinorUnits,
): PriceStep[] {
  let before = 0;
  return path.map((step) => {
    const total = shareOf(step.total);
    const change = minorUnits(total - before);
    before = total;
    return { ...step, change, total };
  });
}

/** What the path ends in is gross or net, whichever it was for the sale; the other follows. */
function mirrorAmounts(
  original: SaleLine,
  { total, taxAmount }: { readonly total: MinorUnits; readonly taxAmount: MinorUnits },
): Pick<SaleLine, 'net' | 'taxAmount' | 'gross'> {
  return totalOf(original.pricePath) === original.gross
    ? { net: minorUnits(total - taxAmount), taxAmount, gross: total }
    : { net: total, taxAmount, gross: minorUnits(total + taxAmount) };
}
