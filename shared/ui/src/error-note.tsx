import styles from './notes.module.css';

interface Props {
  /** What happened. */
  readonly happened: string;
  /** What is safe, and what to do. */
  readonly todo: string;
  /** Small, for whoever helps on the phone. */
  readonly code: string;
}

/** An error in words. Announced at once; the code stands small beside it. */
export function ErrorNote({ happened, todo, code }: Props) {
  return (
    <div className={styles.error} role="alert">
      <span className={styles.mark} aria-hidden="true">
        ■
      </span>
      <p className={styles.happened}>{happened}</p>
      <p className={styles.rest}>{todo}</p>
      <p className={styles.code}>{code}</p>
    </div>
  );
}
