import type { ItemHit } from '@second-chance/shared/contract/till/views.ts';
import { memo, useEffect, useRef, useState } from 'react';
import { Money } from '../text/money.tsx';
import { useText } from '../text/use-text.ts';
import styles from './tile.module.css';

interface Props {
  readonly item: ItemHit;
  readonly marked: boolean;
  readonly onTake: (item: ItemHit) => void;
}

/** One item to touch: picture, name, what tells it from others, price. */
export const Tile = memo(function Tile({ item, marked, onTake }: Props) {
  const t = useText();
  const tile = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (marked) tile.current?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  const facts = [item.size, t(`condition.${item.condition}`), item.brand].filter(Boolean);
  return (
    <button
      ref={tile}
      type="button"
      className={styles.tile}
      data-marked={marked || undefined}
      onClick={() => onTake(item)}
    >
      <Picture name={item.picture} alt={item.name} />
      <span className={styles.name}>{item.name}</span>
      <span className={styles.facts}>{facts.join(' · ')}</span>
      <span className={styles.foot}>
        <strong className={styles.price}>
          <Money amount={item.price} form="plain" />
        </strong>
        {item.price !== item.tagPrice && (
          <s className={styles.tag}>
            <Money amount={item.tagPrice} form="plain" />
          </s>
        )}
        {item.onHand !== null && item.onHand !== 1 && (
          <span className={item.onHand > 0 ? styles.left : styles.none}>
            {item.onHand > 0
              ? t('sell.stockLeft', { count: item.onHand })
              : t(item.kind === 'unique' ? 'sell.soldAlready' : 'sell.stockNone')}
          </span>
        )}
      </span>
    </button>
  );
});

/** The whole thing, never cropped; the picture's own corner colour fills the band beside it. */
function Picture({ name, alt }: { readonly name: string | null; readonly alt: string }) {
  const [broken, setBroken] = useState(false);
  if (name === null || broken) {
    return (
      <span className={styles.noPicture} aria-hidden="true">
        {[...alt].slice(0, 2).join('')}
      </span>
    );
  }
  const address = `/pictures/${encodeURIComponent(name)}`;
  return (
    <span className={styles.picture}>
      <img className={styles.ground} src={address} alt="" loading="lazy" draggable={false} />
      <img
        className={styles.thing}
        src={address}
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        onError={() => setBroken(true)}
      />
    </span>
  );
}
