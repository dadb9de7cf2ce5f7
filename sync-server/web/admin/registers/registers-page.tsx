import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useAddress } from '../frame/router.tsx';
import { useSession } from '../frame/session-context.tsx';
import { useStoreChoice } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Tag } from '../parts/tag.tsx';
import { useNow } from '../parts/use-timeout.ts';
import { Ago } from '../parts/when.tsx';
import { useText } from '../text/use-text.ts';
import { NewRegisterSheet } from './new-register-sheet.tsx';
import { RegisterSheet } from './register-sheet.tsx';

export type Register = Awaited<ReturnType<typeof api.registers.list>>['rows'][number];

const NEW = 'new';

/** Till places: which device has them, when it was last heard of, and what it has not sent yet. */
export function RegistersPage() {
  const t = useText();
  const now = useNow(10_000);
  const session = useSession();
  const { store, stores } = useStoreChoice();
  const [address, change] = useAddress();
  const query = useQuery({
    queryKey: ['registers', store?.id ?? null],
    queryFn: () => api.registers.list(store === null ? {} : { storeId: store.id }),
    refetchInterval: 10_000,
  });
  const rows = query.data?.rows ?? [];
  const open = rows.find(({ id }) => id === address.register);
  const mayManage = session.can('manage_registers');
  const storeName = (storeId: string) => stores.find(({ id }) => id === storeId)?.name ?? '';
  const columns: readonly Column<Register>[] = [
    { id: 'code', header: t('admin.registers.code'), cell: ({ code }) => code, width: '110px' },
    { id: 'name', header: t('admin.name'), cell: ({ name }) => name },
    {
      id: 'store',
      header: t('admin.store'),
      cell: ({ storeId }) => storeName(storeId),
      hideBelow: 'tablet',
    },
    {
      id: 'state',
      header: t('admin.state'),
      cell: ({ state }) => <Tag tone={TONES[state]}>{t(`admin.registers.state.${state}`)}</Tag>,
    },
    {
      id: 'contact',
      header: t('admin.registers.contact'),
      cell: ({ lastContactAt }) =>
        lastContactAt === null ? '–' : <Ago at={lastContactAt} now={now} />,
    },
    {
      id: 'unsent',
      header: t('admin.registers.unsent'),
      cell: ({ unsentEntries }) =>
        unsentEntries === null ? (
          '–'
        ) : unsentEntries === 0 ? (
          '0'
        ) : (
          <Tag tone="waiting">{String(unsentEntries)}</Tag>
        ),
      width: '110px',
      hideBelow: 'phone',
    },
    {
      id: 'version',
      header: t('admin.registers.version'),
      cell: ({ appVersion }) => appVersion ?? '–',
      width: '110px',
      hideBelow: 'tablet',
    },
  ];
  const close = () => change({ register: undefined });
  return (
    <>
      <PageHead
        title={t('admin.place.registers')}
        {...(query.data && { count: t('admin.registers.count', { count: rows.length }) })}
        actions={
          mayManage &&
          stores.length > 0 && (
            <Button tone="primary" icon="plus" onPress={() => change({ register: NEW })}>
              {t('admin.registers.add')}
            </Button>
          )
        }
      />
      <DataTable
        label={t('admin.place.registers')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        query={query}
        onOpen={({ id }) => change({ register: id })}
        openKey={open?.id ?? null}
        empty={<Empty title={t('admin.registers.empty')}>{t('admin.registers.emptyTodo')}</Empty>}
      />
      {open && (
        <RegisterSheet
          key={open.id}
          register={open}
          storeName={storeName(open.storeId)}
          now={now}
          onClose={close}
        />
      )}
      {address.register === NEW && mayManage && (
        <NewRegisterSheet onClose={close} onMade={(id) => change({ register: id })} />
      )}
    </>
  );
}

export const TONES = {
  awaiting_enrolment: 'plain',
  enrolled: 'good',
  frozen: 'waiting',
  revoked: 'bad',
} as const;
