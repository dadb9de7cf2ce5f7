import type { CompletedSale } from '@second-chance/shared/contract/till/views.ts';
import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import type { SaleId, ShiftId } from '@second-chance/shared/ids.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { ok } from '@second-chance/shared/result.ts';
import { type Settlement, settle, type TenderInput } from '@second-chance/shared/sale/pay-sale.ts';
import type { PricedSale } from '@second-chance/shared/sale/price-sale.ts';
import { kindOfLines } from '@second-chance/shared/sale/recompute-sale.ts';
import type { Tender } from '@second-chance/shared/sale/sale-record.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { cardTenders } from '../payments/ticket-cards.ts';
import { authorize } from '../people/authorize.ts';
import { saleRecord, saleRowById } from '../receipts/sale-rows.ts';
import { judgeRefund } from '../returns/refund-limits.ts';
import { refundableCards } from '../returns/refundable-cards.ts';
import { refundableGiftCards } from '../returns/refundable-gift-cards.ts';
import { freshReturns } from '../returns/return-lines.ts';
import { currentShift } from '../shifts/run-shift.ts';
import { creditTenders, withCreditAccount } from '../stored-value/ticket-credits.ts';
import type { Session } from '../till-context.ts';
import { type Cart, emptyCart, grantorOf } from './cart.ts';
import { cartOfDay } from './cart-day.ts';
import { completedSale } from './completed-sale.ts';
import { pricedCart, withoutGrant } from './price-cart.ts';
import { hasUngrantedDiscount } from './price-changes.ts';
import { writeSale } from './write-sale.ts';

/** As a screen offers it. Money to a card or gift card names it; the rest is known here. */
export type OfferedTender =
  | Exclude<TenderInput, { readonly kind: 'card' | 'gift_card' }>
  | Pick<
      Extract<TenderInput, { readonly kind: 'gift_card' }>,
      'kind' | 'tenderId' | 'amount' | 'accountId'
    >
  | Pick<
      Extract<TenderInput, { readonly kind: 'card' }>,
      'kind' | 'tenderId' | 'amount' | 'paymentId'
    >;

export interface Payment {
  readonly saleId: SaleId;
  /** The ticket's gross as the cashier saw it. */
  readonly gross: MinorUnits;
  readonly tenders: readonly OfferedTender[];
  readonly approval?: Approval | undefined;
}

/**
 * Pays the open ticket. When this answers, the sale is on disk: journal entry, projection, receipt
 * number and the emptied ticket in one transaction; where the disk fails it throws and nothing of
 * it is there. Paying the same `saleId` again answers the sale that is there.
 *
 * Errors: CART_EMPTY, NO_SHIFT, PAYMENT_OPEN while a card payment is not settled, SALE_CHANGED with `details.gross`, those of `settle`,
 * TENDER_NOT_ALLOWED where money may not go back this way, those of `creditTenders`, `freshReturns`
 * and `authorize`.
 */
export function pay(session: Session, payment: Payment): Outcome<CompletedSale> {
  if (saleRowById(session.store, payment.saleId) !== null) {
    return ok(completedSale(session, saleRecord(session.store, payment.saleId)));
  }

  const due = dueTicket(session, payment);
  if (!due.ok) return due;
  const { cart, sale, shiftId } = due.value;
  const cards = cardTenders(session.store, { saleId: cart.saleId, newId: session.newId });
  if (!cards.ok) return cards;
  const credits = creditTenders(session, cart, sale.gross);
  if (!credits.ok) return credits;
  const offered = offeredTenders(session, payment.tenders);
  if (!offered.ok) return offered;
  const settled = settle({
    gross: sale.gross,
    cashIncrement: session.settings.cashIncrement,
    tenders: [...cards.value, ...credits.value, ...offered.value],
  });
  if (!settled.ok) {
    const { code, ...details } = settled.error;
    return refuse(code, 'the tenders do not settle the ticket', details);
  }
  const approved = approvePayment(session, payment, { ...due.value, settled: settled.value });
  if (!approved.ok) return approved;

  const { settings, me } = session;
  const kind = kindOfLines(sale.lines);
  const draft = {
    saleId: cart.saleId,
    kind,
    shiftId,
    currency: settings.currency,
    pricesIncludeTax: settings.pricesIncludeTax,
    taxRounding: settings.taxRounding,
    customerId: cart.customerId ?? null,
    voids: null,
    reason: '',
    ...(cart.note && { note: cart.note }),
    ...(cart.taxExempt && { taxExempt: true as const }),
    ...sale,
    // Nothing is taken off goods that come back.
    cartDiscount: cart.discount === null || kind === 'return' ? null : withoutGrant(cart.discount),
    cashRounding: settled.value.cashRounding,
    tenders: settled.value.tenders,
  };
  const approvedBy = approved.value ?? grantorOf(cart, me.id);
  const nextCart = emptyCart({ saleId: session.newId<'Sale'>(), revision: cart.revision });
  const record = writeSale(session, {
    record: (receiptNumber) => ({
      ...draft,
      receiptNumber,
      tenders: draft.tenders.map((tender) =>
        withCreditAccount(session, tender, { cart, receiptNumber }),
      ),
    }),
    approvedBy,
    nextCart,
  });
  return ok(completedSale(session, record));
}

/** Completes what goes back to cards. Error: TENDER_TOO_LARGE for more than is left of a card. */
function offeredTenders(
  { store, carts }: Session,
  offered: readonly OfferedTender[],
): Outcome<readonly TenderInput[]> {
  const refundable = refundableCards(store, carts.current());
  const giftCards = refundableGiftCards(store, carts.current());
  const tenders: TenderInput[] = [];
  for (const tender of offered) {
    if (tender.kind === 'gift_card') {
      const card = giftCards.find(({ accountId }) => accountId === tender.accountId);
      const over = -tender.amount - (card?.left ?? 0);
      if (card === undefined || tender.amount > 0 || over > 0) {
        return refuse('TENDER_TOO_LARGE', 'not that much is left of this gift card', { over });
      }
      tenders.push({ ...tender, hint: card.hint });
      continue;
    }
    if (tender.kind !== 'card') {
      tenders.push(tender);
      continue;
    }
    const card = refundable.find(({ paymentId }) => paymentId === tender.paymentId);
    const over = -tender.amount - (card?.left ?? 0);
    if (card === undefined || over > 0) {
      return refuse('TENDER_TOO_LARGE', 'not that much is left of this card', { over });
    }
    tenders.push({ ...tender, provider: card.provider, card: card.card });
  }
  return ok(tenders);
}

interface DueTicket {
  readonly cart: Cart;
  readonly sale: PricedSale;
  readonly shiftId: ShiftId;
}

/** The ticket as it can be paid now, if it is still what the cashier saw. */
function dueTicket(session: Session, { saleId, gross }: Payment): Outcome<DueTicket> {
  const permission = authorize(session, 'sell', undefined);
  if (!permission.ok) return permission;
  const open = session.carts.current();
  if (open.lines.length === 0) return refuse('CART_EMPTY', 'nothing to pay');
  const shift = currentShift(session);
  if (!shift.ok) return shift;
  const returns = freshReturns(session, open);
  if (!returns.ok) return returns;
  const fresh = cartOfDay(session, returns.value);
  const cart = fresh === open ? open : session.carts.save(fresh);
  const sale = pricedCart(cart, session.settings);
  if (sale.gross !== gross || cart.saleId !== saleId) {
    return refuse('SALE_CHANGED', 'the ticket is another one by now', { gross: sale.gross });
  }
  return ok({ cart, sale, shiftId: shift.value.shiftId });
}

/** Who must vouch for this payment, if anybody. */
function approvePayment(
  session: Session,
  { approval }: Payment,
  { cart, sale, settled }: DueTicket & { readonly settled: Settlement },
) {
  // Credit is spent by its account, which was put on the ticket and judged before.
  if (settled.tenders.some((tender) => isSpentWithoutAccount(tender))) {
    return refuse('TENDER_NOT_ALLOWED', 'credit is spent by its account', { reason: 'no_account' });
  }
  let vouched = null;
  if (hasUngrantedDiscount(session, cart)) {
    const permission = authorize(session, 'discount_over_limit', approval);
    if (!permission.ok) return permission;
    vouched = permission.value.approvedBy;
  }
  const verdict = judgeRefund(session.store, { ...settled, lines: sale.lines });
  if (verdict === 'no_receipt') {
    return refuse('TENDER_NOT_ALLOWED', 'without a receipt only store credit is given', {
      reason: verdict,
    });
  }
  if (verdict === 'other_tender') {
    const permission = authorize(session, 'refund_by_other_tender', approval);
    if (!permission.ok) return permission;
    vouched = permission.value.approvedBy;
  }
  return ok(vouched);
}

function isSpentWithoutAccount(tender: Tender): boolean {
  return tender.kind === 'store_credit' && tender.amount > 0 && tender.accountId === undefined;
}
