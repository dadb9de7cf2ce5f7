import type { ItemView } from '@second-chance/shared/contract/rest/catalogue.ts';
import type { ItemSort } from '@second-chance/shared/contract/rest/item-lists.ts';
import type { ComponentType } from 'react';
import { Money } from '../parts/money.tsx';
import { useFormat } from '../text/use-format.ts';
import { type TextKey, useText } from '../text/use-text.ts';
import styles from './item-table.module.css';
import { useReferences } from './reference-queries.ts';
import { StatusTag } from './status-tag.tsx';
import { Thumb } from './thumb.tsx';

interface CellProps {
  readonly row: ItemView;
}

export interface ItemColumn {
  readonly id: string;
  readonly header: TextKey;
  readonly cell: ComponentType<CellProps>;
  readonly align?: 'end';
  readonly width?: string;
  readonly hideBelow?: 'tablet' | 'phone';
  readonly sortBy?: ItemSort['by'];
  /** Its header is for whoever listens alone. */
  readonly quiet?: true;
}

export const ITEM_COLUMNS: readonly ItemColumn[] = [
  {
    id: 'picture',
    header: 'admin.items.picture',
    width: '52px',
    quiet: true,
    cell: ({ row }) => <Thumb name={row.pictures[0]} />,
  },
  {
    id: 'name',
    header: 'admin.name',
    sortBy: 'name',
    cell: ({ row }) => row.name,
  },
  {
    id: 'sku',
    header: 'admin.items.sku',
    sortBy: 'sku',
    width: '108px',
    cell: ({ row }) => <span className={styles.code}>{row.sku}</span>,
  },
  {
    id: 'category',
    header: 'admin.items.category',
    width: '164px',
    hideBelow: 'tablet',
    cell: CategoryCell,
  },
  {
    id: 'condition',
    header: 'admin.items.condition',
    width: '92px',
    hideBelow: 'tablet',
    cell: ConditionCell,
  },
  {
    id: 'price',
    header: 'admin.items.price',
    align: 'end',
    sortBy: 'price',
    width: '96px',
    cell: PriceCell,
  },
  {
    id: 'status',
    header: 'admin.state',
    sortBy: 'status',
    width: '112px',
    cell: ({ row }) => <StatusTag status={row.status} />,
  },
  {
    id: 'stock',
    header: 'admin.items.stock',
    align: 'end',
    sortBy: 'stock',
    width: '68px',
    hideBelow: 'phone',
    cell: StockCell,
  },
  {
    id: 'listed',
    header: 'admin.items.listed',
    align: 'end',
    sortBy: 'listed',
    width: '136px',
    hideBelow: 'tablet',
    cell: ListedCell,
  },
];

function CategoryCell({ row }: CellProps) {
  const { pathOf } = useReferences();
  const path = pathOf(row.categoryId);
  return <span title={path}>{path.split(' › ').at(-1)}</span>;
}

function ConditionCell({ row }: CellProps) {
  const t = useText();
  return <>{row.kind === 'service' ? '–' : t(`admin.items.condition.${row.condition}`)}</>;
}

function PriceCell({ row }: CellProps) {
  const { currency } = useFormat();
  return <Money amount={row.price} currency={currency ?? ''} />;
}

function StockCell({ row }: CellProps) {
  const { count } = useFormat();
  return <>{row.kind === 'service' ? '–' : count(row.onHand ?? 0)}</>;
}

function ListedCell({ row }: CellProps) {
  const { day } = useFormat();
  return <>{day(row.listedOn)}</>;
}
