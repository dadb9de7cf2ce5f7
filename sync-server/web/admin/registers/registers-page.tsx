import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useStoreChoice } from '../frame/store-choice.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Tag } from '../parts/tag.tsx';
import { useNow } from '../parts/use-timeout.ts';
import { Ago } from '../parts/when.tsx';
import { useText } from '../text/use-text.ts';

export type Register = Awaited<ReturnType<typeof api.registers.list>>['rows'][number];

/** Till places: which device has them, and when it was last heard of. */
export function RegistersPage() {
  const t = useText();
  const now = useNow(10_000);
  const { store, stores } = useStoreChoice();
  const query = useQuery({
    queryKey: ['registers', store?.id ?? null],
    queryFn: () => api.registers.list(store === null ? {} : { storeId: store.id }),
    refetchInterval: 15_000,
  });
  const rows = query.data?.rows ?? [];
  const columns: readonly Column<Register>[] = [
    { id: 'code', header: t('admin.registers.code'), cell: ({ code }) => code, width: '100px' },
    { id: 'name', header: t('admin.name'), cell: ({ name }) => name },
    {
      id: 'store',
      header: t('admin.store'),
      cell: ({ storeId }) => stores.find(({ id }) => id === storeId)?.name ?? '',
      hideBelow: 'phone',
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
  ];
  return (
    <>
      <PageHead
        title={t('admin.place.registers')}
        {...(query.data && { count: t('admin.registers.count', { count: rows.length }) })}
      />
      <DataTable
        label={t('admin.place.registers')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        query={query}
        empty={<Empty title={t('admin.registers.empty')}>{t('admin.registers.emptyTodo')}</Empty>}
      />
    </>
  );
}

const TONES = {
  awaiting_enrolment: 'plain',
  enrolled: 'good',
  frozen: 'waiting',
  revoked: 'bad',
} as const;
