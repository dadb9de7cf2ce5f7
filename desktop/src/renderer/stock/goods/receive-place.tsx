/** Goods with a quantity come in: scanned, counted, with what they cost. */
import type { DeliveryId } from '@second-chance/shared/ids.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useKeys } from '../../keys/keyboard.ts';
import { usePort } from '../../state/till-context.tsx';
import { useCall } from '../../state/use-call.ts';
import { Failure } from '../../text/failure.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { LineField } from '../parts/fields.tsx';
import { newId } from '../parts/new-id.ts';
import parts from '../parts/parts.module.css';
import { Place, PlaceBody } from '../parts/place.tsx';
import styles from './goods.module.css';
import { GoodsList } from './goods-list.tsx';
import { SAVE_KEY, useGoodsLines } from './use-goods-lines.ts';

export function ReceivePlace() {
  const t = useText();
  const format = useFormat();
  const port = usePort();
  const queries = useQueryClient();
  const call = useCall();
  const goods = useGoodsLines();
  // One delivery has one id, so that a second touch enters nothing twice.
  const [deliveryId, setDeliveryId] = useState(() => newId<DeliveryId>());
  const [reference, setReference] = useState('');
  const [done, setDone] = useState<{ pieces: number; items: number } | null>(null);
  const costs = goods.lines.map(({ cost }) => (cost.trim() === '' ? null : format.parse(cost)));
  const wrong = goods.lines.some(({ cost }, place) => cost.trim() !== '' && costs[place] === null);
  const save = async () => {
    if (goods.lines.length === 0 || wrong) return;
    const lines = goods.lines.map(({ row, quantity }, place) => ({
      itemId: row.id,
      quantity,
      unitCost: costs[place] ?? null,
    }));
    const entered = await call.run(() =>
      port.goods.receive({ deliveryId, reference: reference.trim(), lines }),
    );
    if (entered === null) return;
    setDone(entered);
    setDeliveryId(newId<DeliveryId>());
    setReference('');
    goods.clear();
    void queries.invalidateQueries({ queryKey: ['stock'] });
  };
  useKeys({ [SAVE_KEY]: () => void save() });
  return (
    <Place
      title={t('stock.receive')}
      lead={t('stock.goods.pieces', { count: goods.pieces })}
      actions={
        <TouchKey
          size="small"
          tone="primary"
          hint={SAVE_KEY}
          disabled={call.busy || goods.lines.length === 0 || wrong}
          onPress={() => void save()}
        >
          {t('stock.receive.submit')}
        </TouchKey>
      }
    >
      <PlaceBody>
        <div className={styles.body}>
          {call.error !== null && <Failure error={call.error} />}
          {done !== null && goods.lines.length === 0 && (
            <p className={parts.note} role="status">
              {t('stock.receive.done', { count: done.pieces })}
            </p>
          )}
          {wrong && (
            <p className={parts.wrong} role="alert">
              {t('app.amountInvalid', { example: format.example })}
            </p>
          )}
          <div className={styles.top}>
            <LineField
              label={t('stock.receive.reference')}
              hint={t('stock.receive.referenceHint')}
              value={reference}
              maxLength={100}
              onChange={setReference}
            />
          </div>
          <GoodsList goods={goods} withCost empty={t('stock.receive.empty')} />
        </div>
      </PlaceBody>
    </Place>
  );
}
