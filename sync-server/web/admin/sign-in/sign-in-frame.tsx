import type { ReactNode } from 'react';
import styles from './sign-in-frame.module.css';

/** What stands before the shell: one card on paper. */
export function SignInFrame({
  title,
  organization,
  children,
}: {
  readonly title: string;
  readonly organization: string | null;
  readonly children: ReactNode;
}) {
  return (
    <main className={styles.place}>
      <div className={styles.card}>
        <p className={styles.brand}>
          <img src="/admin/icon.svg" alt="" width="32" height="32" />
          {organization ?? 'Second Chance'}
        </p>
        <h1 className={styles.title}>{title}</h1>
        {children}
      </div>
    </main>
  );
}
