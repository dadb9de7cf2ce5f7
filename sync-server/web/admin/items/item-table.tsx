/**
 * The table of a list of any length: rows are read by windows as they come into sight, and only those
 * are drawn. Arrows move, Enter opens, Space chooses, Shift chooses up to here.
 */
import type { ItemList, ItemSort } from '@second-chance/shared/contract/rest/item-lists.ts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Icon } from '../parts/icon.tsx';
import { useRowHeight } from '../parts/use-row-height.ts';
import { useText } from '../text/use-text.ts';
import { type ItemRow, useItemWindows } from './item-list-query.ts';
import styles from './item-table.module.css';
import { ITEM_COLUMNS, type ItemColumn } from './item-table-columns.tsx';
import { countPlaces, hasPlace, type Ranges, withRange } from './ranges.ts';

interface Props {
  readonly list: ItemList;
  readonly sort: ItemSort;
  readonly onSort: (sort: ItemSort) => void;
  readonly openId: string | null;
  readonly onOpen: (id: string) => void;
  /** Null: nothing can be chosen. */
  readonly chosen: Ranges | null;
  readonly onChoose: (chosen: Ranges) => void;
}

const OVERSCAN = 8;
const FOCUS_TRIES = 10;

export function ItemTable(props: Props) {
  const { list, chosen, onChoose } = props;
  const t = useText();
  const height = useRowHeight() + 8;
  const scroller = useRef<HTMLElement>(null);
  const [cursor, setCursor] = useState(0);
  const anchor = useRef(0);
  const virtual = useVirtualizer({
    count: list.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
  });
  const shown = virtual.getVirtualItems();
  const rowAt = useItemWindows(list, {
    from: shown[0]?.index ?? 0,
    to: shown.at(-1)?.index ?? 0,
  });
  useEffect(() => {
    if (height > 0) virtual.measure();
  }, [height, virtual]);
  // Another list begins at its beginning.
  const listId = list.id;
  useEffect(() => {
    if (listId === null) return;
    setCursor(0);
    anchor.current = 0;
    scroller.current?.scrollTo({ top: 0 });
  }, [listId]);

  function choose(place: number, { toHere }: { readonly toHere: boolean }) {
    if (chosen === null) return;
    const begin = toHere ? Math.min(anchor.current, place) : place;
    const end = toHere ? Math.max(anchor.current, place) : place;
    const isChosen = toHere || !hasPlace(chosen, place);
    onChoose(withRange(chosen, { from: begin, to: end + 1, chosen: isChosen }));
    if (!toHere) anchor.current = place;
  }

  function moveTo(place: number): number {
    const next = Math.max(0, Math.min(list.total - 1, place));
    setCursor(next);
    virtual.scrollToIndex(next, { align: 'auto' });
    // The row is drawn by the next frame, or by the one after it where it was far away.
    const focus = (tries: number) =>
      requestAnimationFrame(() => {
        const own = scroller.current?.querySelector<HTMLElement>(`#item-row-${next} [data-open]`);
        if (own) own.focus({ preventScroll: true });
        else if (tries > 0) focus(tries - 1);
      });
    focus(FOCUS_TRIES);
    return next;
  }

  function onKey(event: KeyboardEvent) {
    const onRow = (event.target as Element).closest('[data-open]') !== null;
    const step = STEPS[event.key];
    if (onRow && step !== undefined) {
      event.preventDefault();
      const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / height) - 2);
      const next = moveTo(cursor + (step === 'page' ? page : step === '-page' ? -page : step));
      if (event.shiftKey) choose(next, { toHere: true });
    } else if (onRow && event.key === ' ') {
      event.preventDefault();
      choose(cursor, { toHere: event.shiftKey });
    } else if (event.key === 'Escape' && chosen !== null && countPlaces(chosen) > 0) {
      event.preventDefault();
      onChoose([]);
    }
  }

  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  const columns = ITEM_COLUMNS;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the rows' own buttons, heard in one place
    <section ref={scroller} className={styles.scroller} onKeyDown={onKey}>
      <table
        className={styles.table}
        aria-label={t('admin.place.items')}
        aria-rowcount={list.total + 1}
      >
        <colgroup>
          {chosen !== null && <col className={styles.pickColumn} />}
          {columns.map(({ id, width, hideBelow }) => (
            <col key={id} data-hide={hideBelow} style={width === undefined ? {} : { width }} />
          ))}
        </colgroup>
        <thead className={styles.head}>
          <tr aria-rowindex={1}>
            {chosen !== null && <PickAll list={list} chosen={chosen} onChoose={onChoose} />}
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} {...props} />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Gap height={before} />}
          {shown.map(({ index }) => (
            <Row
              key={index}
              place={index}
              row={rowAt(index)}
              isCursor={index === cursor}
              onPick={(toHere) => choose(index, { toHere })}
              onCursor={() => setCursor(index)}
              {...props}
            />
          ))}
          {after > 0 && <Gap height={after} />}
        </tbody>
      </table>
    </section>
  );
}

const STEPS: Readonly<Record<string, number | 'page' | '-page'>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 'page',
  PageUp: '-page',
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

function HeadCell({
  column,
  sort,
  onSort,
}: Pick<Props, 'sort' | 'onSort'> & { readonly column: ItemColumn }) {
  const t = useText();
  const { align, hideBelow, sortBy } = column;
  const header = t(column.header);
  const isSorted = sortBy !== undefined && sort.by === sortBy;
  const order = !isSorted ? 'none' : sort.descending ? 'descending' : 'ascending';
  return (
    <th
      scope="col"
      data-align={align}
      data-hide={hideBelow}
      {...(sortBy && { 'aria-sort': order })}
    >
      {sortBy === undefined ? (
        <span className={column.quiet ? styles.hidden : undefined}>{header}</span>
      ) : (
        <button
          type="button"
          className={styles.sort}
          onClick={() => onSort({ by: sortBy, descending: isSorted && !sort.descending })}
        >
          {header}
          {isSorted && <Icon name={sort.descending ? 'down' : 'up'} />}
        </button>
      )}
    </th>
  );
}

function PickAll({
  list,
  chosen,
  onChoose,
}: Pick<Props, 'list' | 'onChoose'> & { readonly chosen: Ranges }) {
  const t = useText();
  const count = countPlaces(chosen);
  const all = count > 0 && count >= list.total;
  return (
    <th scope="col" className={styles.pick}>
      <label>
        <input
          type="checkbox"
          aria-label={t('admin.chooseAll')}
          checked={all}
          ref={(box) => {
            if (box !== null) box.indeterminate = count > 0 && !all;
          }}
          onChange={() => onChoose(all ? [] : [[0, list.total]])}
        />
      </label>
    </th>
  );
}

interface RowProps extends Props {
  readonly place: number;
  readonly row: ItemRow | undefined;
  readonly isCursor: boolean;
  readonly onPick: (toHere: boolean) => void;
  readonly onCursor: () => void;
}

function Row({ place, row, isCursor, openId, onOpen, chosen, onPick, onCursor }: RowProps) {
  const t = useText();
  const isOpen = row != null && row.id === openId;
  const isChosen = chosen !== null && hasPlace(chosen, place);
  return (
    <tr
      id={`item-row-${place}`}
      aria-rowindex={place + 2}
      className={styles.row}
      data-open={isOpen || undefined}
      data-chosen={isChosen || undefined}
      onClick={(event) => {
        const inside = (event.target as Element).closest('a, button, input, label');
        if (inside !== null || getSelection()?.isCollapsed === false) return;
        onCursor();
        if (event.shiftKey && chosen !== null) onPick(true);
        else if (row) onOpen(row.id);
      }}
    >
      {chosen !== null && (
        <td className={styles.pick}>
          <label>
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label={t('admin.items.choose', { name: row?.name ?? String(place + 1) })}
              checked={isChosen}
              onChange={(event) => {
                onCursor();
                onPick((event.nativeEvent as MouseEvent).shiftKey);
              }}
            />
          </label>
        </td>
      )}
      {ITEM_COLUMNS.map(({ id, align, hideBelow, cell: Cell }) => (
        <td key={id} data-align={align} data-hide={hideBelow}>
          {id === 'name' ? (
            <button
              type="button"
              data-open
              tabIndex={isCursor ? 0 : -1}
              className={styles.open}
              aria-disabled={!row || undefined}
              onFocus={onCursor}
              onClick={() => row && onOpen(row.id)}
            >
              {row ? row.name : <NoRow>{row === null ? t('admin.items.removed') : ''}</NoRow>}
            </button>
          ) : (
            row && <Cell row={row} />
          )}
        </td>
      ))}
    </tr>
  );
}

function NoRow({ children }: { readonly children: ReactNode }) {
  return children === '' ? (
    <span className={styles.waiting} />
  ) : (
    <span className={styles.removed}>{children}</span>
  );
}

/**
 * Stands for rows that are not drawn. One cell: a span over columns that are left out would bring
 * them back, empty.
 */
function Gap({ height }: { readonly height: number }) {
  return (
    <tr>
      <td className={styles.gap} style={{ height }} />
    </tr>
  );
}
