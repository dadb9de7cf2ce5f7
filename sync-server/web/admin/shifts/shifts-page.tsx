import type { RegisterId, ShiftId } from '@second-chance/shared/ids.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../api/client.ts';
import { useAddress } from '../frame/router.tsx';
import type { PublicStore } from '../frame/store-choice.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { DownloadLink } from '../parts/download-link.tsx';
import { Empty } from '../parts/empty.tsx';
import { FilterBar, FilterChips, FilterSelect } from '../parts/filter-chips.tsx';
import { Money } from '../parts/money.tsx';
import { NeedsStore } from '../parts/needs-store.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { type StoreNames, useRegisters, useStoreNames } from '../parts/store-people.ts';
import { Tag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { type Text, useText } from '../text/use-text.ts';
import { ShiftSheet } from './shift-sheet.tsx';

export type Shift = Awaited<ReturnType<typeof api.shifts.list>>['rows'][number];

const PAGE = 100;

/** Shifts and their reports: what is open now, and every drawer that was counted. */
export function ShiftsPage() {
  return <NeedsStore>{(store) => <Shifts store={store} />}</NeedsStore>;
}

function Shifts({ store }: { readonly store: PublicStore }) {
  const t = useText();
  const [address, change] = useAddress();
  const names = useStoreNames(store.id);
  const registers = useRegisters(store.id).data?.rows ?? [];
  const state = address.state === 'open' || address.state === 'closed' ? address.state : null;
  const registerId = address.register as RegisterId | undefined;
  const query = useInfiniteQuery({
    queryKey: ['shifts', store.id, state, registerId ?? null],
    queryFn: ({ pageParam }) =>
      api.shifts.list({
        storeId: store.id,
        limit: PAGE,
        ...(registerId && { registerId }),
        ...(state && { open: String(state === 'open') }),
        ...(pageParam !== '' && { cursor: pageParam }),
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const { fetchNextPage, hasNextPage, isFetching } = query;
  const more = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [isFetching, fetchNextPage]);
  return (
    <>
      <PageHead
        title={t('admin.place.shifts')}
        {...(query.data && {
          count: t(hasNextPage ? 'admin.shifts.countMore' : 'admin.shifts.count', {
            count: rows.length,
          }),
        })}
        actions={
          <DownloadLink href={`/shifts.csv?storeId=${store.id}`}>{t('admin.export')}</DownloadLink>
        }
      />
      <FilterBar>
        <FilterChips
          label={t('admin.state')}
          options={[
            { value: 'open', label: t('admin.shifts.open') },
            { value: 'closed', label: t('admin.shifts.closed') },
          ]}
          value={state}
          onChange={(value) => change({ state: value ?? undefined })}
        />
        <FilterSelect
          label={t('admin.sales.register')}
          options={registers.map(({ id, code }) => ({ value: String(id), label: code }))}
          value={registerId ?? null}
          onChange={(value) => change({ register: value ?? undefined })}
        />
      </FilterBar>
      <DataTable
        label={t('admin.place.shifts')}
        columns={columnsOf({ t, names, currency: store.currency })}
        rows={rows}
        rowKey={({ id }) => id}
        query={query}
        onOpen={({ id }) => change({ shift: id }, { replace: false })}
        openKey={address.shift ?? null}
        hasMore={hasNextPage}
        onMore={more}
        empty={<Empty title={t('admin.shifts.none')}>{t('admin.shifts.noneTodo')}</Empty>}
      />
      {address.shift !== undefined && (
        <ShiftSheet
          key={address.shift}
          id={address.shift as ShiftId}
          store={store}
          names={names}
          onClose={() => change({ shift: undefined })}
        />
      )}
    </>
  );
}

function columnsOf({
  t,
  names,
  currency,
}: {
  readonly t: Text;
  readonly names: StoreNames;
  readonly currency: string;
}): readonly Column<Shift>[] {
  return [
    {
      id: 'report',
      header: t('admin.shifts.report'),
      cell: ({ zNumber }) =>
        zNumber === null ? t('admin.shifts.x') : t('admin.shifts.z', { number: zNumber }),
      width: '110px',
    },
    {
      id: 'register',
      header: t('admin.sales.register'),
      cell: ({ registerId }) => names.register(registerId),
      width: '84px',
    },
    {
      id: 'opened',
      header: t('admin.shifts.opened'),
      cell: ({ openedAt }) => <When at={openedAt} />,
      width: '136px',
    },
    {
      id: 'closed',
      header: t('admin.shifts.closed'),
      cell: ({ closedAt }) =>
        closedAt === null ? (
          <Tag tone="good">{t('admin.shifts.open')}</Tag>
        ) : (
          <When at={closedAt} />
        ),
      width: '136px',
    },
    {
      id: 'person',
      header: t('admin.shifts.by'),
      cell: ({ openedBy, closedBy }) => names.person(closedBy ?? openedBy),
      width: '110px',
      hideBelow: 'tablet',
    },
    {
      id: 'records',
      header: t('admin.shifts.records'),
      align: 'end',
      cell: ({ records }) => records,
      width: '84px',
      hideBelow: 'phone',
    },
    {
      id: 'gross',
      header: t('admin.sales.gross'),
      align: 'end',
      cell: ({ gross }) => <Money amount={gross} currency={currency} />,
      width: '120px',
    },
    {
      id: 'difference',
      header: t('admin.shifts.difference'),
      align: 'end',
      cell: ({ counted, expected }) =>
        counted === null || expected === null || counted === expected ? (
          '–'
        ) : (
          <Money amount={counted - expected} currency={currency} />
        ),
      width: '120px',
    },
    {
      id: 'notes',
      header: t('admin.shifts.notes'),
      cell: ({ missingBefore }) =>
        missingBefore > 0 ? (
          <Tag tone="waiting">{t('admin.shifts.gap', { count: missingBefore })}</Tag>
        ) : (
          ''
        ),
      hideBelow: 'tablet',
    },
  ];
}
