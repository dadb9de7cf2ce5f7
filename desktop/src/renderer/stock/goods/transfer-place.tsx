/** Goods go to another store: they leave here at once, and count there as soon as the server knows. */
import type { StoreId, TransferId } from '@second-chance/shared/ids.ts';
import { EmptyState } from '@second-chance/ui/empty-state.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useKeys } from '../../keys/keyboard.ts';
import { usePort } from '../../state/till-context.tsx';
import { useCall } from '../../state/use-call.ts';
import { Failure } from '../../text/failure.tsx';
import { useText } from '../../text/use-text.ts';
import { LineField, SelectField } from '../parts/fields.tsx';
import { newId } from '../parts/new-id.ts';
import parts from '../parts/parts.module.css';
import { Place, PlaceBody } from '../parts/place.tsx';
import { useReferences } from '../parts/use-references.ts';
import styles from './goods.module.css';
import { GoodsList } from './goods-list.tsx';
import { SAVE_KEY, useGoodsLines } from './use-goods-lines.ts';

export function TransferPlace() {
  const t = useText();
  const port = usePort();
  const queries = useQueryClient();
  const call = useCall();
  const goods = useGoodsLines();
  const references = useReferences();
  const [transferId, setTransferId] = useState(() => newId<TransferId>());
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const [done, setDone] = useState<{ pieces: number; store: string } | null>(null);
  const stores = references?.stores ?? [];
  const target = stores.find(({ id }) => id === to) ?? null;
  const save = async () => {
    if (goods.lines.length === 0 || target === null) return;
    const lines = goods.lines.map(({ row, quantity }) => ({ itemId: row.id, quantity }));
    const sent = await call.run(() =>
      port.goods.transfer({
        transferId,
        toStoreId: target.id satisfies StoreId,
        note: note.trim(),
        lines,
      }),
    );
    if (sent === null) return;
    setDone({ pieces: sent.pieces, store: target.name });
    setTransferId(newId<TransferId>());
    setNote('');
    goods.clear();
    void queries.invalidateQueries({ queryKey: ['stock'] });
  };
  useKeys({ [SAVE_KEY]: () => void save() });
  return (
    <Place
      title={t('stock.transfer')}
      lead={t('stock.goods.pieces', { count: goods.pieces })}
      actions={
        <TouchKey
          size="small"
          tone="primary"
          hint={SAVE_KEY}
          disabled={call.busy || goods.lines.length === 0 || target === null}
          onPress={() => void save()}
        >
          {t('stock.transfer.submit')}
        </TouchKey>
      }
    >
      <PlaceBody>
        {references !== null && stores.length === 0 ? (
          <EmptyState title={t('stock.transfer.noStores')}>
            <p>{t('stock.transfer.noStoresHint')}</p>
          </EmptyState>
        ) : (
          <div className={styles.body}>
            {call.error !== null && <Failure error={call.error} />}
            {done !== null && goods.lines.length === 0 && (
              <p className={parts.note} role="status">
                {t('stock.transfer.done', { count: done.pieces, store: done.store })}
              </p>
            )}
            <div className={styles.top}>
              <SelectField
                label={t('stock.transfer.to')}
                value={to}
                options={[
                  { value: '', label: t('stock.chooseOne') },
                  ...stores.map(({ id, code, name }) => ({
                    value: id as string,
                    label: `${name} (${code})`,
                  })),
                ]}
                onChange={setTo}
              />
              <LineField
                label={t('stock.transfer.note')}
                value={note}
                maxLength={200}
                onChange={setNote}
              />
            </div>
            <GoodsList goods={goods} withCost={false} empty={t('stock.transfer.empty')} />
          </div>
        )}
      </PlaceBody>
    </Place>
  );
}
