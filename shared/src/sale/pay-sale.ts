/** Settles a sale with what the customer hands over, or hands money back. */
import type { PaymentId, StoredValueId, TenderId } from '../ids.ts';
import { roundToIncrement } from '../money/cash-rounding.ts';
import { type MinorUnits, minorUnits, ZERO } from '../money/minor-units.ts';
import { settleCash, type TenderTooSmall } from '../money/settle-cash.ts';
import type { CardFacts, PaymentProviderName } from '../payments/card.ts';
import { err, ok, type Result } from '../result.ts';
import type { Tender } from './sale-record.ts';

/** A means of payment as it was offered. */
export type TenderInput =
  | {
      readonly kind: 'cash';
      readonly tenderId: TenderId;
      /** What was handed over; 0 where money goes back. */
      readonly tendered: MinorUnits;
    }
  | {
      readonly kind: 'external_card';
      readonly tenderId: TenderId;
      /** Has the sign of what is due. */
      readonly amount: MinorUnits;
      readonly lastFour: string;
      readonly approvalCode: string;
    }
  | {
      readonly kind: 'card';
      /** Where money goes back it is the refund's id. */
      readonly tenderId: TenderId;
      readonly amount: MinorUnits;
      /** What was approved, or what is given back. */
      readonly paymentId: PaymentId;
      readonly provider: PaymentProviderName;
      readonly card: CardFacts;
    }
  | {
      readonly kind: 'gift_card';
      readonly tenderId: TenderId;
      /** Has the sign of what is due. */
      readonly amount: MinorUnits;
      readonly accountId: StoredValueId;
      /** The end of its code. */
      readonly hint: string;
    }
  | {
      readonly kind: 'store_credit';
      readonly tenderId: TenderId;
      readonly amount: MinorUnits;
      /** Absent while credit is given to whom the receipt will name. */
      readonly accountId?: StoredValueId;
      readonly hint?: string;
    };

export interface Due {
  /** What the lines cost together; negative where money goes back. */
  readonly gross: MinorUnits;
  /** The smallest cash step in minor units. */
  readonly cashIncrement: number;
  readonly tenders: readonly TenderInput[];
}

export interface Settlement {
  readonly tenders: Tender[];
  /** What cash rounding added to the gross; zero unless cash settles the rest. */
  readonly cashRounding: MinorUnits;
  /** Cash to hand back, also where goods came back. */
  readonly change: MinorUnits;
}

/**
 * Works out who gets what.
 *
 * Cards and credit settle what they say, cash the rest, rounded to what cash can pay. Money back in
 * cash is a tender with nothing tendered, all of it change, and a negative amount.
 * Promise: `Σ amounts === gross + cashRounding`, and `amount === tendered − change` for cash.
 * Errors: `TENDER_TOO_SMALL` with what is missing, `TENDER_TOO_LARGE` with what is over (only cash
 * gives change), `TENDER_NOT_ALLOWED` for a second cash tender, an amount of zero or of the other
 * direction, or cash handed over where money goes back.
 */
export function settle({ gross, cashIncrement, tenders }: Due): Result<Settlement, SettleError> {
  const direction = gross < 0 ? -1 : 1;
  const cash = tenders.filter((tender) => tender.kind === 'cash');
  const others = tenders.filter((tender) => tender.kind !== 'cash');
  if (cash.length > 1 || others.some(({ amount }) => amount * direction <= 0)) {
    return err({ code: 'TENDER_NOT_ALLOWED' });
  }
  const rest = others.reduce((left, { amount }) => left - amount, gross as number);
  if (rest * direction < 0) {
    return err({ code: 'TENDER_TOO_LARGE', over: minorUnits(Math.abs(rest)) });
  }
  const [payment] = cash;
  if (payment === undefined) {
    if (rest !== 0) return err({ code: 'TENDER_TOO_SMALL', missing: minorUnits(Math.abs(rest)) });
    return ok({ tenders: [...others], cashRounding: ZERO, change: ZERO });
  }

  const due = roundToIncrement(minorUnits(rest), cashIncrement);
  const settled = direction < 0 ? payBack(due, payment.tendered) : takeCash(due, payment.tendered);
  if (!settled.ok) return settled;
  const { tendered, change } = settled.value;
  const { tenderId } = payment;
  const paid: Tender = { kind: 'cash', tenderId, amount: due, tendered, change };
  return ok({
    tenders: tenders.map((tender) => (tender.kind === 'cash' ? paid : tender)),
    cashRounding: minorUnits(due - rest),
    change,
  });
}

function takeCash(due: MinorUnits, tendered: MinorUnits): Result<Cash, SettleError> {
  return tendered < 0 ? err({ code: 'TENDER_NOT_ALLOWED' }) : settleCash({ due, tendered });
}

function payBack(due: MinorUnits, tendered: MinorUnits): Result<Cash, SettleError> {
  if (tendered !== 0) return err({ code: 'TENDER_NOT_ALLOWED' });
  return ok({ tendered: ZERO, change: minorUnits(-due) });
}

interface Cash {
  readonly tendered: MinorUnits;
  readonly change: MinorUnits;
}

export type SettleError =
  | TenderTooSmall
  | { readonly code: 'TENDER_TOO_LARGE'; readonly over: MinorUnits }
  | { readonly code: 'TENDER_NOT_ALLOWED' };
