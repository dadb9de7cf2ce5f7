import type { CustomerId } from '@second-chance/shared/ids.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { api } from '../api/client.ts';
import { useAddress } from '../frame/router.tsx';
import { useSession } from '../frame/session-context.tsx';
import type { PublicStore } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { FilterBar, SearchField } from '../parts/filter-chips.tsx';
import { NeedsStore } from '../parts/needs-store.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { SaveRows } from '../parts/save-rows.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { CustomerSheet } from './customer-sheet.tsx';
import { NewCustomerSheet } from './new-customer-sheet.tsx';

export type Customer = Awaited<ReturnType<typeof api.customers.list>>['rows'][number];

const PAGE = 100;
const TYPING_MS = 250;
const NEW = 'new';

/** The people that a store knows. */
export function CustomersPage() {
  return <NeedsStore>{(store) => <Customers store={store} />}</NeedsStore>;
}

function Customers({ store }: { readonly store: PublicStore }) {
  const t = useText();
  const format = useFormat();
  const session = useSession();
  const [address, change] = useAddress();
  const [typed, setTyped] = useState('');
  const [words, setWords] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setWords(typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const query = useInfiniteQuery({
    queryKey: ['customers', store.id, words],
    queryFn: ({ pageParam }) =>
      api.customers.list({
        storeId: store.id,
        limit: PAGE,
        ...(words !== '' && { q: words }),
        ...(pageParam !== '' && { cursor: pageParam }),
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = query.data?.pages[0]?.total;
  const { fetchNextPage, hasNextPage, isFetching } = query;
  const more = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [isFetching, fetchNextPage]);
  const open = address.customer;
  const close = () => change({ customer: undefined });
  const columns: readonly Column<Customer>[] = [
    { id: 'name', header: t('admin.name'), cell: ({ name }) => name },
    { id: 'email', header: t('admin.customers.email'), cell: ({ email }) => email },
    {
      id: 'phone',
      header: t('admin.customers.phone'),
      cell: ({ phone }) => phone,
      hideBelow: 'phone',
    },
    {
      id: 'town',
      header: t('admin.customers.address'),
      cell: ({ addressLines }) => addressLines.join(', '),
      hideBelow: 'tablet',
    },
  ];
  return (
    <>
      <PageHead
        title={t('admin.place.customers')}
        {...(total !== undefined && {
          count: t('admin.customers.count', { count: total, number: format.count(total) }),
        })}
        actions={
          <>
            {session.can('erase_customers') && (
              <SaveRows
                name="customers.csv"
                rows={rows}
                head={['name', 'email', 'phone', 'address']}
                cells={({ name, email, phone, addressLines }) => [
                  name,
                  email,
                  phone,
                  addressLines.join(', '),
                ]}
              />
            )}
            <Button tone="primary" icon="plus" onPress={() => change({ customer: NEW })}>
              {t('admin.customers.add')}
            </Button>
          </>
        }
      />
      <FilterBar>
        <SearchField label={t('admin.customers.search')} value={typed} onChange={setTyped} />
      </FilterBar>
      <DataTable
        label={t('admin.place.customers')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        query={query}
        onOpen={({ id }) => change({ customer: id })}
        openKey={open ?? null}
        {...(total !== undefined && { total })}
        hasMore={hasNextPage}
        onMore={more}
        empty={
          <Empty title={t(words === '' ? 'admin.customers.none' : 'admin.customers.noneFound')}>
            {t(words === '' ? 'admin.customers.noneTodo' : 'admin.customers.noneFoundTodo')}
          </Empty>
        }
      />
      {open === NEW && <NewCustomerSheet storeId={store.id} onClose={close} />}
      {open !== undefined && open !== NEW && (
        <CustomerSheet key={open} id={open as CustomerId} store={store} onClose={close} />
      )}
    </>
  );
}
