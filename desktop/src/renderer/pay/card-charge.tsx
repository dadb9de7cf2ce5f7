import type { CartView } from '@second-chance/shared/contract/till/views.ts';
import type { ReaderId } from '@second-chance/shared/ids.ts';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useKeys } from '../keys/keyboard.ts';
import { useSell } from '../sell/sell-context.ts';
import { useTill, useTillState } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { Money } from '../text/money.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './pay.module.css';

/** What to charge, to which reader. Without a network it says so, and what goes instead. */
export function CardCharge({ cart, again }: { readonly cart: CartView; readonly again: boolean }) {
  const t = useText();
  const format = useFormat();
  const model = useSell();
  const till = useTill();
  const { sync } = useTillState();
  const call = useCall();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const [chosen, setChosen] = useState<ReaderId | null>(null);
  const readers = useQuery({
    queryKey: ['card-readers'],
    queryFn: () => till.port.cards.readers({}),
    enabled: sync.online,
    retry: false,
  });
  const list = readers.data?.readers ?? [];
  const readerId = chosen ?? list.find(({ online }) => online)?.id ?? list[0]?.id ?? null;

  const charge = () => {
    const amount = text.trim() === '' ? cart.left : format.parse(text);
    if (amount === null || amount <= 0 || amount > cart.left) return setWrong(true);
    const { saleId, gross } = cart;
    void call.run(async () =>
      till.cart.accept(await till.port.cards.charge({ saleId, gross, amount, readerId })),
    );
  };
  useKeys({ Enter: sync.online ? charge : undefined });
  if (!sync.online) return <NoNetwork />;
  return (
    <form
      className={styles.column}
      onSubmit={(event) => {
        event.preventDefault();
        charge();
      }}
    >
      <div>
        <p className={styles.word}>{t('card.left')}</p>
        <Money amount={cart.left} size="due" />
      </div>
      <TextField
        kind="figures"
        inputMode="decimal"
        label={t('card.amount')}
        placeholder={format.amount(cart.left)}
        value={text}
        onChange={(next) => {
          setText(next);
          setWrong(false);
        }}
        error={wrong ? t('card.amountWrong', { amount: format.amount(cart.left) }) : undefined}
      />
      {list.length > 1 && (
        <fieldset className={styles.quick} aria-label={t('card.reader')}>
          {list.map((reader) => (
            <TouchKey
              key={reader.id}
              pressed={reader.id === readerId}
              onPress={() => setChosen(reader.id)}
            >
              {reader.online ? reader.label : t('card.readerOffline', { reader: reader.label })}
            </TouchKey>
          ))}
        </fieldset>
      )}
      {readers.data?.provider === 'simulator' && (
        <p className={styles.simulated}>{t('card.simulatedHint')}</p>
      )}
      {call.error !== null && <Failure error={call.error} />}
      <TouchKey tone="primary" size="pay" wide hint="Enter" disabled={call.busy} onPress={charge}>
        {t(again ? 'card.chargeAgain' : 'card.charge')}
      </TouchKey>
      {again && (
        <TouchKey wide hint="F8" onPress={() => model.open({ kind: 'cash' })}>
          {t('card.cashInstead')}
        </TouchKey>
      )}
    </form>
  );
}

function NoNetwork() {
  const t = useText();
  const model = useSell();
  return (
    <div className={styles.column}>
      <p className={styles.attention} role="status">
        <span aria-hidden="true">▲ </span>
        {t('card.offline')}
      </p>
      <TouchKey
        tone="primary"
        size="pay"
        wide
        hint="F8"
        onPress={() => model.open({ kind: 'cash' })}
      >
        {t('card.cashInstead')}
      </TouchKey>
      <TouchKey size="pay" wide hint="Alt S" onPress={() => model.open({ kind: 'slip' })}>
        {t('card.slipInstead')}
      </TouchKey>
    </div>
  );
}
