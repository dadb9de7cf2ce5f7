import { useState } from 'react';
import { Icon } from './icon.tsx';
import styles from './parts.module.css';

/** The picture of a thing, small; the name beside it says what it is. */
export function Thumb({ name }: { readonly name: string | null }) {
  const [missing, setMissing] = useState<string | null>(null);
  if (name === null || missing === name) {
    return (
      <span className={`${styles.thumb} ${styles.noThumb}`} aria-hidden="true">
        <Icon name="picture" />
      </span>
    );
  }
  return (
    <img
      className={styles.thumb}
      src={`/pictures/${encodeURIComponent(name)}`}
      alt=""
      loading="lazy"
      decoding="async"
      onError={() => setMissing(name)}
    />
  );
}
