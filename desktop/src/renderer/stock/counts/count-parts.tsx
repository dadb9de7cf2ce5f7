/** What other tills counted and handed over: seen from everywhere, taken into the count that is open. */
import type { StockCountId } from '@second-chance/shared/ids.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { usePort, useTillState } from '../../state/till-context.tsx';
import { useCall } from '../../state/use-call.ts';
import { Failure } from '../../text/failure.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import parts from '../parts/parts.module.css';

interface Props {
  /** The count that they can be taken into; null where none is open. */
  readonly countId: StockCountId | null;
}

export function CountPartsList({ countId }: Props) {
  const t = useText();
  const format = useFormat();
  const port = usePort();
  const queries = useQueryClient();
  const call = useCall();
  const { sync } = useTillState();
  const { data } = useQuery({
    queryKey: ['stock', 'count-parts'],
    queryFn: () => port.counts.parts({}),
    enabled: sync.online,
    retry: false,
    staleTime: 0,
  });
  if (!sync.online)
    return countId === null ? null : (
      <p className={parts.hint} role="status">
        {t('stock.counts.partsOffline')}
      </p>
    );
  if (data === undefined || data.length === 0) return null;
  const takeIn = async (partId: (typeof data)[number]['id']) => {
    if (countId === null) return;
    await call.run(() => port.counts.takeIn({ countId, partId }));
    await queries.invalidateQueries({ queryKey: ['stock'] });
  };
  return (
    <section aria-label={t('stock.counts.parts')}>
      <h3 className={parts.sectionTitle}>{t('stock.counts.parts')}</h3>
      {countId === null && <p className={parts.hint}>{t('stock.counts.partsHint')}</p>}
      {call.error !== null && <Failure error={call.error} />}
      <ul className={parts.lines}>
        {data.map((part) => (
          <li key={part.id} className={parts.line}>
            <span className={parts.lineText}>
              <span className={parts.lineName}>{part.name}</span>
              <span className={parts.soft}>
                {[
                  `${part.leftBy} (${part.registerCode})`,
                  format.time(part.leftAt),
                  t('stock.counts.sum', { count: part.pieces, items: part.items }),
                ].join(' · ')}
              </span>
            </span>
            {countId !== null && (
              <TouchKey size="small" disabled={call.busy} onPress={() => void takeIn(part.id)}>
                {t('stock.counts.takeIn')}
              </TouchKey>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
