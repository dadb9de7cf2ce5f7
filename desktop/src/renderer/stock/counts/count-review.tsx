/** What differs, before anything changes; and what was entered, afterwards. */
import type { CountLine } from '@second-chance/shared/contract/till/count-views.ts';
import type { StockCountId } from '@second-chance/shared/ids.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useKeys } from '../../keys/keyboard.ts';
import { callErrorOf } from '../../rpc/call-error.ts';
import { usePort } from '../../state/till-context.tsx';
import { useCall } from '../../state/use-call.ts';
import { Failure } from '../../text/failure.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { CheckField } from '../parts/fields.tsx';
import parts from '../parts/parts.module.css';
import { Place, PlaceBody } from '../parts/place.tsx';
import { CountPartsList } from './count-parts.tsx';
import styles from './counts.module.css';

export function CountReview({
  id,
  onBack,
  onCount,
}: {
  readonly id: StockCountId;
  readonly onBack: () => void;
  readonly onCount: () => void;
}) {
  const t = useText();
  const format = useFormat();
  const port = usePort();
  const queries = useQueryClient();
  const call = useCall();
  const found = useQuery({
    queryKey: ['stock', 'count', id],
    queryFn: () => port.counts.review({ countId: id }),
  });
  const [zeroMissed, setZeroMissed] = useState(false);
  const [dropping, setDropping] = useState(false);
  useKeys({ Esc: onBack });
  const review = found.data ?? null;
  const post = async () => {
    const posted = await call.run(() => port.counts.post({ countId: id, zeroMissed }));
    if (posted !== null) await queries.invalidateQueries({ queryKey: ['stock'] });
  };
  const handOver = async () => {
    const left = await call.run(() => port.counts.handOver({ countId: id }));
    if (left === null) return;
    await queries.invalidateQueries({ queryKey: ['stock'] });
    onBack();
  };
  const drop = async () => {
    if (!dropping) return setDropping(true);
    const dropped = await call.run(() => port.counts.drop({ countId: id }));
    if (dropped === null) return;
    await queries.invalidateQueries({ queryKey: ['stock'] });
    onBack();
  };
  const missed = review?.lines.filter((line) => line.missed) ?? [];
  const counted = review?.lines.filter((line) => !line.missed) ?? [];
  const isOpen = review?.count.state === 'open';
  return (
    <Place
      title={review?.count.name ?? t('stock.counts.review')}
      lead={review === null ? undefined : t(`stock.counts.state.${review.count.state}`)}
      actions={
        <>
          <TouchKey size="small" hint="Esc" onPress={onBack}>
            {t('app.back')}
          </TouchKey>
          {isOpen && (
            <>
              <TouchKey size="small" tone="danger" disabled={call.busy} onPress={() => void drop()}>
                {t(dropping ? 'stock.counts.dropReally' : 'stock.counts.drop')}
              </TouchKey>
              <TouchKey
                size="small"
                disabled={call.busy || review.count.pieces === 0}
                onPress={() => void handOver()}
              >
                {t('stock.counts.handOver')}
              </TouchKey>
              <TouchKey size="small" onPress={onCount}>
                {t('stock.counts.goOn')}
              </TouchKey>
              <TouchKey
                size="small"
                tone="primary"
                disabled={call.busy || review.count.pieces === 0}
                onPress={() => void post()}
              >
                {t('stock.counts.post')}
              </TouchKey>
            </>
          )}
        </>
      }
    >
      <PlaceBody>
        <div className={styles.body}>
          {found.error !== null && <Failure error={callErrorOf(found.error)} />}
          {call.error !== null && <Failure error={call.error} />}
          {review?.count.state === 'posted' && (
            <p className={parts.note} role="status">
              {t('stock.counts.posted')}
            </p>
          )}
          {isOpen && <CountPartsList countId={id} />}
          {review !== null && (
            <div className={styles.figures}>
              <Figure label={t('stock.counts.right')} value={String(review.right)} />
              <Figure label={t('stock.counts.more')} value={`+${review.more}`} />
              <Figure label={t('stock.counts.less')} value={`−${review.less}`} />
              <Figure
                label={t('stock.counts.value')}
                value={format.amount(review.value).replace('-', '−')}
              />
            </div>
          )}
          {review !== null && counted.length === 0 && (
            <p className={parts.soft}>{t('stock.counts.allRight')}</p>
          )}
          <Lines title={t('stock.counts.differences')} lines={counted} />
          {missed.length > 0 && (
            <>
              <Lines title={t('stock.counts.missed')} lines={missed} />
              {isOpen && (
                <CheckField
                  label={t('stock.counts.zeroMissed', { count: missed.length })}
                  hint={t('stock.counts.zeroMissedHint')}
                  checked={zeroMissed}
                  onChange={setZeroMissed}
                />
              )}
            </>
          )}
          {isOpen && <p className={parts.hint}>{t('stock.counts.salesHint')}</p>}
        </div>
      </PlaceBody>
    </Place>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <p className={styles.figure}>
      <span className={parts.soft}>{label}</span>
      <strong>{value}</strong>
    </p>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly CountLine[] }) {
  const t = useText();
  const format = useFormat();
  if (lines.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className={parts.sectionTitle}>{title}</h3>
      <ul className={parts.lines}>
        {lines.map((line) => (
          <li key={line.itemId} className={parts.line}>
            <span className={parts.lineText}>
              <span className={parts.lineName}>{line.name}</span>
              <span className={parts.soft}>
                {[line.sku, ...line.areas.map(({ name, pieces }) => `${name}: ${pieces}`)].join(
                  ' · ',
                )}
              </span>
            </span>
            <span className={parts.soft}>
              {t('stock.counts.line', { expected: line.expected, counted: line.counted })}
            </span>
            <span className={`${parts.soft} ${parts.money}`}>
              {format.amount(line.value).replace('-', '−')}
            </span>
            <span className={`${parts.number} ${line.difference < 0 ? parts.minus : parts.plus}`}>
              {line.difference > 0 ? `+${line.difference}` : `−${-line.difference}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
