import type { ItemView } from '@second-chance/shared/contract/rest/catalogue.ts';
import type { ItemHistory } from '@second-chance/shared/contract/rest/item-history.ts';
import { STOCK_ADJUST_REASONS } from '@second-chance/shared/journal/entry.ts';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useSession } from '../frame/session-context.tsx';
import { LoadFailed, Loading } from '../parts/empty.tsx';
import { Money } from '../parts/money.tsx';
import { When } from '../parts/when.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { columnName } from '../work/problem-words.ts';
import { AdjustStock } from './adjust-stock.tsx';
import styles from './history-tab.module.css';
import { PriceChart } from './price-chart.tsx';

export const HISTORY_KEY = 'item-history';

/** What became of an item: its prices, and every piece that came and went, with who and why. */
export function HistoryTab({ item }: { readonly item: ItemView }) {
  const t = useText();
  const session = useSession();
  const query = useQuery({
    queryKey: [HISTORY_KEY, item.id],
    queryFn: () => api.itemHistory.get({ id: item.id as never }) as Promise<ItemHistory>,
    enabled: session.can('read_audit_log'),
    staleTime: 0,
  });
  if (query.isPending) return <Loading lines={4} />;
  if (query.error != null) {
    return <LoadFailed error={query.error} onRetry={() => void query.refetch()} />;
  }
  const { changes, movements } = query.data;
  const prices = changes.flatMap(({ at, price }) => (price === null ? [] : [{ at, price }]));
  return (
    <>
      <section className={styles.part} aria-labelledby="prices">
        <h3 id="prices">{t('admin.history.prices')}</h3>
        <PriceChart prices={prices} />
        <ol className={styles.lines}>
          {changes.toReversed().map((change) => (
            <ChangeLine key={`${change.at}${change.action}${change.price}`} change={change} />
          ))}
        </ol>
      </section>
      <section className={styles.part} aria-labelledby="movements">
        <h3 id="movements">{t('admin.history.stock')}</h3>
        {item.kind !== 'service' && session.can('adjust_stock') && <AdjustStock item={item} />}
        {movements.length === 0 && <p className={styles.soft}>{t('admin.history.noMovement')}</p>}
        <ol className={styles.lines}>
          {movements.toReversed().map((movement) => (
            <MovementLine
              key={`${movement.at}${movement.onHand}${movement.quantity}`}
              movement={movement}
            />
          ))}
        </ol>
      </section>
    </>
  );
}

function ChangeLine({ change }: { readonly change: ItemHistory['changes'][number] }) {
  const t = useText();
  const { currency } = useFormat();
  const { at, who, action, fields, price } = change;
  const known = ACTIONS.find((each) => each === action);
  const what =
    fields.length > 0 && action === 'item.update'
      ? fields.map((field) => columnName(t, field)).join(', ')
      : known
        ? t(`admin.history.${known}`)
        : action;
  const showsPrice = price !== null && (action === 'item.create' || fields.includes('price'));
  return (
    <li className={styles.line}>
      <span className={styles.what}>{what}</span>
      <span className={styles.figure}>
        {showsPrice && <Money amount={price} currency={currency ?? ''} />}
      </span>
      <span className={styles.soft}>
        <When at={at} /> · {who ?? t('admin.history.system')}
      </span>
    </li>
  );
}

const ACTIONS = ['item.create', 'item.update', 'item.remove', 'item.restore'] as const;

function MovementLine({ movement }: { readonly movement: ItemHistory['movements'][number] }) {
  const t = useText();
  const { count } = useFormat();
  const { at, who, kind, quantity, onHand, note, register, receiptNumber } = movement;
  const known = KINDS.find((each) => each === kind);
  const [reason = '', ...rest] = note.split(': ');
  const knownReason = STOCK_ADJUST_REASONS.find((each) => each === reason);
  const why =
    knownReason === undefined
      ? note
      : [t(`admin.history.reason.${knownReason}`), rest.join(': ')].filter(Boolean).join(': ');
  const where = receiptNumber ?? register;
  return (
    <li className={styles.line}>
      <span className={styles.what}>
        {known ? t(`admin.history.kind.${known}`) : kind}
        {why !== '' && <span className={styles.why}> {why}</span>}
      </span>
      <span className={styles.figure}>
        {quantity > 0 ? `+${count(quantity)}` : count(quantity)}
        <span className={styles.soft}> {t('admin.history.then', { count: count(onHand) })}</span>
      </span>
      <span className={styles.soft}>
        <When at={at} /> · {[who ?? t('admin.history.system'), where].filter(Boolean).join(' · ')}
      </span>
    </li>
  );
}

const KINDS = [
  'received',
  'sold',
  'returned',
  'adjusted',
  'counted',
  'transferred',
  'claimed',
  'released',
] as const;
