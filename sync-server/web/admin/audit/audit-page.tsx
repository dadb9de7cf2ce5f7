import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../api/client.ts';
import { useAddress } from '../frame/router.tsx';
import { useStoreChoice } from '../frame/store-choice.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { DownloadLink } from '../parts/download-link.tsx';
import { Empty } from '../parts/empty.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { When } from '../parts/when.tsx';
import { useFormat } from '../text/use-format.ts';
import { type TextKey, useText } from '../text/use-text.ts';
import { actionWord } from './action-word.ts';
import { AuditFilters } from './audit-filters.tsx';
import { auditQuery } from './audit-query.ts';
import { AuditSheet } from './audit-sheet.tsx';

export type AuditLine = Awaited<ReturnType<typeof api.audit.list>>['rows'][number];

const PAGE = 100;

/** Who did what, to what, when; and what it was before and after. */
export function AuditPage() {
  const t = useText();
  const [address, change] = useAddress();
  const { store } = useStoreChoice();
  const { timeZone } = useFormat();
  const filter = auditQuery(address, { storeId: store?.id ?? null, timeZone });
  const query = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam }) =>
      api.audit.list({
        limit: PAGE,
        ...filter,
        storeId: filter.storeId as never,
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
  const open = rows.find(({ id }) => id === address.line);
  const columns: readonly Column<AuditLine>[] = [
    {
      id: 'action',
      header: t('admin.audit.action'),
      cell: ({ action }) => actionWord(action, t as (key: TextKey) => string),
    },
    {
      id: 'actor',
      header: t('admin.audit.actor'),
      cell: ({ actor, actorName }) => actorName ?? actor ?? t('admin.audit.system'),
    },
    {
      id: 'subject',
      header: t('admin.audit.subject'),
      cell: (line) => nameOf(line),
      hideBelow: 'tablet',
    },
    { id: 'at', header: t('admin.audit.at'), cell: ({ at }) => <When at={at} />, width: '170px' },
  ];
  return (
    <>
      <PageHead
        title={t('admin.place.audit')}
        actions={
          <DownloadLink href={`/audit-log.csv?${new URLSearchParams(filter)}`}>
            {t('admin.export')}
          </DownloadLink>
        }
      />
      <AuditFilters people={peopleOf(rows)} />
      <DataTable
        label={t('admin.place.audit')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        query={query}
        hasMore={hasNextPage}
        onMore={more}
        onOpen={({ id }) => change({ line: id })}
        openKey={open?.id ?? null}
        empty={<Empty title={t('admin.audit.empty')}>{t('admin.audit.emptyTodo')}</Empty>}
      />
      {open && <AuditSheet line={open} onClose={() => change({ line: undefined })} />}
    </>
  );
}

/** What a thing is called, where the line tells; else its id. */
function nameOf({ before, after, subject }: AuditLine): string {
  for (const value of [after, before]) {
    if (typeof value !== 'object' || value === null) continue;
    const { name, displayName, code } = value as Record<string, unknown>;
    const found = [name, displayName, code].find((each) => typeof each === 'string');
    if (typeof found === 'string' && found !== '') return found;
  }
  return subject;
}

/** Those who are in the lines that were fetched, to choose from. */
function peopleOf(rows: readonly AuditLine[]) {
  const names = new Map<string, string>();
  for (const { actor, actorName } of rows) if (actor !== null) names.set(actor, actorName ?? actor);
  return [...names].map(([value, label]) => ({ value, label }));
}
