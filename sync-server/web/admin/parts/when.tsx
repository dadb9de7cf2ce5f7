import { useFormat } from '../text/use-format.ts';
import styles from './when.module.css';

/** A moment, short; exact on hovering. */
export function When({ at }: { readonly at: number }) {
  const format = useFormat();
  return (
    <time className={styles.when} dateTime={new Date(at).toISOString()} title={format.exact(at)}>
      {format.dateTime(at)}
    </time>
  );
}

/** How long ago something was, or how soon it will be. */
export function Ago({ at, now }: { readonly at: number; readonly now: number }) {
  const format = useFormat();
  return (
    <time className={styles.when} dateTime={new Date(at).toISOString()} title={format.exact(at)}>
      {format.ago(at, now)}
    </time>
  );
}
