import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../api/client.ts';
import { useAddress } from '../frame/router.tsx';
import type { PublicStore } from '../frame/store-choice.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { useStoreNames } from '../parts/store-people.ts';
import { Tag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { useText } from '../text/use-text.ts';
import { collectionWords } from './change-words.ts';
import { ParkedSheet, refusalWords } from './parked-sheet.tsx';

export type Parked = Awaited<ReturnType<typeof api.parkedChanges.list>>['rows'][number];

const PAGE = 100;

/** Changes from tills that a rule or a right forbade: kept with their reason until somebody looks. */
export function ParkedList({ store, all }: { readonly store: PublicStore; readonly all: boolean }) {
  const t = useText();
  const [address, change] = useAddress();
  const names = useStoreNames(store.id);
  const query = useInfiniteQuery({
    queryKey: ['changes', 'parked', store.id, all],
    queryFn: ({ pageParam }) =>
      api.parkedChanges.list({
        storeId: store.id,
        limit: PAGE,
        ...(!all && { open: 'true' }),
        ...(pageParam !== '' && { cursor: pageParam }),
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const { fetchNextPage, hasNextPage, isFetching } = query;
  const more = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [isFetching, fetchNextPage]);
  const open = rows.find(({ id }) => id === address.change);
  const columns: readonly Column<Parked>[] = [
    {
      id: 'what',
      header: t('admin.changes.what'),
      cell: ({ document, collection }) => nameOf(document) ?? collectionWords(collection, t),
    },
    { id: 'why', header: t('admin.changes.why'), cell: ({ code }) => refusalWords(code, t) },
    {
      id: 'who',
      header: t('admin.changes.who'),
      cell: ({ staffId, registerId }) => `${names.person(staffId)}, ${names.register(registerId)}`,
      hideBelow: 'tablet',
    },
    {
      id: 'at',
      header: t('admin.sales.when'),
      cell: ({ parkedAt }) => <When at={parkedAt} />,
      width: '150px',
    },
    {
      id: 'state',
      header: t('admin.state'),
      cell: ({ settledHow }) =>
        settledHow === null ? (
          <Tag tone="waiting">{t('admin.changes.open')}</Tag>
        ) : (
          <Tag tone="good">{t(`admin.changes.how.${settledHow}`)}</Tag>
        ),
      width: '130px',
      hideBelow: 'phone',
    },
  ];
  return (
    <>
      <DataTable
        label={t('admin.changes.parked')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        query={query}
        onOpen={({ id }) => change({ change: id })}
        openKey={address.change ?? null}
        hasMore={hasNextPage}
        onMore={more}
        empty={<Empty title={t('admin.changes.noParked')}>{t('admin.changes.noParkedTodo')}</Empty>}
      />
      {open !== undefined && (
        <ParkedSheet
          key={open.id}
          parked={open}
          store={store}
          names={names}
          onClose={() => change({ change: undefined })}
        />
      )}
    </>
  );
}

/** What a document calls itself. */
export function nameOf(document: Readonly<Record<string, unknown>>): string | null {
  const name = document.name ?? document.displayName;
  return typeof name === 'string' && name !== '' ? name : null;
}
