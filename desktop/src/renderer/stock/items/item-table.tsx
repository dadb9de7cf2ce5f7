/**
 * The list of all items: as long as it is, only rows in view are drawn and fetched, and any place of
 * it can be jumped to.
 */
import type { InventoryRow } from '@second-chance/shared/contract/till/inventory-views.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import { EmptyState } from '@second-chance/ui/empty-state.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { callErrorOf } from '../../rpc/call-error.ts';
import { Failure } from '../../text/failure.tsx';
import { Money } from '../../text/money.tsx';
import { type TextKey, useText } from '../../text/use-text.ts';
import { Icon } from '../parts/icon.tsx';
import parts from '../parts/parts.module.css';
import { Thumb } from '../parts/thumb.tsx';
import type { ListOrder } from './item-filter.ts';
import { useItemRows } from './item-rows.ts';
import styles from './item-table.module.css';

const ROW = 56;
const OVERSCAN = 8;

interface Props {
  readonly order: ListOrder;
  readonly onOrder: (order: ListOrder) => void;
  readonly categoryName: (id: InventoryRow['categoryId']) => string;
  readonly openId: ItemId | null;
  readonly onOpen: (id: ItemId) => void;
  readonly chosen: ReadonlySet<ItemId>;
  readonly onChoose: (chosen: ReadonlySet<ItemId>) => void;
  readonly onTotal: (total: number, value: number | null) => void;
  readonly filtered: boolean;
}

export function ItemTable(props: Props) {
  const t = useText();
  const { order, onTotal } = props;
  const scroller = useRef<HTMLElement>(null);
  const [view, setView] = useState({ from: 0, to: 30 });
  const rows = useItemRows(order, view);
  const virtual = useVirtualizer({
    count: rows.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: OVERSCAN,
  });
  const shown = virtual.getVirtualItems();
  const from = shown[0]?.index ?? 0;
  const to = shown.at(-1)?.index ?? 30;
  useEffect(() => setView({ from, to }), [from, to]);
  useEffect(() => onTotal(rows.total, rows.value), [rows.total, rows.value, onTotal]);
  // Another order is another list: it begins at its top.
  const question = JSON.stringify(order);
  useEffect(() => {
    if (question !== '') scroller.current?.scrollTo({ top: 0 });
  }, [question]);

  if (rows.error !== null && rows.total === 0) {
    return (
      <div className={styles.state}>
        <Failure error={callErrorOf(rows.error)} />
        <TouchKey size="small" onPress={rows.refetch}>
          {t('stock.again')}
        </TouchKey>
      </div>
    );
  }
  if (!rows.pending && rows.total === 0) {
    return (
      <EmptyState title={t(props.filtered ? 'stock.items.noneFit' : 'stock.items.none')}>
        <p>{t(props.filtered ? 'stock.items.noneFitHint' : 'stock.items.noneHint')}</p>
      </EmptyState>
    );
  }
  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <section
      ref={scroller}
      className={styles.scroller}
      aria-label={t('stock.items.list')}
      {...SCROLLS_BY_KEYBOARD}
    >
      <table className={styles.table} aria-rowcount={rows.total + 1} aria-busy={rows.pending}>
        <Head {...props} />
        <tbody>
          {before > 0 && <Gap height={before} />}
          {(rows.pending ? SKELETON : shown.map(({ index }) => index)).map((index) => (
            <Line key={index} index={index} row={rows.at(index)} {...props} />
          ))}
          {after > 0 && <Gap height={after} />}
        </tbody>
      </table>
    </section>
  );
}

const SCROLLS_BY_KEYBOARD = { tabIndex: 0 } as const;
const SKELETON = Array.from({ length: 12 }, (_, index) => index);

const SORTABLE: readonly {
  readonly sort: ListOrder['sort'];
  readonly text: TextKey;
  readonly end?: true;
  readonly hide?: 'middle' | 'slim';
}[] = [
  { sort: 'name', text: 'stock.column.name' },
  { sort: 'sku', text: 'stock.column.sku', hide: 'middle' },
  { sort: 'stock', text: 'stock.column.stock', end: true, hide: 'slim' },
  { sort: 'price', text: 'stock.column.price', end: true },
];

function Head({ order, onOrder }: Pick<Props, 'order' | 'onOrder'>) {
  const t = useText();
  const cell = ({ sort, text, end, hide }: (typeof SORTABLE)[number]) => {
    const sorted = order.sort === sort;
    const ariaSort = sorted ? (order.descending ? 'descending' : 'ascending') : 'none';
    return (
      <th key={sort} scope="col" data-end={end} data-hide={hide} aria-sort={ariaSort}>
        <button
          type="button"
          className={styles.sort}
          onClick={() => onOrder({ ...order, sort, descending: sorted && !order.descending })}
        >
          {t(text)}
          {sorted && <Icon name={order.descending ? 'down' : 'up'} />}
        </button>
      </th>
    );
  };
  const [name, sku, stock, price] = SORTABLE.map(cell);
  return (
    <thead>
      <tr>
        <th scope="col" className={styles.pick}>
          <span className={styles.hidden}>{t('stock.choose')}</span>
        </th>
        {name}
        {sku}
        <th scope="col" data-hide="narrow">
          {t('stock.column.category')}
        </th>
        <th scope="col" data-hide="narrow">
          {t('stock.column.condition')}
        </th>
        {stock}
        {price}
      </tr>
    </thead>
  );
}

function Line({
  row,
  index,
  categoryName,
  openId,
  onOpen,
  chosen,
  onChoose,
}: Props & { readonly row: InventoryRow | null; readonly index: number }) {
  const t = useText();
  if (row === null) {
    return (
      <tr className={styles.row} aria-rowindex={index + 2}>
        <td colSpan={7}>
          <span className={styles.skeleton} />
        </td>
      </tr>
    );
  }
  const { id, name, sku, onHand, kind } = row;
  return (
    <tr
      className={styles.row}
      aria-rowindex={index + 2}
      data-open={openId === id || undefined}
      onClick={(event) => {
        if ((event.target as Element).closest('button, label, input') === null) onOpen(id);
      }}
    >
      <td className={styles.pick}>
        <label className={styles.box}>
          <input
            type="checkbox"
            aria-label={t('stock.chooseItem', { name })}
            checked={chosen.has(id)}
            onChange={() => {
              const next = new Set(chosen);
              if (!next.delete(id)) next.add(id);
              onChoose(next);
            }}
          />
        </label>
      </td>
      <td>
        <button type="button" className={styles.open} onClick={() => onOpen(id)}>
          <Thumb name={row.picture} />
          <span className={parts.lineText}>
            <span className={parts.lineName}>{name}</span>
            <span className={parts.soft}>{[row.brand, row.size].filter(Boolean).join(' · ')}</span>
          </span>
        </button>
      </td>
      <td data-hide="middle" className={parts.code}>
        {sku}
      </td>
      <td data-hide="narrow">{categoryName(row.categoryId)}</td>
      <td data-hide="narrow">{kind === 'service' ? '–' : t(`condition.${row.condition}`)}</td>
      <td data-end data-hide="slim">
        {row.withdrawn ? (
          <span className={parts.tag}>{t('stock.withdrawn')}</span>
        ) : onHand === null ? (
          '–'
        ) : (
          <span className={onHand < 0 ? parts.minus : undefined}>{onHand}</span>
        )}
      </td>
      <td data-end>
        <Money amount={row.price} form="plain" />
      </td>
    </tr>
  );
}

/** Stands for rows that are not drawn. */
function Gap({ height }: { readonly height: number }) {
  return (
    <tr>
      <td className={styles.gap} style={{ blockSize: height }} />
    </tr>
  );
}
