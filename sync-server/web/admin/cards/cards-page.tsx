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
import { CompareSheet } from './compare-sheet.tsx';
import { EventsSheet } from './events-sheet.tsx';
import { PaymentSheet } from './payment-sheet.tsx';
import { SetUpSheet } from './set-up-sheet.tsx';

export type CardPayment = Awaited<ReturnType<typeof api.payments.list>>['rows'][number];

/** Card payments of a store, and at their side how cards are set up and what the provider says. */
export function CardsPage() {
  return <NeedsStore>{(store) => <Cards store={store} />}</NeedsStore>;
}

function Cards({ store }: { readonly store: PublicStore }) {
  const t = useText();
  const { can } = useSession();
  const [address, change] = useAddress();
  const query = useQuery({
    queryKey: ['payments', store.id],
    queryFn: () => api.payments.list({ storeId: store.id }),
    refetchInterval: 10_000,
  });
  const settings = useQuery({
    queryKey: ['paymentSettings', store.id],
    queryFn: () => api.paymentSettings.get({ storeId: store.id }),
  });
  const rows = query.data?.rows ?? [];
  const open = rows.find(({ id }) => id === address.payment);
  const show = (side: string | undefined) => change({ side, payment: undefined });
  const close = () => show(undefined);
  const columns: readonly Column<CardPayment>[] = [
    { id: 'at', header: t('admin.cards.at'), cell: ({ createdAt }) => <When at={createdAt} /> },
    {
      id: 'card',
      header: t('admin.cards.card'),
      cell: ({ card }) =>
        card === null ? '–' : [card.brand, card.lastFour].filter(Boolean).join(' … '),
    },
    {
      id: 'where',
      header: t('admin.cards.where'),
      cell: ({ linkId }) => t(linkId === null ? 'admin.cards.atTill' : 'admin.cards.byLink'),
      hideBelow: 'tablet',
    },
    {
      id: 'state',
      header: t('admin.state'),
      cell: ({ state }) => <Tag tone={TONES[state]}>{t(`admin.cards.state.${state}`)}</Tag>,
    },
    {
      id: 'amount',
      header: t('admin.links.amount'),
      align: 'end',
      cell: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
    },
    {
      id: 'refunded',
      header: t('admin.cards.refunded'),
      align: 'end',
      cell: ({ refunded, currency }) =>
        refunded === 0 ? '–' : <Money amount={refunded} currency={currency} />,
      hideBelow: 'phone',
    },
  ];
  const simulated = settings.data?.provider === 'simulator';
  return (
    <>
      <PageHead
        title={t('admin.place.cards')}
        lead={simulated ? t('admin.cards.simulatedLead') : store.name}
        {...(query.data && { count: t('admin.cards.count', { count: rows.length }) })}
        actions={
          <>
            {can('take_payments_online') && (
              <Button onPress={() => show('compare')}>{t('admin.cards.compare')}</Button>
            )}
            {can('set_up_payments') && (
              <Button onPress={() => show('events')}>{t('admin.cards.events')}</Button>
            )}
            <Button onPress={() => show('set-up')}>{t('admin.cards.setUp')}</Button>
          </>
        }
      />
      <DataTable
        label={t('admin.place.cards')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        query={query}
        onOpen={({ id }) => change({ payment: id, side: undefined })}
        openKey={open?.id ?? null}
        empty={<Empty title={t('admin.cards.empty')}>{t('admin.cards.emptyTodo')}</Empty>}
      />
      {open !== undefined && (
        <PaymentSheet
          key={open.id}
          payment={open}
          storeId={store.id}
          onClose={() => change({ payment: undefined })}
        />
      )}
      {address.side === 'compare' && <CompareSheet store={store} onClose={close} />}
      {address.side === 'events' && <EventsSheet onClose={close} />}
      {address.side === 'set-up' && settings.data !== undefined && (
        <SetUpSheet key={store.id} store={store} settings={settings.data} onClose={close} />
      )}
    </>
  );
}

export const TONES = {
  created: 'waiting',
  in_progress: 'waiting',
  unknown: 'waiting',
  approved: 'good',
  declined: 'plain',
  canceled: 'plain',
  refunded: 'plain',
} as const;
