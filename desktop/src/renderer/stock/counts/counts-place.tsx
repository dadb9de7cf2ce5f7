/** Stock counts: begun here, counted shelf by shelf, looked through, entered. */
import type { CategoryId, StockCountId } from '@second-chance/shared/ids.ts';
import { EmptyState } from '@second-chance/ui/empty-state.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { usePort } from '../../state/till-context.tsx';
import { useCall } from '../../state/use-call.ts';
import { Failure } from '../../text/failure.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { LineField, SelectField } from '../parts/fields.tsx';
import parts from '../parts/parts.module.css';
import { Place, PlaceBody } from '../parts/place.tsx';
import { useReferences } from '../parts/use-references.ts';
import { CountPartsList } from './count-parts.tsx';
import { CountReview } from './count-review.tsx';
import { Counting } from './counting.tsx';
import styles from './counts.module.css';

export function CountsPlace() {
  const [open, setOpen] = useState<{ id: StockCountId; what: 'counting' | 'review' } | null>(null);
  if (open === null) return <CountList onOpen={(id, what) => setOpen({ id, what })} />;
  const back = () => setOpen(null);
  return open.what === 'counting' ? (
    <Counting
      id={open.id}
      onBack={back}
      onReview={() => setOpen({ id: open.id, what: 'review' })}
    />
  ) : (
    <CountReview
      id={open.id}
      onBack={back}
      onCount={() => setOpen({ id: open.id, what: 'counting' })}
    />
  );
}

function CountList({
  onOpen,
}: {
  readonly onOpen: (id: StockCountId, what: 'counting' | 'review') => void;
}) {
  const t = useText();
  const format = useFormat();
  const port = usePort();
  const queries = useQueryClient();
  const call = useCall();
  const references = useReferences();
  const { data } = useQuery({ queryKey: ['stock', 'counts'], queryFn: () => port.counts.list({}) });
  const [name, setName] = useState('');
  const [categoryId, setCategoryId] = useState('');
  const start = async () => {
    if (name.trim() === '') return;
    const category = categoryId === '' ? null : (categoryId as CategoryId);
    const begun = await call.run(() =>
      port.counts.start({ name: name.trim(), categoryId: category }),
    );
    if (begun === null) return;
    void queries.invalidateQueries({ queryKey: ['stock', 'counts'] });
    onOpen(begun.id, 'counting');
  };
  return (
    <Place title={t('stock.counts')} lead={t('stock.counts.lead')}>
      <PlaceBody>
        <div className={styles.body}>
          <section className={styles.begin} aria-label={t('stock.counts.begin')}>
            <LineField
              label={t('stock.counts.name')}
              value={name}
              maxLength={60}
              onChange={setName}
              placeholder={t('stock.counts.namePlaceholder')}
              onKeyDown={(event) => event.key === 'Enter' && void start()}
            />
            <SelectField
              label={t('stock.counts.what')}
              value={categoryId}
              options={[
                { value: '', label: t('stock.counts.onlyScanned') },
                ...(references?.categories ?? []).map(({ id, path }) => ({
                  value: id as string,
                  label: path,
                })),
              ]}
              onChange={setCategoryId}
            />
            <TouchKey
              size="small"
              tone="primary"
              disabled={call.busy || name.trim() === ''}
              onPress={() => void start()}
            >
              {t('stock.counts.begin')}
            </TouchKey>
          </section>
          {call.error !== null && <Failure error={call.error} />}
          {data?.length === 0 && (
            <EmptyState title={t('stock.counts.none')}>
              <p>{t('stock.counts.noneHint')}</p>
            </EmptyState>
          )}
          <ul className={parts.lines}>
            {data?.map((count) => (
              <li key={count.id} className={parts.line}>
                <span className={parts.lineText}>
                  <span className={parts.lineName}>{count.name}</span>
                  <span className={parts.soft}>
                    {[
                      format.dateTime(count.startedAt),
                      count.startedBy,
                      t('stock.counts.sum', { count: count.pieces, items: count.items }),
                    ].join(' · ')}
                  </span>
                </span>
                <span
                  className={parts.tag}
                  data-tone={count.state === 'open' ? 'amber' : undefined}
                >
                  {t(`stock.counts.state.${count.state}`)}
                </span>
                {count.state === 'open' && (
                  <TouchKey size="small" onPress={() => onOpen(count.id, 'counting')}>
                    {t('stock.counts.goOn')}
                  </TouchKey>
                )}
                {(count.state === 'open' || count.state === 'posted') && (
                  <TouchKey size="small" onPress={() => onOpen(count.id, 'review')}>
                    {t('stock.counts.review')}
                  </TouchKey>
                )}
              </li>
            ))}
          </ul>
          <CountPartsList countId={null} />
        </div>
      </PlaceBody>
    </Place>
  );
}
