import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useAddress } from '../frame/router.tsx';
import { useSession } from '../frame/session-context.tsx';
import type { PublicStore } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { Money } from '../parts/money.tsx';
import { NeedsStore } from '../parts/needs-store.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Tag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { useText } from '../text/use-text.ts';
import { LinkSheet } from './link-sheet.tsx';
import { NewLinkSheet } from './new-link-sheet.tsx';

export type PaymentLink = Awaited<ReturnType<typeof api.paymentLinks.list>>['rows'][number];

const NEW = 'new';

/** What customers were asked to pay on a page: held items, deposits, exchange differences. */
export function PaymentLinksPage() {
  return <NeedsStore>{(store) => <PaymentLinks store={store} />}</NeedsStore>;
}

function PaymentLinks({ store }: { readonly store: PublicStore }) {
  const t = useText();
  const { can } = useSession();
  const [address, change] = useAddress();
  const query = useQuery({
    queryKey: ['paymentLinks', store.id],
    queryFn: () => api.paymentLinks.list({ storeId: store.id }),
    refetchInterval: 10_000,
  });
  const rows = query.data?.rows ?? [];
  const open = rows.find(({ id }) => id === address.link);
  const mayMake = can('take_payments_online');
  const close = () => change({ link: undefined });
  const columns: readonly Column<PaymentLink>[] = [
    { id: 'words', header: t('admin.links.words'), cell: ({ words }) => words },
    {
      id: 'purpose',
      header: t('admin.links.purpose'),
      cell: ({ purpose }) => t(`admin.links.purpose.${purpose}`),
      hideBelow: 'tablet',
    },
    {
      id: 'state',
      header: t('admin.state'),
      cell: ({ state }) => <Tag tone={TONES[state]}>{t(`admin.links.state.${state}`)}</Tag>,
      width: '140px',
    },
    {
      id: 'amount',
      header: t('admin.links.amount'),
      align: 'end',
      cell: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
      width: '120px',
    },
    {
      id: 'at',
      header: t('admin.links.made'),
      cell: ({ createdAt }) => <When at={createdAt} />,
      width: '170px',
      hideBelow: 'phone',
    },
  ];
  return (
    <>
      <PageHead
        title={t('admin.place.links')}
        lead={t('admin.links.lead')}
        {...(query.data && { count: t('admin.links.count', { count: rows.length }) })}
        actions={
          mayMake && (
            <Button tone="primary" icon="plus" onPress={() => change({ link: NEW })}>
              {t('admin.links.add')}
            </Button>
          )
        }
      />
      <DataTable
        label={t('admin.place.links')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        query={query}
        onOpen={({ id }) => change({ link: id })}
        openKey={open?.id ?? null}
        empty={<Empty title={t('admin.links.empty')}>{t('admin.links.emptyTodo')}</Empty>}
      />
      {open !== undefined && <LinkSheet key={open.id} link={open} onClose={close} />}
      {address.link === NEW && mayMake && (
        <NewLinkSheet store={store} onClose={close} onMade={(id) => change({ link: id })} />
      )}
    </>
  );
}

export const TONES = {
  open: 'waiting',
  paying: 'waiting',
  paid: 'good',
  refunded: 'plain',
  canceled: 'plain',
  expired: 'bad',
} as const;
