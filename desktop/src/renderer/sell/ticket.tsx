import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useEffect, useRef } from 'react';
import { useSource } from '../state/source.ts';
import { useCart } from '../state/till-context.tsx';
import { useText } from '../text/use-text.ts';
import { EmptyTicket } from './empty-ticket.tsx';
import { Paid } from './paid.tsx';
import { useSell } from './sell-context.ts';
import styles from './ticket.module.css';
import { TicketExtras } from './ticket-extras.tsx';
import { TicketFoot } from './ticket-foot.tsx';
import { TicketLine } from './ticket-line.tsx';

/** The heart of the screen: what is being bought, and what it comes to. */
export function Ticket() {
  const t = useText();
  const model = useSell();
  const cart = useCart();
  const completed = useSource(model.completed);
  const chosen = useSource(model.chosen);
  const hit = useSource(model.hit);
  const list = useRef<HTMLUListElement>(null);
  const lines = cart?.lines ?? [];

  // Also when the ticket changed, for the chosen line may come after its choice, and when what is
  // around the ticket leaves it less room: the foot may grow, and so may the bar below.
  useEffect(() => {
    const { current } = list;
    if (chosen === null || cart === null || current === null) return;
    const room = new ResizeObserver(() => {
      const line = current.querySelector(`[data-line="${CSS.escape(chosen)}"]`);
      line?.scrollIntoView({ block: 'nearest' });
    });
    room.observe(current);
    return () => room.disconnect();
  }, [chosen, cart]);

  return (
    <section className={styles.ticket} aria-label={t('sell.ticket')}>
      <header className={styles.head}>
        <h2 className={styles.title}>{t('sell.ticket')}</h2>
        {cart !== null && lines.length > 0 && (
          <span className={styles.count}>{t('sell.ticketItems', { count: cart.pieces })}</span>
        )}
        {lines.length > 0 && (
          <>
            <TouchKey tone="quiet" hint="Alt T" onPress={() => model.open({ kind: 'ticket' })}>
              {t('sell.ticketActions')}
            </TouchKey>
            <TouchKey tone="quiet" hint="F4" onPress={() => model.open({ kind: 'park' })}>
              {t('sell.park')}
            </TouchKey>
          </>
        )}
      </header>
      {cart !== null && <TicketExtras cart={cart} />}
      {lines.length > 0 ? (
        <>
          <ul className={styles.lines} ref={list}>
            {lines.map((line) => (
              <TicketLine
                key={line.lineId}
                line={line}
                chosen={line.lineId === chosen}
                hits={line.lineId === hit.lineId ? hit.count : 0}
              />
            ))}
          </ul>
          {cart !== null && <TicketFoot cart={cart} />}
        </>
      ) : completed === null ? (
        <EmptyTicket />
      ) : (
        <Paid sale={completed} />
      )}
    </section>
  );
}
