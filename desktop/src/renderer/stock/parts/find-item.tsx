/** One thing, by scanning it or by a word and the arrow keys. */
import type { InventoryRow } from '@second-chance/shared/contract/till/inventory-views.ts';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { usePort } from '../../state/till-context.tsx';
import { useText } from '../../text/use-text.ts';
import { EVERYTHING } from '../items/item-filter.ts';
import styles from './find-item.module.css';
import { Icon } from './icon.tsx';
import parts from './parts.module.css';
import { Thumb } from './thumb.tsx';

const HITS = 8;

export function FindItem({
  label,
  onFound,
  field,
}: {
  readonly label: string;
  readonly onFound: (row: InventoryRow) => void;
  readonly field: RefObject<HTMLInputElement | null>;
}) {
  const t = useText();
  const port = usePort();
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const hits = useQuery({
    queryKey: ['stock', 'find', text],
    enabled: text.trim() !== '',
    queryFn: () =>
      port.inventory.list({
        filter: { ...EVERYTHING, text },
        sort: 'newest',
        descending: true,
        offset: 0,
        limit: HITS,
      }),
  });
  const rows = text.trim() === '' ? [] : (hits.data?.rows ?? []);
  const take = (row: InventoryRow) => {
    setText('');
    setMarked(0);
    onFound(row);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && rows.length > 0) {
      event.preventDefault();
      setMarked((marked + step + rows.length) % rows.length);
    }
    const row = rows[marked];
    if (event.key === 'Enter' && row !== undefined) {
      event.preventDefault();
      take(row);
    }
  };
  return (
    <div className={styles.find}>
      <label className={parts.search}>
        <Icon name="search" />
        <input
          ref={field}
          value={text}
          aria-label={label}
          placeholder={label}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          onChange={(event) => {
            setText(event.currentTarget.value);
            setMarked(0);
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      {rows.length > 0 && (
        <ul className={styles.hits}>
          {rows.map((row, at) => (
            <li key={row.id}>
              <button
                type="button"
                className={styles.hit}
                data-marked={at === marked || undefined}
                onClick={() => take(row)}
              >
                <Thumb name={row.picture} />
                <span className={parts.lineText}>
                  <span className={parts.lineName}>{row.name}</span>
                  <span className={parts.soft}>
                    {[row.sku, row.size].filter(Boolean).join(' · ')}
                  </span>
                </span>
                {row.onHand !== null && (
                  <span className={parts.soft}>{t('stock.there', { count: row.onHand })}</span>
                )}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
