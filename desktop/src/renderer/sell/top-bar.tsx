import { memo, type RefObject } from 'react';
import { useTillState } from '../state/till-context.tsx';
import { useNow } from '../state/use-now.ts';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { SearchField } from './search-field.tsx';
import styles from './top-bar.module.css';

interface Props {
  readonly search: RefObject<HTMLInputElement | null>;
}

/** Where we are, the search, who is here and what time it is. */
export const TopBar = memo(function TopBar({ search }: Props) {
  const t = useText();
  const { store, register, staff } = useTillState();
  const format = useFormat();
  const now = useNow(5_000);
  return (
    <header className={styles.bar}>
      <h1 className={styles.place}>
        <strong className={styles.brand}>{t('app.name')}</strong>
        <span className={styles.where}>
          <span className={styles.store} title={store?.name}>
            {store?.name}
          </span>
          <span className={styles.register}> · {register?.code}</span>
        </span>
      </h1>
      <SearchField field={search} />
      <p className={styles.person}>
        <strong>{staff?.displayName}</strong>
        <span className={styles.clock}>{format.clock(now)}</span>
      </p>
    </header>
  );
});
