/** One change of many: price, category, off sale. It is told as one and taken back as one. */
import type { BulkEdit } from '@second-chance/shared/catalogue/bulk-edit.ts';
import type { ChangeSet } from '@second-chance/shared/contract/till/import-views.ts';
import type {
  InventoryFilter,
  References,
} from '@second-chance/shared/contract/till/inventory-views.ts';
import type { CategoryId, ItemId } from '@second-chance/shared/ids.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { usePort } from '../../state/till-context.tsx';
import { useCall } from '../../state/use-call.ts';
import { Failure } from '../../text/failure.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { CheckField, LineField, SelectField } from '../parts/fields.tsx';
import parts from '../parts/parts.module.css';
import styles from './bulk-bar.module.css';

type What = 'price' | 'percent' | 'category' | 'withdrawn';

interface Props {
  readonly chosen: ReadonlySet<ItemId>;
  readonly total: number;
  readonly filter: InventoryFilter;
  readonly references: References | null;
  readonly onDone: () => void;
}

export function BulkBar({ chosen, total, filter, references, onDone }: Props) {
  const t = useText();
  const format = useFormat();
  const port = usePort();
  const queries = useQueryClient();
  const call = useCall();
  const [what, setWhat] = useState<What>('percent');
  const [text, setText] = useState('');
  const [categoryId, setCategoryId] = useState('');
  const [all, setAll] = useState(false);
  const [done, setDone] = useState<ChangeSet | null>(null);
  const edit = editOf({ what, text, categoryId }, format);
  const refresh = () => queries.invalidateQueries({ queryKey: ['stock'] });
  const run = async () => {
    if (edit === null) return;
    const ids = all ? null : [...chosen];
    const set = await call.run(() => port.inventory.bulkEdit({ ids, filter, edit }));
    if (set === null) return;
    setDone(set);
    await refresh();
  };
  const undo = async () => {
    if (done === null) return;
    const undone = await call.run(() => port.inventory.undo({ id: done.id }));
    if (undone === null) return;
    await refresh();
    onDone();
  };
  if (done !== null) {
    return (
      <div className={styles.bar} role="status">
        <strong>{t('stock.bulk.done', { count: done.changed })}</strong>
        {call.error !== null && <Failure error={call.error} />}
        <span className={styles.keys}>
          <TouchKey size="small" disabled={call.busy} onPress={() => void undo()}>
            {t('stock.undo')}
          </TouchKey>
          <TouchKey size="small" tone="quiet" onPress={onDone}>
            {t('stock.close')}
          </TouchKey>
        </span>
      </div>
    );
  }
  return (
    <div className={styles.bar}>
      <strong className={styles.count}>
        {t('stock.bulk.chosen', { count: all ? total : chosen.size })}
      </strong>
      {total > chosen.size && (
        <CheckField label={t('stock.bulk.all', { count: total })} checked={all} onChange={setAll} />
      )}
      <div className={styles.fields}>
        <SelectField
          label={t('stock.bulk.what')}
          value={what}
          options={(['percent', 'price', 'category', 'withdrawn'] as const).map((value) => ({
            value,
            label: t(`stock.bulk.${value}`),
          }))}
          onChange={(next) => {
            setWhat(next);
            setText('');
          }}
        />
        {(what === 'percent' || what === 'price') && (
          <LineField
            label={t(what === 'price' ? 'stock.field.price' : 'stock.bulk.percentLabel')}
            kind="figures"
            inputMode="decimal"
            value={text}
            onChange={setText}
            placeholder={what === 'price' ? format.example : '−20'}
          />
        )}
        {what === 'category' && (
          <SelectField
            label={t('stock.column.category')}
            value={categoryId}
            options={[
              { value: '', label: t('stock.chooseOne') },
              ...(references?.categories ?? []).map(({ id, path }) => ({
                value: id as string,
                label: path,
              })),
            ]}
            onChange={setCategoryId}
          />
        )}
        {what === 'withdrawn' && (
          <SelectField
            label={t('stock.bulk.status')}
            value={text}
            options={[
              { value: '', label: t('stock.chooseOne') },
              { value: 'on', label: t('stock.bulk.onSale') },
              { value: 'off', label: t('stock.withdrawn') },
            ]}
            onChange={setText}
          />
        )}
      </div>
      {call.error !== null && <Failure error={call.error} />}
      <span className={styles.keys}>
        <TouchKey
          size="small"
          tone="primary"
          disabled={edit === null || call.busy}
          onPress={() => void run()}
        >
          {t('stock.bulk.submit')}
        </TouchKey>
        <TouchKey size="small" tone="quiet" onPress={onDone}>
          {t('stock.bulk.none')}
        </TouchKey>
      </span>
      <p className={parts.hint}>{t('stock.bulk.hint')}</p>
    </div>
  );
}

function editOf(
  { what, text, categoryId }: { what: What; text: string; categoryId: string },
  format: ReturnType<typeof useFormat>,
): BulkEdit | null {
  switch (what) {
    case 'price': {
      const price = format.parse(text);
      return price === null || price < 0 ? null : { what: 'price_set', price };
    }
    case 'percent': {
      const percent = format.parsePercent(text.trim().replace(/^[+−-]/, ''));
      if (percent === null || percent === 0) return null;
      const direction = /^[−-]/.test(text.trim()) ? 'down' : 'up';
      return { what: 'price_by_percent', percent, direction, rounding: { step: 1, under: 0 } };
    }
    case 'category':
      return categoryId === '' ? null : { what: 'category', categoryId: categoryId as CategoryId };
    case 'withdrawn':
      return text === '' ? null : { what: 'withdrawn', withdrawn: text === 'off' };
  }
}
