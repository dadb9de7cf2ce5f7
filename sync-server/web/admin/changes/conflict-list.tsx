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
import { collectionWords, fieldWords } from './change-words.ts';
import { ConflictSheet } from './conflict-sheet.tsx';

export type Conflict = Awaited<ReturnType<typeof api.conflicts.list>>['rows'][number];

const PAGE = 100;

/** Edits of two people that met: what each merge had to leave out. */
export function ConflictList({
  store,
  all,
}: {
  readonly store: PublicStore;
  readonly all: boolean;
}) {
  const t = useText();
  const [address, change] = useAddress();
  const names = useStoreNames(store.id);
  const query = useInfiniteQuery({
    queryKey: ['changes', 'conflicts', store.id, all],
    queryFn: ({ pageParam }) =>
      api.conflicts.list({
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
  const columns: readonly Column<Conflict>[] = [
    {
      id: 'what',
      header: t('admin.changes.what'),
      cell: ({ label, collection }) => label || collectionWords(collection, t),
    },
    {
      id: 'fields',
      header: t('admin.changes.fields'),
      cell: ({ fields }) => fields.map(({ field }) => fieldWords(field, t)).join(', '),
    },
    {
      id: 'who',
      header: t('admin.changes.who'),
      cell: ({ staffId, registerId }) => `${names.person(staffId)}, ${names.register(registerId)}`,
      hideBelow: 'tablet',
    },
    { id: 'at', header: t('admin.sales.when'), cell: ({ at }) => <When at={at} />, width: '150px' },
    {
      id: 'state',
      header: t('admin.state'),
      cell: ({ settled }) =>
        settled === null ? (
          <Tag tone="waiting">{t('admin.changes.open')}</Tag>
        ) : (
          <Tag tone="good">{t(`admin.changes.how.${settled.how}`)}</Tag>
        ),
      width: '130px',
      hideBelow: 'phone',
    },
  ];
  return (
    <>
      <DataTable
        label={t('admin.changes.conflicts')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        query={query}
        onOpen={({ id }) => change({ change: id })}
        openKey={address.change ?? null}
        hasMore={hasNextPage}
        onMore={more}
        empty={
          <Empty title={t('admin.changes.noConflicts')}>{t('admin.changes.noConflictsTodo')}</Empty>
        }
      />
      {open !== undefined && (
        <ConflictSheet
          key={`${open.id}-${open.revision}`}
          conflict={open}
          store={store}
          names={names}
          onClose={() => change({ change: undefined })}
        />
      )}
    </>
  );
}
