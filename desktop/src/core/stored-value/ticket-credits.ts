/** What gift cards and credits do when a ticket is paid. */
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { ok } from '@second-chance/shared/result.ts';
import type { TenderInput } from '@second-chance/shared/sale/pay-sale.ts';
import type { Tender } from '@second-chance/shared/sale/sale-record.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { leftToPay } from '../payments/ticket-cards.ts';
import type { Cart } from '../sell/cart.ts';
import type { Session } from '../till-context.ts';
import { accountOf } from './look-up.ts';
import { storedValueView } from './stored-value-view.ts';

/**
 * The tenders by which cards and credits settle a ticket, judged once more: time has gone by since
 * they were put on it. Error: BALANCE_TOO_SMALL with `details.spendable` and the account.
 */
export function creditTenders(
  session: Session,
  cart: Cart,
  gross: MinorUnits,
): Outcome<readonly TenderInput[]> {
  const { credits } = leftToPay(session, cart, gross);
  for (const { accountId, amount } of credits) {
    const { spendable } = storedValueView(session, accountId);
    if (amount > spendable) {
      const details = { spendable, accountId };
      return refuse('BALANCE_TOO_SMALL', 'not that much may be spent of it any more', details);
    }
  }
  return ok(credits);
}

/**
 * Credit that is given names its account: the customer's, or where there is none the receipt's, so
 * that who has the paper has the credit.
 */
export function withCreditAccount(
  session: Session,
  tender: Tender,
  { cart, receiptNumber }: { readonly cart: Cart; readonly receiptNumber: string },
): Tender {
  if (tender.kind !== 'store_credit' || tender.amount > 0 || tender.accountId) return tender;
  const customerId = cart.customerId ?? null;
  const byCustomer =
    customerId === null ? null : accountOf(session, { kind: 'customer', customerId });
  const account = byCustomer?.ok
    ? byCustomer
    : accountOf(session, { kind: 'receipt', receiptNumber });
  if (!account.ok) return tender;
  const { accountId, hint } = account.value;
  return { ...tender, accountId, hint };
}
