import styles from './receipt-paper.module.css';

/** A receipt as the printer writes it: the same text, on white in either theme. */
export function ReceiptPaper({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <section className={styles.paper} aria-label={label} data-print>
      <pre className={styles.text}>{text}</pre>
    </section>
  );
}
