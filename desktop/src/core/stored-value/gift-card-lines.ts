/** Putting money for a gift card on the ticket, and letting cards and credits pay for it. */
import { randomBytes } from 'node:crypto';
import { assert } from '@second-chance/shared/assert.ts';
import type { CartView } from '@second-chance/shared/contract/till/views.ts';
import type { StoredValueId, TaxRateId } from '@second-chance/shared/ids.ts';
import { basisPoints, type MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { receiptLanguageOf, receiptWords } from '@second-chance/shared/sale/receipt-words.ts';
import { newCardCode } from '@second-chance/shared/stored-value/card-code.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { leftToPay } from '../payments/ticket-cards.ts';
import { authorize } from '../people/authorize.ts';
import { type Cart, NO_FACTS, withNewLine } from '../sell/cart.ts';
import { changeCart } from '../sell/change-cart.ts';
import { pricedCart } from '../sell/price-cart.ts';
import type { Session } from '../till-context.ts';
import { accountOf } from './look-up.ts';
import { keepCardCode, nameStoredValue, storedValueRow } from './stored-value-rows.ts';
import { storedValueView } from './stored-value-view.ts';

/** The rate of what is not taxed when it is paid, but when it is spent. Not a rate of any store. */
const UNTAXED_RATE_ID = '00000000-0000-8000-8000-000000000000' as TaxRateId;

/**
 * Money for a gift card as a line: the card has it once the ticket is paid. Without a code a new
 * card is made; its code stays on this till, sealed, so that it can be printed again.
 * Errors: CARD_CODE_INVALID, AMOUNT_INVALID for nothing, those of changeCart.
 */
export function loadGiftCard(
  session: Session,
  { code, amount }: { readonly code: string | null; readonly amount: MinorUnits },
): Outcome<CartView> {
  const { store, settings } = session;
  const permission = authorize(session, 'sell', undefined);
  if (!permission.ok) return permission;
  if (amount <= 0) return refuse('AMOUNT_INVALID', 'a card loaded with nothing');
  const made = code === null ? newCardCode(randomBytes(32)) : null;
  const account = accountOf(session, { kind: 'gift_card', code: code ?? made ?? '' });
  if (!account.ok) return account;
  const { accountId, hint } = account.value;
  store.transaction(() => {
    nameStoredValue(store, account.value);
    if (made !== null) keepSealed(session, accountId, made);
  });
  const words = receiptWords(receiptLanguageOf(settings.locale));
  return changeCart(
    session,
    withNewLine(session.carts.current(), {
      kind: 'goods',
      item: {
        itemId: null,
        kind: 'service',
        sku: '',
        name: words.giftCard(hint),
        tagPrice: amount,
        unitCost: null,
        markdown: null,
        tax: {
          taxRateId: UNTAXED_RATE_ID,
          name: words.untaxed,
          basisPoints: basisPoints(0),
          scheme: 'standard',
        },
        loads: { accountId, hint },
      },
      quantity: 1,
      override: null,
      discount: null,
      facts: NO_FACTS,
      ...(made !== null && { cardCode: made }),
    }),
  );
}

/**
 * Keeps the codes of cards that another till made for a ticket, so that the till where it is paid can
 * print them. Belongs inside the transaction that opens the ticket here.
 */
export function keepCardCodesOf(session: Session, { lines }: Pick<Cart, 'lines'>): void {
  for (const line of lines) {
    if (line.kind !== 'goods' || !line.item.loads || line.cardCode === undefined) continue;
    const { accountId, hint } = line.item.loads;
    nameStoredValue(session.store, { accountId, kind: 'gift_card', hint });
    keepSealed(session, accountId, line.cardCode);
  }
}

function keepSealed(session: Session, accountId: StoredValueId, code: string): void {
  const sealer = session.sealer();
  assert(sealer !== null, 'a till with a session has its key');
  keepCardCode(session.store, { accountId, sealedCode: sealer.seal(code, accountId) });
}

/**
 * Lets a card or credit pay a part of the ticket, or with 0 no longer. Its money moves when the
 * ticket is paid. Errors: NOT_FOUND for one that was not looked up, BALANCE_TOO_SMALL with
 * `details.spendable`, TENDER_TOO_LARGE where nothing is left to pay, those of changeCart.
 */
export function spendStoredValue(
  session: Session,
  { accountId, amount }: { readonly accountId: StoredValueId; readonly amount: MinorUnits },
): Outcome<CartView> {
  const { store, carts, settings } = session;
  const permission = authorize(session, 'sell', undefined);
  if (!permission.ok) return permission;
  const cart = carts.current();
  const credits = (cart.credits ?? []).filter((credit) => credit.accountId !== accountId);
  if (amount === 0) return changeCart(session, { ...cart, credits });
  const row = storedValueRow(store, accountId);
  if (row === null) return refuse('NOT_FOUND', 'look it up first');
  const { spendable } = storedValueView(session, accountId);
  if (amount > spendable) {
    return refuse('BALANCE_TOO_SMALL', 'not that much may be spent of it', { spendable });
  }
  const { gross } = pricedCart(cart, settings);
  const { left } = leftToPay(session, { ...cart, credits }, gross);
  if (left <= 0) return refuse('TENDER_TOO_LARGE', 'nothing is left to pay', { over: amount });
  const { kind, hint } = row;
  const credit = { tenderId: session.newId<'Tender'>(), accountId, kind, hint, amount };
  return changeCart(session, { ...cart, credits: [...credits, credit] });
}
