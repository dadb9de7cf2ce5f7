import type { ItemId, StoreId } from '@second-chance/shared/ids.ts';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../api/client.ts';
import { useText } from '../text/use-text.ts';
import { Button } from './button.tsx';
import styles from './item-picker.module.css';

/** Finds one thing of the store by its words or code. */
export function ItemPicker({
  storeId,
  label,
  value,
  onChange,
}: {
  readonly storeId: StoreId;
  readonly label: string;
  readonly value: ItemId | null;
  readonly onChange: (itemId: ItemId | null) => void;
}) {
  const t = useText();
  const id = useId();
  const [words, setWords] = useState('');
  const chosen = useQuery({
    queryKey: ['item', value],
    queryFn: () => api.items.get({ id: value as ItemId }),
    enabled: value !== null,
  });
  const found = useQuery({
    queryKey: ['items', storeId, 'pick', words],
    queryFn: () => api.items.list({ storeId, q: words, limit: 8 }),
    enabled: value === null && words.trim().length > 1,
  });
  if (value !== null) {
    const name = chosen.data?.name ?? '…';
    return (
      <span className={styles.chosen}>
        <span className={styles.name}>{name}</span>
        <Button
          tone="quiet"
          icon="close"
          label={t('admin.clear')}
          onPress={() => {
            setWords('');
            onChange(null);
          }}
        />
      </span>
    );
  }
  const rows = words.trim().length > 1 ? (found.data?.rows ?? []) : [];
  return (
    <span className={styles.picker}>
      <input
        className={styles.input}
        aria-label={label}
        placeholder={label}
        value={words}
        maxLength={100}
        autoComplete="off"
        role="combobox"
        aria-expanded={rows.length > 0}
        aria-controls={id}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <ul id={id} className={styles.hits} data-any={rows.length > 0 || undefined}>
        {rows.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              className={styles.hit}
              onClick={() => {
                setWords('');
                onChange(row.id);
              }}
            >
              <span className={styles.name}>{row.name}</span>
              <span className={styles.sku}>{row.sku}</span>
            </button>
          </li>
        ))}
      </ul>
    </span>
  );
}
