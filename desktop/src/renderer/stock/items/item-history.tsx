import type { ItemId } from '@second-chance/shared/ids.ts';
import { useQuery } from '@tanstack/react-query';
import { usePort } from '../../state/till-context.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import parts from '../parts/parts.module.css';

const EVENTS = 200;

/** Every movement that this till knows, the latest first. */
export function ItemHistory({ id }: { readonly id: ItemId }) {
  const t = useText();
  const format = useFormat();
  const port = usePort();
  const { data } = useQuery({
    queryKey: ['stock', 'history', id],
    queryFn: () => port.inventory.history({ id, limit: EVENTS }),
  });
  return (
    <section aria-label={t('stock.history')}>
      <h4 className={parts.sectionTitle}>{t('stock.history')}</h4>
      {data !== undefined && data.events.length === 0 && (
        <p className={parts.soft}>{t('stock.history.none')}</p>
      )}
      <ul className={parts.lines}>
        {data?.events.map((event) => (
          <li
            key={`${event.at} ${event.kind} ${event.quantity} ${event.note}`}
            className={parts.line}
          >
            <span className={parts.lineText}>
              <span className={parts.lineName}>{t(`stock.movement.${event.kind}`)}</span>
              <span className={parts.soft}>
                {[format.dateTime(event.at), event.register, event.staff, reasonText(event.note, t)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            {!event.sent && <span className={parts.tag}>{t('stock.notSentShort')}</span>}
            <span className={`${parts.number} ${event.quantity < 0 ? parts.minus : parts.plus}`}>
              {event.quantity > 0 ? `+${event.quantity}` : `−${-event.quantity}`}
            </span>
          </li>
        ))}
      </ul>
      {data?.complete === false && <p className={parts.hint}>{t('stock.history.more')}</p>}
    </section>
  );
}

const REASON = /^(damaged|lost|stolen|found|donated|correction|other)(?= · |$)/;

/** The code of a reason in words; what a person wrote stays as it is. */
function reasonText(note: string, t: ReturnType<typeof useText>): string {
  return note.replace(REASON, (reason) =>
    t(`stock.reason.${reason as 'damaged' | 'lost' | 'stolen' | 'found' | 'donated' | 'other'}`),
  );
}
