/**
 * A table for any number of rows: the head sticks, rows out of sight are not drawn, more is fetched as
 * the end comes near. Its four states are its own: loading, failed, empty, rows.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { useText } from '../text/use-text.ts';
import styles from './data-table.module.css';
import { LoadFailed, Loading } from './empty.tsx';
import { Icon } from './icon.tsx';
import { useRowHeight } from './use-row-height.ts';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** `end` for numbers. */
  readonly align?: 'start' | 'end';
  /** A CSS width; columns without one share what is left. */
  readonly width?: string;
  /** Left out where the table is narrow: `tablet` below 900 px of its own width, `phone` below 560. */
  readonly hideBelow?: 'tablet' | 'phone';
  readonly sortable?: boolean;
}

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** What a query of TanStack Query says, as far as a table wants to know it. */
export interface TableQuery {
  readonly isPending: boolean;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

interface Props<Row> {
  /** What the table lists, for whoever cannot see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly query: TableQuery;
  /** What stands where no row is. */
  readonly empty: ReactNode;
  /** Opens a row; its first cell becomes the button of the row. */
  readonly onOpen?: (row: Row) => void;
  readonly openKey?: string | null;
  readonly sort?: Sort | null;
  readonly onSort?: (sort: Sort) => void;
  /** Chosen rows, for what is done to many at once. */
  readonly selection?: {
    readonly keys: ReadonlySet<string>;
    readonly onChange: (keys: ReadonlySet<string>) => void;
    readonly label: (row: Row) => string;
  };
  /** How many there are in all, where that is known before they are fetched. */
  readonly total?: number;
  readonly hasMore?: boolean;
  readonly onMore?: () => void;
}

/** So many rows are drawn anyway; only longer tables leave out what is out of sight. */
const OVERSCAN = 12;
const MORE_WITHIN = 20;

export function DataTable<Row>(props: Props<Row>) {
  const { columns, rows, rowKey, query, selection, hasMore = false, onMore } = props;
  const rowHeight = useRowHeight();
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
  });
  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? -1;
  useEffect(() => {
    if (rowHeight > 0) virtual.measure();
  }, [rowHeight, virtual]);
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - MORE_WITHIN) onMore?.();
  }, [hasMore, lastShown, rows.length, onMore]);

  if (query.isPending) return <Loading />;
  if (query.error != null && rows.length === 0) {
    return <LoadFailed error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (rows.length === 0) return <>{props.empty}</>;
  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <section ref={scroller} className={styles.scroller} {...SCROLLS_BY_KEYBOARD}>
      <table
        className={styles.table}
        aria-label={props.label}
        aria-rowcount={(props.total ?? rows.length) + 1}
      >
        <colgroup>
          {selection !== undefined && <col className={styles.pickColumn} />}
          {columns.map(({ id, width, hideBelow }) => (
            <col key={id} data-hide={hideBelow} style={width === undefined ? {} : { width }} />
          ))}
        </colgroup>
        <thead className={styles.head}>
          <tr aria-rowindex={1}>
            {selection !== undefined && <PickAll {...props} selection={selection} />}
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} {...props} />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Gap height={before} />}
          {shown.map(({ index }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <BodyRow key={rowKey(row)} row={row} index={index} {...props} />
            );
          })}
          {after > 0 && <Gap height={after} />}
        </tbody>
      </table>
    </section>
  );
}

const SCROLLS_BY_KEYBOARD = { tabIndex: 0 } as const;

function HeadCell<Row>({
  column,
  sort,
  onSort,
}: Pick<Props<Row>, 'sort' | 'onSort'> & { readonly column: Column<Row> }) {
  const { id, header, align, hideBelow } = column;
  const sorted = sort?.column === id ? sort : null;
  const order = sorted === null ? 'none' : sorted.descending ? 'descending' : 'ascending';
  const sortable = column.sortable === true && onSort !== undefined;
  return (
    <th
      scope="col"
      data-align={align}
      data-hide={hideBelow}
      {...(sortable && { 'aria-sort': order })}
    >
      {sortable ? (
        <button
          type="button"
          className={styles.sort}
          onClick={() => onSort({ column: id, descending: sorted?.descending === false })}
        >
          {header}
          {sorted !== null && <Icon name={sorted.descending ? 'down' : 'up'} />}
        </button>
      ) : (
        header
      )}
    </th>
  );
}

function PickAll<Row>({
  rows,
  rowKey,
  selection,
}: Pick<Props<Row>, 'rows' | 'rowKey'> & {
  readonly selection: NonNullable<Props<Row>['selection']>;
}) {
  const t = useText();
  const all = rows.length > 0 && rows.every((row) => selection.keys.has(rowKey(row)));
  const some = selection.keys.size > 0;
  return (
    <th scope="col" className={styles.pick}>
      <input
        type="checkbox"
        aria-label={t('admin.chooseAll')}
        checked={all}
        ref={(box) => {
          if (box !== null) box.indeterminate = some && !all;
        }}
        onChange={() => selection.onChange(new Set(all ? [] : rows.map(rowKey)))}
      />
    </th>
  );
}

function BodyRow<Row>(props: Props<Row> & { readonly row: Row; readonly index: number }) {
  const { row, index, columns, rowKey, onOpen, openKey, selection } = props;
  const key = rowKey(row);
  return (
    <tr
      aria-rowindex={index + 2}
      className={styles.row}
      data-open={openKey === key || undefined}
      data-clickable={onOpen !== undefined || undefined}
      onClick={(event) => {
        // Text that was marked and controls in the row are not a press of the row.
        const inside = (event.target as Element).closest('a, button, input, label, select');
        if (inside === null && getSelection()?.isCollapsed !== false) onOpen?.(row);
      }}
    >
      {selection !== undefined && (
        <td className={styles.pick}>
          <input
            type="checkbox"
            aria-label={selection.label(row)}
            checked={selection.keys.has(key)}
            onChange={() => {
              const keys = new Set(selection.keys);
              if (!keys.delete(key)) keys.add(key);
              selection.onChange(keys);
            }}
          />
        </td>
      )}
      {columns.map(({ id, align, hideBelow, cell }, place) => (
        <td key={id} data-align={align} data-hide={hideBelow}>
          {place === 0 && onOpen !== undefined ? (
            <button type="button" className={styles.open} onClick={() => onOpen(row)}>
              {cell(row)}
            </button>
          ) : (
            cell(row)
          )}
        </td>
      ))}
    </tr>
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
