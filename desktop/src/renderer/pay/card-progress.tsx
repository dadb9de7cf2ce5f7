import type { SimulatedAct } from '@second-chance/shared/contract/card-payments.ts';
import type { CardPaymentView } from '@second-chance/shared/contract/till/views.ts';
import { isFinal } from '@second-chance/shared/payments/payment-state.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useTill } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { Money } from '../text/money.tsx';
import { type TextKey, useText } from '../text/use-text.ts';
import styles from './pay.module.css';

/** How one card payment stands, in one sentence, with what can be done about it. */
export function CardProgress({ payment }: { readonly payment: CardPaymentView }) {
  const t = useText();
  const till = useTill();
  const call = useCall();
  const { paymentId, state, amount, card, simulated } = payment;
  const tone = toneOf(payment);
  const name = card === null ? t('card.card') : cardName(card, t);
  const take = (ask: 'giveUp' | 'giveBack') =>
    void call.run(async () => till.cart.accept(await till.port.cards[ask]({ paymentId })));
  return (
    <section className={styles.progress} aria-label={t('card.progress')}>
      {simulated && <p className={styles.simulated}>{t('card.simulated')}</p>}
      <p className={styles[tone]} role={tone === 'bad' ? 'alert' : 'status'}>
        <span aria-hidden="true">{MARKS[tone]} </span>
        {t(wordsOf(payment), { card: name })}
      </p>
      <Money amount={amount} size="due" />
      {state === 'unknown' && <p className={styles.lead}>{t('card.unknownTodo')}</p>}
      {payment.problem !== null && isFinal(state) && state !== 'approved' && (
        <Failure
          error={{
            code: payment.problem as Parameters<typeof Failure>[0]['error']['code'],
            details: {},
          }}
        />
      )}
      {call.error !== null && <Failure error={call.error} />}
      {!isFinal(state) && (
        <TouchKey wide disabled={call.busy || payment.givingUp} onPress={() => take('giveUp')}>
          {t(payment.givingUp ? 'card.givingUp' : 'card.giveUp')}
        </TouchKey>
      )}
      {state === 'approved' && (
        <TouchKey wide disabled={call.busy} onPress={() => take('giveBack')}>
          {t('card.giveBack')}
        </TouchKey>
      )}
      {simulated && !isFinal(state) && <SimulatedCustomer paymentId={paymentId} />}
    </section>
  );
}

function SimulatedCustomer({ paymentId }: Pick<CardPaymentView, 'paymentId'>) {
  const t = useText();
  const till = useTill();
  const call = useCall();
  return (
    <fieldset className={styles.panel}>
      <legend>{t('card.panel')}</legend>
      <div className={styles.quick}>
        {ACTS.map((act) => (
          <TouchKey
            key={act}
            disabled={call.busy}
            onPress={() =>
              void call.run(async () =>
                till.cart.accept(await till.port.cards.simulate({ paymentId, act })),
              )
            }
          >
            {t(`card.act.${act}`)}
          </TouchKey>
        ))}
      </div>
      {call.error !== null && <Failure error={call.error} />}
    </fieldset>
  );
}

const ACTS = [
  'approve',
  'decline_insufficient_funds',
  'decline_wrong_pin',
  'decline_expired_card',
  'ask_for_pin',
  'customer_cancels',
] as const satisfies readonly SimulatedAct[];

type Tone = 'waiting' | 'attention' | 'good' | 'bad';
const MARKS: Readonly<Record<Tone, string>> = { waiting: '○', attention: '▲', good: '●', bad: '■' };

function toneOf({ state }: CardPaymentView): Tone {
  if (state === 'approved') return 'good';
  if (state === 'unknown') return 'attention';
  return state === 'declined' || state === 'canceled' ? 'bad' : 'waiting';
}

function wordsOf({ state, declined, prompt, givingUp }: CardPaymentView): TextKey {
  if (givingUp) return 'card.state.givingUp';
  switch (state) {
    case 'declined':
      return `card.declined.${declined ?? 'other'}`;
    case 'in_progress':
      return prompt === null ? 'card.state.in_progress' : `card.prompt.${prompt}`;
    default:
      return `card.state.${state}`;
  }
}

/** A card by what is known of it. */
export function cardName(
  { brand, lastFour }: { readonly brand: string; readonly lastFour: string | null },
  t: ReturnType<typeof useText>,
): string {
  const name = brand === '' ? t('card.card') : brand;
  return lastFour === null ? name : t('card.ending', { name, digits: lastFour });
}
