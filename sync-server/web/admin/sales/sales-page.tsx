import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { SALE_KINDS } from '@second-chance/shared/sale/sale-record.ts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../api/client.ts';
import { useAddress, useGo } from '../frame/router.tsx';
import type { PublicStore } from '../frame/store-choice.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { DownloadLink } from '../parts/download-link.tsx';
import { Empty } from '../parts/empty.tsx';
import { Money } from '../parts/money.tsx';
import { NeedsStore } from '../parts/needs-store.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { type StoreNames, useStoreNames } from '../parts/store-people.ts';
import { Tag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { useFormat } from '../text/use-format.ts';
import { type Text, useText } from '../text/use-text.ts';
import { csvAddress, saleQuery } from './sale-filter.ts';
import { SaleFilters } from './sale-filters.tsx';
import { kindKey, tenderKey } from './sale-words.ts';

type Sale = Awaited<ReturnType<typeof api.sales.list>>['rows'][number];

const PAGE = 100;

/** Everything that was rung up: sales, returns, exchanges and voids, the newest first. */
export function SalesPage() {
  return <NeedsStore>{(store) => <Sales store={store} />}</NeedsStore>;
}

function Sales({ store }: { readonly store: PublicStore }) {
  const t = useText();
  const format = useFormat();
  const go = useGo();
  const [address] = useAddress();
  const names = useStoreNames(store.id);
  const filter = saleQuery(address, { currency: store.currency, locale: format.locale });
  const key = ['sales', store.id, filter];
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) =>
      api.sales.list({
        storeId: store.id,
        limit: PAGE,
        ...filter,
        ...(pageParam !== '' && { cursor: pageParam }),
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const summary = useQuery({
    queryKey: ['sales', store.id, 'summary', filter],
    queryFn: () => api.sales.summary({ storeId: store.id, ...filter }),
    placeholderData: keepPreviousData,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const { fetchNextPage, hasNextPage, isFetching } = query;
  const more = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [isFetching, fetchNextPage]);
  const filtered = Object.keys(filter).length > 0;
  return (
    <>
      <PageHead
        title={t('admin.place.sales')}
        {...(summary.data && {
          count: t('admin.sales.count', {
            count: summary.data.records,
            number: format.count(summary.data.records),
            amount: format.amount(minorUnits(summary.data.gross), store.currency),
          }),
        })}
        actions={
          <DownloadLink href={csvAddress(filter, store.id)}>{t('admin.export')}</DownloadLink>
        }
      />
      <SaleFilters store={store} kinds={SALE_KINDS} />
      <DataTable
        label={t('admin.place.sales')}
        columns={columnsOf({ t, names, currency: store.currency })}
        rows={rows}
        rowKey={({ id }) => id}
        query={query}
        onOpen={({ id }) => go(`/sales/${id}`)}
        {...(summary.data && { total: summary.data.records })}
        hasMore={hasNextPage}
        onMore={more}
        empty={
          <Empty title={t(filtered ? 'admin.sales.noneFound' : 'admin.sales.none')}>
            {t(filtered ? 'admin.sales.noneFoundTodo' : 'admin.sales.noneTodo')}
          </Empty>
        }
      />
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
}): readonly Column<Sale>[] {
  return [
    {
      id: 'number',
      header: t('admin.sales.number'),
      cell: ({ receiptNumber }) => receiptNumber,
      width: '160px',
    },
    { id: 'at', header: t('admin.sales.when'), cell: ({ at }) => <When at={at} />, width: '150px' },
    {
      id: 'kind',
      header: t('admin.sales.kind'),
      cell: ({ kind }) => <Tag tone={TONES[kind]}>{t(kindKey(kind))}</Tag>,
      width: '130px',
    },
    {
      id: 'cashier',
      header: t('admin.sales.cashier'),
      cell: ({ staffId, approvedBy }) =>
        approvedBy === null
          ? names.person(staffId)
          : t('admin.sales.approved', {
              cashier: names.person(staffId),
              manager: names.person(approvedBy),
            }),
      hideBelow: 'phone',
    },
    {
      id: 'tenders',
      header: t('admin.sales.paidBy'),
      cell: ({ tenders }) => [...new Set(tenders)].map((kind) => t(tenderKey(kind))).join(', '),
      hideBelow: 'tablet',
    },
    {
      id: 'lines',
      header: t('admin.sales.lines'),
      align: 'end',
      cell: ({ lineCount }) => lineCount,
      width: '80px',
      hideBelow: 'tablet',
    },
    {
      id: 'gross',
      header: t('admin.sales.gross'),
      align: 'end',
      cell: ({ gross }) => <Money amount={gross} currency={currency} />,
      width: '140px',
    },
  ];
}

const TONES = { sale: 'plain', return: 'waiting', exchange: 'plain', void: 'bad' } as const;
