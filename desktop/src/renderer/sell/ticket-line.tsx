import type { CartLineView } from '@second-chance/shared/contract/till/views.ts';
import { spacedCode } from '@second-chance/shared/stored-value/card-code.ts';
import { memo } from 'react';
import { Money } from '../text/money.tsx';
import { useText } from '../text/use-text.ts';
import { PriceSteps } from './price-steps.tsx';
import { useSell } from './sell-context.ts';
import styles from './ticket-line.module.css';

interface Props {
  readonly line: CartLineView;
  readonly chosen: boolean;
  /** Changes with every hit on this line; 0 where another line was hit last. */
  readonly hits: number;
}

/** One line: what it is, what it costs, and every step that changed its price. */
export const TicketLine = memo(function TicketLine({ line, chosen, hits }: Props) {
  const t = useText();
  const model = useSell();
  const condition = line.condition === null ? '' : t(`condition.${line.condition}`);
  const facts = [line.size, line.colour, condition].filter(Boolean).join(' · ');
  const [tag] = line.pricePath;
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.line}
        data-line={line.lineId}
        data-chosen={chosen || undefined}
        aria-current={chosen || undefined}
        onClick={() => {
          model.chosen.set(line.lineId);
          model.open({ kind: 'line', lineId: line.lineId, what: 'quantity' });
        }}
      >
        {hits > 0 && <span key={hits} className={styles.flash} aria-hidden="true" />}
        <span className={styles.name}>
          {line.returnOf !== null && <strong className={styles.back}>{t('sell.returned')} </strong>}
          {Math.abs(line.quantity) > 1 && (
            <span className={styles.quantity}>
              {t('sell.pieces', { quantity: Math.abs(line.quantity) })}
            </span>
          )}
          {line.name}
        </span>
        <span className={styles.amount}>
          <Money amount={tag?.total ?? line.total} form="plain" />
        </span>
        {(facts !== '' || line.defects !== '') && (
          <span className={styles.facts}>{[facts, line.defects].filter(Boolean).join(', ')}</span>
        )}
        <PriceSteps path={line.pricePath} />
        {line.giftCard?.code != null && (
          <span className={styles.facts}>
            {t('giftCard.madeCode', { code: spacedCode(line.giftCard.code) })}
          </span>
        )}
        {line.note !== '' && <span className={styles.facts}>✎ {line.note}</span>}
        {line.beyondStock && (
          <span className={styles.beyond}>
            <span aria-hidden="true">▲ </span>
            {t('sell.beyondStock')}
          </span>
        )}
      </button>
    </li>
  );
});
