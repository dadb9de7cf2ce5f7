import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useAddress } from '../frame/router.tsx';
import { useSession } from '../frame/session-context.tsx';
import type { PublicStore } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { NeedsStore } from '../parts/needs-store.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { TaxSheet } from './tax-sheet.tsx';

export type TaxRate = Awaited<ReturnType<typeof api.taxRates.list>>['rows'][number];

const NEW = 'new';

/** A store's tax rates, with the days from which they hold. */
export function TaxesPage() {
  return <NeedsStore>{(store) => <Taxes store={store} />}</NeedsStore>;
}

function Taxes({ store }: { readonly store: PublicStore }) {
  const t = useText();
  const format = useFormat();
  const { can } = useSession();
  const [address, change] = useAddress();
  const query = useQuery({
    queryKey: ['taxRates', store.id],
    queryFn: () => api.taxRates.list({ storeId: store.id }),
  });
  const rows = query.data?.rows ?? [];
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: store.timeZone }).format(Date.now());
  const columns: readonly Column<TaxRate>[] = [
    { id: 'name', header: t('admin.name'), cell: ({ name }) => name },
    {
      id: 'now',
      header: t('admin.taxes.now'),
      align: 'end',
      cell({ rates }) {
        const now = rates.findLast(({ validFrom }) => validFrom <= today);
        return now === undefined ? '–' : format.percent(now.basisPoints);
      },
    },
    {
      id: 'next',
      header: t('admin.taxes.next'),
      cell({ rates }) {
        const next = rates.find(({ validFrom }) => validFrom > today);
        return next === undefined
          ? '–'
          : t('admin.taxes.from', {
              rate: format.percent(next.basisPoints),
              day: format.day(next.validFrom),
            });
      },
      hideBelow: 'phone',
    },
  ];
  const mayManage = can('manage_taxes');
  const open = rows.find(({ id }) => id === address.tax);
  const close = () => change({ tax: undefined });
  return (
    <>
      <PageHead
        title={t('admin.place.taxes')}
        lead={store.name}
        {...(query.data && { count: t('admin.taxes.count', { count: rows.length }) })}
        actions={
          mayManage && (
            <Button tone="primary" icon="plus" onPress={() => change({ tax: NEW })}>
              {t('admin.taxes.add')}
            </Button>
          )
        }
      />
      <DataTable
        label={t('admin.place.taxes')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        query={query}
        onOpen={({ id }) => change({ tax: id })}
        openKey={open?.id ?? null}
        empty={<Empty title={t('admin.taxes.empty')}>{t('admin.taxes.emptyTodo')}</Empty>}
      />
      {(open !== undefined || (address.tax === NEW && mayManage)) && (
        <TaxSheet
          key={open?.id ?? NEW}
          store={store}
          rate={open ?? null}
          today={today}
          onClose={close}
        />
      )}
    </>
  );
}
