import type { PriceStep } from '@second-chance/shared/sale/sale-record.ts';
import { Money } from '../text/money.tsx';
import { type Format, useFormat } from '../text/use-format.ts';
import { type Text, useText } from '../text/use-text.ts';
import styles from './ticket-line.module.css';

/** Why the price is what it is: each step that changed it, and by how much. */
export function PriceSteps({ path }: { readonly path: readonly PriceStep[] }) {
  const t = useText();
  const format = useFormat();
  return path
    .filter((step) => step.step !== 'tag')
    .map((step) => (
      <span key={step.step} className={styles.step}>
        <span>{wordsOf(step, t, format)}</span>
        <Money amount={step.change} form="plain" />
      </span>
    ));
}

function wordsOf(step: PriceStep, t: Text, format: Format): string {
  switch (step.step) {
    case 'tag':
      return '';
    case 'markdown':
      return t('sell.step.markdown', {
        percent: format.percent(step.basisPoints),
        day: format.day(step.since),
      });
    case 'override':
      return t('sell.step.override', { reason: step.reason });
    case 'line_discount': {
      const what =
        step.kind === 'percent'
          ? t('sell.step.line_discount.percent', { percent: format.percent(step.value) })
          : t('sell.step.line_discount.amount');
      return step.reason === ''
        ? what
        : `${what} ${t('sell.step.reason', { reason: step.reason })}`;
    }
    case 'promotion':
      return t('sell.step.promotion', { name: step.name });
    case 'cart_discount':
      return t('sell.step.cart_discount');
    case 'tax_exemption':
      return t('sell.step.tax_exemption', { percent: format.percent(step.basisPoints) });
  }
}
