import type { ExceptionKind } from '@second-chance/shared/contract/errors.ts';
import { EXCEPTION_KINDS } from '@second-chance/shared/contract/errors.ts';
import type { ExceptionId } from '@second-chance/shared/ids.ts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../api/client.ts';
import { useAddress } from '../frame/router.tsx';
import type { PublicStore } from '../frame/store-choice.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { FilterBar, FilterChips } from '../parts/filter-chips.tsx';
import { NeedsStore } from '../parts/needs-store.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { SaveRows } from '../parts/save-rows.tsx';
import { type StoreNames, useStoreNames } from '../parts/store-people.ts';
import { Tag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { type Text, useText } from '../text/use-text.ts';
import { ExceptionSheet } from './exception-sheet.tsx';
import { kindWords } from './exception-words.ts';

export type ExceptionRow = Awaited<ReturnType<typeof api.exceptions.list>>['rows'][number];

const PAGE = 100;

/** What happened and does not fit, for a person to settle. */
export function ExceptionsPage() {
  return <NeedsStore>{(store) => <Exceptions store={store} />}</NeedsStore>;
}

function Exceptions({ store }: { readonly store: PublicStore }) {
  const t = useText();
  const [address, change] = useAddress();
  const names = useStoreNames(store.id);
  const settled = address.state === 'settled';
  const kind = EXCEPTION_KINDS.find((known) => known === address.kind) ?? null;
  const counts = useQuery({
    queryKey: ['exceptions', store.id, 'counts'],
    queryFn: () => api.exceptions.counts({ storeId: store.id }),
  });
  const query = useInfiniteQuery({
    queryKey: ['exceptions', store.id, settled, kind],
    queryFn: ({ pageParam }) =>
      api.exceptions.list({
        storeId: store.id,
        open: settled ? 'false' : 'true',
        limit: PAGE,
        ...(kind && { kind }),
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
  const open = counts.data?.rows ?? [];
  const openInAll = open.reduce((sum, row) => sum + row.open, 0);
  const kinds = EXCEPTION_KINDS.filter(
    (each) => settled || each === kind || open.some((row) => row.kind === each),
  );
  const chip = (each: ExceptionKind) => {
    const of = settled ? undefined : open.find((row) => row.kind === each)?.open;
    const name = t(kindWords(each).name);
    return { value: each, label: of === undefined ? name : `${name} ${of}` };
  };
  const columns = columnsOf({ t, names });
  return (
    <>
      <PageHead
        title={t('admin.place.exceptions')}
        {...(counts.data && { count: t('admin.exceptions.open', { count: openInAll }) })}
        actions={
          <SaveRows
            name="exceptions.csv"
            rows={rows}
            head={['raised', 'kind', 'item', 'receipt', 'register', 'settled', 'details']}
            cells={(row) => [
              new Date(row.raisedAt).toISOString(),
              row.kind,
              row.item?.name ?? '',
              row.sale?.receiptNumber ?? '',
              names.register(row.journal?.registerId ?? null),
              row.settledAt === null ? '' : new Date(row.settledAt).toISOString(),
              JSON.stringify(row.details),
            ]}
          />
        }
      />
      <FilterBar>
        <FilterChips
          label={t('admin.state')}
          options={[
            { value: 'open', label: t('admin.exceptions.stateOpen') },
            { value: 'settled', label: t('admin.exceptions.stateSettled') },
          ]}
          value={settled ? 'settled' : 'open'}
          onChange={(value) => change({ state: value === 'settled' ? 'settled' : undefined })}
        />
        <FilterChips
          label={t('admin.exceptions.kind')}
          options={kinds.map(chip)}
          value={kind}
          onChange={(value) => change({ kind: value ?? undefined })}
        />
      </FilterBar>
      <DataTable
        label={t('admin.place.exceptions')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        query={query}
        onOpen={({ id }) => change({ exception: id }, { replace: false })}
        openKey={address.exception ?? null}
        hasMore={hasNextPage}
        onMore={more}
        empty={
          <Empty title={t(settled ? 'admin.exceptions.noneSettled' : 'admin.exceptions.none')}>
            {t(settled ? 'admin.exceptions.noneSettledTodo' : 'admin.exceptions.noneTodo')}
          </Empty>
        }
      />
      {address.exception !== undefined && (
        <ExceptionSheet
          key={address.exception}
          id={address.exception as ExceptionId}
          store={store}
          names={names}
          onClose={() => change({ exception: undefined })}
        />
      )}
    </>
  );
}

function columnsOf({
  t,
  names,
}: {
  readonly t: Text;
  readonly names: StoreNames;
}): readonly Column<ExceptionRow>[] {
  return [
    {
      id: 'kind',
      header: t('admin.exceptions.kind'),
      cell: ({ kind }) => t(kindWords(kind).name),
    },
    {
      id: 'item',
      header: t('admin.exceptions.item'),
      cell: ({ item, sale }) => item?.name ?? sale?.receiptNumber ?? '–',
    },
    {
      id: 'register',
      header: t('admin.sales.register'),
      cell: ({ journal }) => names.register(journal?.registerId ?? null),
      width: '96px',
      hideBelow: 'phone',
    },
    {
      id: 'raised',
      header: t('admin.exceptions.raised'),
      cell: ({ raisedAt }) => <When at={raisedAt} />,
      width: '150px',
    },
    {
      id: 'state',
      header: t('admin.state'),
      cell: ({ settledAt }) =>
        settledAt === null ? (
          <Tag tone="waiting">{t('admin.exceptions.stateOpen')}</Tag>
        ) : (
          <Tag tone="good">{t('admin.exceptions.stateSettled')}</Tag>
        ),
      width: '130px',
      hideBelow: 'phone',
    },
  ];
}
