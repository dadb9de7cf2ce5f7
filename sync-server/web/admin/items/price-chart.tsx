import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './price-chart.module.css';

const WIDTH = 640;
const HEIGHT = 120;
const PAD = { top: 20, bottom: 20, side: 8 } as const;

interface PricePoint {
  readonly at: number;
  readonly price: number;
}

/** The tag price over time as steps, its turns labelled; the list below it says the same in words. */
export function PriceChart({ prices }: { readonly prices: readonly PricePoint[] }) {
  const t = useText();
  const format = useFormat();
  const turns = prices.filter(({ price }, place) => price !== prices[place - 1]?.price);
  const [first] = turns;
  const last = turns.at(-1);
  if (first === undefined || last === undefined || turns.length < 2) return null;
  const end = Date.now();
  const high = Math.max(...turns.map(({ price }) => price));
  const low = Math.min(...turns.map(({ price }) => price));
  const x = (at: number) =>
    PAD.side + ((WIDTH - 2 * PAD.side) * (at - first.at)) / Math.max(1, end - first.at);
  const y = (price: number) =>
    PAD.top + ((HEIGHT - PAD.top - PAD.bottom) * (high - price)) / Math.max(1, high - low);
  const path = turns
    .map(
      ({ at, price }, place) =>
        `${place === 0 ? 'M' : 'H'}${x(at)}${place === 0 ? ` ${y(price)}` : `V${y(price)}`}`,
    )
    .join('');
  const amount = (price: number) => format.amount(minorUnits(price), format.currency ?? '');
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t('admin.history.chart', { from: amount(first.price), to: amount(last.price) })}
    >
      <path className={styles.line} d={`${path}H${WIDTH - PAD.side}`} />
      <text className={styles.label} x={PAD.side} y={y(first.price) - 6}>
        {amount(first.price)}
      </text>
      <text className={styles.label} x={WIDTH - PAD.side} y={y(last.price) - 6} textAnchor="end">
        {amount(last.price)}
      </text>
      <text className={styles.axis} x={PAD.side} y={HEIGHT - 4}>
        {format.dateTime(first.at)}
      </text>
      <text className={styles.axis} x={WIDTH - PAD.side} y={HEIGHT - 4} textAnchor="end">
        {t('admin.history.now')}
      </text>
    </svg>
  );
}
