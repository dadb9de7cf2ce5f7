import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useAddress } from '../frame/router.tsx';
import { useStoreChoice } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Tag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { useText } from '../text/use-text.ts';
import { AdminSheet } from './admin-sheet.tsx';
import { InviteSheet } from './invite-sheet.tsx';

export type Admin = Awaited<ReturnType<typeof api.admins.list>>['rows'][number];

const NEW = 'new';

/** Who runs the stores: invited, active, disabled. */
export function AdminsPage() {
  const t = useText();
  const { store, stores } = useStoreChoice();
  const [address, change] = useAddress();
  const query = useQuery({
    queryKey: ['admins', store?.id ?? null],
    queryFn: () => api.admins.list(store === null ? {} : { storeId: store.id }),
  });
  const rows = query.data?.rows ?? [];
  const open = rows.find(({ id }) => id === address.admin);
  const storeName = (storeId: string | null) => stores.find(({ id }) => id === storeId)?.name ?? '';
  const columns: readonly Column<Admin>[] = [
    { id: 'name', header: t('admin.name'), cell: ({ displayName }) => displayName },
    { id: 'email', header: t('admin.email'), cell: ({ email }) => email, hideBelow: 'phone' },
    {
      id: 'store',
      header: t('admin.store'),
      cell: ({ storeId }) => storeName(storeId),
      hideBelow: 'tablet',
    },
    {
      id: 'state',
      header: t('admin.state'),
      cell: ({ state }) => <Tag tone={TONES[state]}>{t(`admin.admins.state.${state}`)}</Tag>,
      width: '130px',
    },
    {
      id: 'factor',
      header: t('admin.secondFactor'),
      cell: ({ secondFactor }) => t(secondFactor ? 'admin.yes' : 'admin.no'),
      width: '130px',
      hideBelow: 'tablet',
    },
    {
      id: 'last',
      header: t('admin.admins.lastSignIn'),
      cell: ({ lastSignInAt }) => (lastSignInAt === null ? '–' : <When at={lastSignInAt} />),
      width: '160px',
      hideBelow: 'phone',
    },
  ];
  const close = () => change({ admin: undefined });
  return (
    <>
      <PageHead
        title={t('admin.place.admins')}
        {...(query.data && { count: t('admin.admins.count', { count: rows.length }) })}
        actions={
          stores.length > 0 && (
            <Button tone="primary" icon="plus" onPress={() => change({ admin: NEW })}>
              {t('admin.admins.invite')}
            </Button>
          )
        }
      />
      <DataTable
        label={t('admin.place.admins')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        query={query}
        onOpen={({ id }) => change({ admin: id })}
        openKey={open?.id ?? null}
        empty={<Empty title={t('admin.admins.empty')}>{t('admin.admins.emptyTodo')}</Empty>}
      />
      {open && (
        <AdminSheet
          key={open.id}
          admin={open}
          storeName={storeName(open.storeId)}
          onClose={close}
        />
      )}
      {address.admin === NEW && (
        <InviteSheet onClose={close} onInvited={(id) => change({ admin: id })} />
      )}
    </>
  );
}

export const TONES = { invited: 'waiting', active: 'good', disabled: 'bad' } as const;
