import type { DisplayView } from '@second-chance/shared/contract/till/display-view.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { Amount } from '@second-chance/ui/amount.tsx';
import { useEffect, useRef, useState } from 'react';
import { type Source, useSource } from '../state/source.ts';
import { useText } from '../text/use-text.ts';
import styles from './customer-display.module.css';

type Show = DisplayView['show'];
type Ticket = Extract<Show, { kind: 'ticket' }>;
type Paid = Extract<Show, { kind: 'paid' }>;
/** How a store writes its amounts. */
interface Writing {
  readonly currency: string;
  readonly locale: string;
}

/** So long thanks and change stay; then the screen greets whoever comes next. */
const THANKS_MS = 45_000;

/** What a customer sees: the ticket as it grows, what to pay, the change, thanks. Nothing to touch. */
export function CustomerDisplay({ view }: { readonly view: Source<DisplayView | null> }) {
  const shown = useSource(view);
  const over = useOver(shown?.show ?? null);
  if (shown === null || shown.store === null) return <Greeting name="" open={false} />;
  const { store, show } = shown;
  switch (show.kind) {
    case 'away':
      return <Greeting name={store.name} open={false} />;
    case 'welcome':
      return <Greeting name={store.name} open />;
    case 'ticket':
      return <TicketView ticket={show} writing={store} />;
    case 'paid':
      return over ? <Greeting name={store.name} open /> : <Thanks paid={show} writing={store} />;
  }
}

function Greeting({ name, open }: { readonly name: string; readonly open: boolean }) {
  const t = useText();
  return (
    <main className={styles.greeting}>
      <h1 className={styles.welcome}>{open ? t('display.welcome') : t('app.name')}</h1>
      <p className={styles.store}>{name}</p>
    </main>
  );
}

function TicketView({ ticket, writing }: { readonly ticket: Ticket; readonly writing: Writing }) {
  const t = useText();
  const end = useRef<HTMLLIElement>(null);
  const { lines, gross } = ticket;
  const newest = lines.at(-1);
  const mark = `${lines.length} ${newest?.lineId} ${newest?.quantity}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest line is to be seen.
  useEffect(() => {
    // What it answers is a promise in newer browsers, and no way to undo it.
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [mark]);
  return (
    <main className={styles.ticket}>
      <h1 className={styles.title}>{t('display.ticket')}</h1>
      <ol className={styles.lines} aria-label={t('display.ticket')}>
        {lines.map((line) => (
          <li key={line.lineId} ref={line === newest ? end : undefined} className={styles.line}>
            <span className={styles.name}>
              {Math.abs(line.quantity) > 1 && (
                <span className={styles.quantity}>
                  {t('sell.pieces', { quantity: Math.abs(line.quantity) })}{' '}
                </span>
              )}
              {line.name}
            </span>
            {line.total < line.tag && line.quantity > 0 && (
              <s className={styles.before}>
                <Figure amount={line.tag} writing={writing} />
              </s>
            )}
            <span className={styles.price}>
              <Figure amount={line.total} writing={writing} />
            </span>
          </li>
        ))}
      </ol>
      <p className={styles.sum} role="status">
        <span>{t(gross < 0 ? 'display.back' : 'display.total')}</span>
        <strong>
          <Amount amount={gross} {...writing} />
        </strong>
      </p>
    </main>
  );
}

function Thanks({ paid, writing }: { readonly paid: Paid; readonly writing: Writing }) {
  const t = useText();
  const { gross, tendered, change } = paid;
  return (
    <main className={styles.thanks}>
      <h1 className={styles.thankYou}>{t('display.thanks')}</h1>
      {change > 0 && (
        <p className={styles.change} role="status">
          <span>{t(gross < 0 ? 'display.back' : 'display.change')}</span>
          <strong>
            <Amount amount={change} {...writing} />
          </strong>
        </p>
      )}
      {gross >= 0 && (
        <p className={styles.given}>
          {t('display.paid')} <Amount amount={gross} {...writing} />
          {tendered > gross && (
            <>
              {' · '}
              {t('display.given')} <Amount amount={tendered} {...writing} />
            </>
          )}
        </p>
      )}
    </main>
  );
}

function Figure({ amount, writing }: { readonly amount: MinorUnits; readonly writing: Writing }) {
  return <Amount amount={amount} form="plain" {...writing} />;
}

/** True once a sale that was paid has been shown for long enough. */
function useOver(show: Show | null): boolean {
  const [over, setOver] = useState<Show | null>(null);
  useEffect(() => {
    if (show?.kind !== 'paid') return;
    const timer = setTimeout(() => setOver(show), THANKS_MS);
    return () => clearTimeout(timer);
  }, [show]);
  return show !== null && over === show;
}
