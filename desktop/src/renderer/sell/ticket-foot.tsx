import type { CartView } from '@second-chance/shared/contract/till/views.ts';
import { ZERO } from '@second-chance/shared/money/minor-units.ts';
import { isFinal } from '@second-chance/shared/payments/payment-state.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { cardName } from '../pay/card-progress.tsx';
import { usePayment } from '../pay/pay-context.ts';
import { useSource } from '../state/source.ts';
import { useTillState } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { Money } from '../text/money.tsx';
import { sizeOf } from '../text/size-of.ts';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { useSell } from './sell-context.ts';
import styles from './ticket-foot.module.css';

/** What it comes to, and the ways to pay it. Never scrolls away. */
export function TicketFoot({ cart }: { readonly cart: CartView }) {
  const t = useText();
  const format = useFormat();
  const { store } = useTillState();
  const taxText = store?.pricesIncludeTax ? 'sell.taxIncluded' : 'sell.taxAdded';
  const sumText = cart.gross > 0 ? 'sell.toPay' : cart.gross < 0 ? 'sell.toHandBack' : 'sell.even';
  const { cartDiscount } = cart;
  return (
    <section className={styles.foot} aria-label={t('sell.sums')}>
      <dl className={styles.sums}>
        {cartDiscount !== null && (
          <Row
            words={t('sell.discountOnTicket', {
              what:
                cartDiscount.kind === 'percent'
                  ? format.percent(cartDiscount.value)
                  : cartDiscount.reason,
            })}
          />
        )}
        {cart.taxTotals.filter(isTaxed).map(({ tax, taxAmount }) => (
          <Row
            key={`${tax.taxRateId} ${tax.basisPoints} ${tax.scheme}`}
            words={t(taxText, { percent: format.percent(tax.basisPoints), name: tax.name })}
          >
            <Money amount={taxAmount} form="plain" />
          </Row>
        ))}
        {cart.cards
          .filter(({ state }) => state === 'approved')
          .map(({ paymentId, amount, card }) => (
            <Row
              key={paymentId}
              words={t('card.paidBy', { card: card === null ? t('card.card') : cardName(card, t) })}
            >
              <Money amount={amount} form="plain" />
            </Row>
          ))}
        {cart.credits.map(({ accountId, kind, hint, amount }) => (
          <Row
            key={accountId}
            words={t(kind === 'gift_card' ? 'credit.giftCard' : 'credit.credit', { hint })}
          >
            <Money amount={amount} form="plain" />
          </Row>
        ))}
        {cart.cashRounding !== 0 && (
          <Row words={t('sell.cashRounding')}>
            <Money amount={sizeOf(cart.dueInCash)} form="plain" />
          </Row>
        )}
      </dl>
      <p className={styles.due} aria-live="polite">
        <span>{t(sumText)}</span>
        <Money amount={sizeOf(cart.left)} size="due" />
      </p>
      <PayKeys cart={cart} />
    </section>
  );
}

/** A rate of nothing says nothing: gift cards are untaxed, and so is who is exempt. */
function isTaxed({ tax }: CartView['taxTotals'][number]): boolean {
  return tax.basisPoints !== 0;
}

function Row({ words, children }: { readonly words: string; readonly children?: React.ReactNode }) {
  return (
    <div className={styles.row}>
      <dt>{words}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function PayKeys({ cart }: { readonly cart: CartView }) {
  const t = useText();
  const model = useSell();
  const pay = usePayment();
  const panel = useSource(model.panel);
  // While a card is being charged nothing else may pay for the ticket.
  const isCharging = cart.cards.some(({ state }) => !isFinal(state));
  const dead = pay.phase !== 'ready';
  const card = cart.refundable[0];
  // Cards have paid all of it, and the program ended before the sale was made of it.
  const isCovered = cart.gross > 0 && cart.left === 0;
  const giftCard = cart.refundableGiftCards[0];
  const sheetShowsIt = panel?.kind === 'cash' || panel?.kind === 'slip' || panel?.kind === 'card';
  const key = (tone: 'primary' | 'plain', name: string, hint: string, onPress: () => void) => (
    <TouchKey
      size="pay"
      tone={tone}
      layout="stacked"
      wide
      hint={hint}
      disabled={dead || (isCharging && hint !== 'F9')}
      onPress={onPress}
    >
      {name}
    </TouchKey>
  );
  const lesserKey = (name: string, hint: string, onPress: () => void) => (
    <TouchKey wide hint={hint} disabled={dead || isCharging} onPress={onPress}>
      {name}
    </TouchKey>
  );
  return (
    <>
      {!sheetShowsIt && pay.error !== null && <Failure error={pay.error} />}
      {dead && (
        <p role="status">{t(pay.phase === 'saving' ? 'pay.saving' : 'pay.waitingForTill')}</p>
      )}
      <fieldset className={styles.keys} aria-label={t('pay.ways')}>
        {isCovered && key('primary', t('pay.finish'), 'F8', pay.finish)}
        {cart.gross > 0 && !isCovered && (
          <>
            {key('primary', t('pay.cash'), 'F8', () => model.open({ kind: 'cash' }))}
            {key('plain', t('pay.exact'), 'F7', () => pay.cash(cart.dueInCash))}
            {key('plain', t('pay.card'), 'F9', () => model.open({ kind: 'card' }))}
            <div className={styles.lesser}>
              {lesserKey(t('pay.slip'), 'Alt S', () => model.open({ kind: 'slip' }))}
              {lesserKey(t('pay.stored'), 'Alt V', () =>
                model.open({ kind: 'credit', code: null }),
              )}
            </div>
          </>
        )}
        {cart.gross === 0 && key('primary', t('pay.finish'), 'F8', pay.finish)}
        {cart.gross < 0 && (
          <>
            {giftCard !== undefined &&
              key('plain', t('pay.backToGiftCard', { hint: giftCard.hint }), 'Alt V', () =>
                pay.backToGiftCard(giftCard),
              )}
            {card !== undefined
              ? key('primary', t('pay.backToCard', { card: cardName(card.card, t) }), 'F9', () =>
                  pay.backToCard(card),
                )
              : null}
            {key(card === undefined ? 'primary' : 'plain', t('pay.handBack'), 'F8', () =>
              pay.cash(ZERO),
            )}
            {key('plain', t('pay.credit'), 'Alt S', () => pay.storeCredit(cart.gross))}
          </>
        )}
      </fieldset>
    </>
  );
}
