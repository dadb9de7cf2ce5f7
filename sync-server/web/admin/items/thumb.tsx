import { pictureAddress } from '@second-chance/shared/catalogue/picture-address.ts';
import { useState } from 'react';
import { Icon } from '../parts/icon.tsx';
import styles from './thumb.module.css';

/** A small picture of a thing, whole; where there is none, a place that says so by its shape. */
export function Thumb({
  name,
  size = 'row',
}: {
  readonly name?: string | undefined;
  readonly size?: 'row' | 'tile';
}) {
  const [failed, setFailed] = useState<string | null>(null);
  const isThere = name !== undefined && failed !== name;
  return (
    <span className={styles.thumb} data-size={size}>
      {isThere ? (
        <img
          src={pictureAddress(name, size === 'row' ? 160 : 320, 'webp')}
          alt=""
          loading="lazy"
          draggable={false}
          onError={() => setFailed(name)}
        />
      ) : (
        <Icon name="picture" />
      )}
    </span>
  );
}
