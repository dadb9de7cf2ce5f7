import { assert } from '../assert.ts';
import { err, ok, type Result } from '../result.ts';
import { type MinorUnits, minorUnits } from './minor-units.ts';

/**
 * Works out the change for a cash payment.
 *
 * Units: minor units of the sale currency; `tendered` is what the customer handed over.
 * Errors: `TENDER_TOO_SMALL`, with what is still missing. A negative amount is a bug and asserts.
 * Source: DOMAIN.md, "Tender".
 */
export function settleCash({ due, tendered }: CashPayment): Result<CashSettlement, TenderTooSmall> {
  assert(due >= 0 && tendered >= 0, `negative cash: due ${due}, tendered ${tendered}`);
  if (tendered < due) return err({ code: 'TENDER_TOO_SMALL', missing: minorUnits(due - tendered) });
  return ok({ due, tendered, change: minorUnits(tendered - due) });
}

export interface CashPayment {
  readonly due: MinorUnits;
  readonly tendered: MinorUnits;
}

export type CashSettlement = CashPayment & { readonly change: MinorUnits };

export interface TenderTooSmall {
  readonly code: 'TENDER_TOO_SMALL';
  readonly missing: MinorUnits;
}
