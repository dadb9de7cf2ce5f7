import styles from './receipt-paper.module.css';

/** A receipt as the printer writes it: the same text, on white in either theme. */
export function ReceiptPaper({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide receipt must scroll by keyboard too
    <pre className={styles.paper} role="region" aria-label={label} tabIndex={0} data-print>
      {text}
    </pre>
  );
}
