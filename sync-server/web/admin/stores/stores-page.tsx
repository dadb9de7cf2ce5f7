import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useAddress } from '../frame/router.tsx';
import { useSession } from '../frame/session-context.tsx';
import { type PublicStore, STORES_KEY, useStoreChoice } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Tag } from '../parts/tag.tsx';
import { useText } from '../text/use-text.ts';
import { StoreSheet } from './store-sheet.tsx';

export const NEW_STORE = 'new';

/** The stores of the organization; a store's admin sees their own. */
export function StoresPage() {
  const t = useText();
  const { can } = useSession();
  const { stores } = useStoreChoice();
  const [address, change] = useAddress();
  const query = useQuery({ queryKey: STORES_KEY, queryFn: () => api.stores.list() });
  const mayManage = can('manage_stores');
  const columns: readonly Column<PublicStore>[] = [
    { id: 'name', header: t('admin.name'), cell: ({ name }) => name },
    { id: 'code', header: t('admin.stores.code'), cell: ({ code }) => code, width: '110px' },
    {
      id: 'address',
      header: t('admin.stores.address'),
      cell: ({ addressLines }) => addressLines.join(', '),
      hideBelow: 'tablet',
    },
    {
      id: 'currency',
      header: t('admin.stores.currency'),
      cell: ({ currency }) => currency,
      width: '110px',
      hideBelow: 'phone',
    },
    {
      id: 'state',
      header: t('admin.state'),
      cell: ({ closedAt }) =>
        closedAt === undefined ? (
          <Tag tone="good">{t('admin.stores.open')}</Tag>
        ) : (
          <Tag tone="bad">{t('admin.stores.closed')}</Tag>
        ),
      width: '150px',
    },
  ];
  const open = address.store;
  return (
    <>
      <PageHead
        title={t('admin.place.stores')}
        {...(query.data && { count: t('admin.stores.count', { count: stores.length }) })}
        actions={
          mayManage && (
            <Button tone="primary" icon="plus" onPress={() => change({ store: NEW_STORE })}>
              {t('admin.stores.add')}
            </Button>
          )
        }
      />
      <DataTable
        label={t('admin.place.stores')}
        columns={columns}
        rows={stores}
        rowKey={({ id }) => id}
        query={query}
        onOpen={({ id }) => change({ store: id })}
        openKey={open ?? null}
        empty={<Empty title={t('admin.stores.empty')}>{t('admin.stores.emptyTodo')}</Empty>}
      />
      {open !== undefined && (open !== NEW_STORE || mayManage) && (
        <StoreSheet
          key={open}
          storeId={open === NEW_STORE ? null : open}
          onClose={() => change({ store: undefined })}
        />
      )}
    </>
  );
}
