import styles from './tag.module.css';

/** A state in a word, with a mark; colour never speaks alone. */
export function Tag({
  tone = 'plain',
  children,
}: {
  readonly tone?: 'plain' | 'good' | 'waiting' | 'bad';
  readonly children: string;
}) {
  return (
    <span className={styles.tag} data-tone={tone}>
      <span aria-hidden="true">{MARKS[tone]}</span>
      {children}
    </span>
  );
}

const MARKS = { plain: '○', good: '●', waiting: '▲', bad: '■' } as const;
