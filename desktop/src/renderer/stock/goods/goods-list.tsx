import { EmptyState } from '@second-chance/ui/empty-state.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useRef } from 'react';
import { useTypingTarget } from '../../keys/keyboard.ts';
import { useText } from '../../text/use-text.ts';
import { FindItem } from '../parts/find-item.tsx';
import parts from '../parts/parts.module.css';
import { Thumb } from '../parts/thumb.tsx';
import styles from './goods.module.css';
import type { GoodsLines } from './use-goods-lines.ts';

/** What is on the list, newest first: scanned, found by a word, more or fewer by touch. */
export function GoodsList({
  goods,
  withCost,
  empty,
}: {
  readonly goods: GoodsLines;
  readonly withCost: boolean;
  readonly empty: string;
}) {
  const t = useText();
  const search = useRef<HTMLInputElement>(null);
  useTypingTarget(search);
  return (
    <div className={styles.goods}>
      <FindItem label={t('stock.goods.find')} onFound={goods.add} field={search} />
      {goods.missed !== null && (
        <p className={`${parts.note} ${parts.warn}`} role="status">
          {t(
            goods.missed.error.code === 'CODE_AMBIGUOUS'
              ? 'stock.codeAmbiguous'
              : 'stock.codeUnknown',
            { code: goods.missed.code },
          )}
        </p>
      )}
      {goods.lines.length === 0 ? (
        <EmptyState title={t('stock.goods.none')}>
          <p>{empty}</p>
        </EmptyState>
      ) : (
        <ul className={parts.lines}>
          {goods.lines.map(({ row, quantity, cost }) => (
            <li key={row.id} className={parts.line}>
              <Thumb name={row.picture} />
              <span className={parts.lineText}>
                <span className={parts.lineName}>{row.name}</span>
                <span className={parts.soft}>
                  {[row.sku, row.size, t('stock.there', { count: row.onHand ?? 0 })]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              {withCost && (
                <input
                  className={`${parts.control} ${parts.figures} ${styles.cost}`}
                  aria-label={t('stock.goods.costOf', { name: row.name })}
                  placeholder={t('stock.goods.cost')}
                  inputMode="decimal"
                  value={cost}
                  onChange={(event) => goods.change(row.id, { cost: event.currentTarget.value })}
                />
              )}
              <span className={styles.steps}>
                <TouchKey
                  size="small"
                  label={t('stock.goods.less', { name: row.name })}
                  onPress={() => goods.change(row.id, { quantity: quantity - 1 })}
                >
                  −
                </TouchKey>
                <input
                  className={`${parts.control} ${parts.figures} ${styles.quantity}`}
                  aria-label={t('stock.goods.quantityOf', { name: row.name })}
                  inputMode="numeric"
                  value={String(quantity)}
                  onChange={(event) => {
                    const typed = Number(event.currentTarget.value.replace(/[^0-9]/g, ''));
                    if (typed > 0 && typed < 100_000) goods.change(row.id, { quantity: typed });
                  }}
                />
                <TouchKey
                  size="small"
                  label={t('stock.goods.more', { name: row.name })}
                  onPress={() => goods.change(row.id, { quantity: quantity + 1 })}
                >
                  +
                </TouchKey>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
