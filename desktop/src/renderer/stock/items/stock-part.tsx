/** What is there of one item, and setting it right with a reason. */
import type { InventoryItem } from '@second-chance/shared/contract/till/inventory-views.ts';
import {
  STOCK_ADJUST_REASONS,
  type StockAdjustReason,
} from '@second-chance/shared/journal/entry.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { usePort } from '../../state/till-context.tsx';
import { useCall } from '../../state/use-call.ts';
import { Failure } from '../../text/failure.tsx';
import { useText } from '../../text/use-text.ts';
import { LineField, Row, Section, SelectField } from '../parts/fields.tsx';
import parts from '../parts/parts.module.css';
import styles from './item-sheet.module.css';

export function StockPart({
  found,
  onChanged,
}: {
  readonly found: InventoryItem;
  readonly onChanged: () => Promise<unknown>;
}) {
  const t = useText();
  const port = usePort();
  const call = useCall();
  const [there, setThere] = useState('');
  const [reason, setReason] = useState<StockAdjustReason>('correction');
  const [note, setNote] = useState('');
  const { item, onHand, claimed } = found;
  if (onHand === null) return <p className={parts.soft}>{t('stock.noStock')}</p>;
  const wanted = /^[0-9]{1,6}$/.test(there.trim()) ? Number(there) : null;
  const change = wanted === null ? 0 : wanted - onHand;
  const save = async () => {
    if (change === 0) return;
    const done = await call.run(() =>
      port.stock.adjust({ itemId: item.id, quantity: change, reason, note: note.trim() }),
    );
    if (done === null) return;
    setThere('');
    setNote('');
    await onChanged();
  };
  return (
    <>
      <div className={styles.figures}>
        <p className={styles.figure}>
          <span className={parts.soft}>{t('stock.onHand')}</span>
          <strong>{onHand}</strong>
        </p>
        {claimed > 0 && (
          <p className={styles.figure}>
            <span className={parts.soft}>{t('stock.claimed')}</span>
            <strong>{claimed}</strong>
          </p>
        )}
      </div>
      <Section title={t('stock.adjust')}>
        <Row>
          <LineField
            label={t('stock.adjust.there')}
            kind="figures"
            inputMode="numeric"
            value={there}
            maxLength={6}
            onChange={setThere}
          />
          <SelectField
            label={t('stock.adjust.reason')}
            value={reason}
            options={STOCK_ADJUST_REASONS.map((value) => ({
              value,
              label: t(`stock.reason.${value}`),
            }))}
            onChange={setReason}
          />
        </Row>
        <LineField
          label={t('stock.adjust.note')}
          value={note}
          maxLength={200}
          onChange={setNote}
          onKeyDown={(event) => event.key === 'Enter' && void save()}
        />
        {call.error !== null && <Failure error={call.error} />}
        <div className={styles.keys}>
          <TouchKey size="small" disabled={call.busy || change === 0} onPress={() => void save()}>
            {change === 0
              ? t('stock.adjust.submit')
              : t('stock.adjust.by', { change: change > 0 ? `+${change}` : `−${-change}` })}
          </TouchKey>
        </div>
      </Section>
    </>
  );
}
