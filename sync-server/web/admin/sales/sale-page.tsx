import type { SaleId } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { buildReceipt } from '@second-chance/shared/sale/build-receipt.ts';
import { receiptText } from '@second-chance/shared/sale/receipt-text.ts';
import { receiptLanguageOf } from '@second-chance/shared/sale/receipt-words.ts';
import { ReceiptPaper } from '@second-chance/ui/receipt-paper.tsx';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { PageLink, useParam } from '../frame/router.tsx';
import { LoadFailed, Loading } from '../parts/empty.tsx';
import { Facts } from '../parts/facts.tsx';
import { Money } from '../parts/money.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Panel, Panels } from '../parts/panel.tsx';
import { useStoreNames } from '../parts/store-people.ts';
import { When } from '../parts/when.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { ProofPanel } from './proof/proof-panel.tsx';
import { SaleLines } from './sale-lines.tsx';
import styles from './sale-page.module.css';
import { kindKey, relationKey, tenderKey, tenderNote } from './sale-words.ts';

export type SaleFile = Awaited<ReturnType<typeof api.sales.get>>;

/** One record of the journal: what was rung up and why it cost that, who did it, and its proof. */
export function SalePage() {
  const id = useParam('saleId') as SaleId;
  const query = useQuery({ queryKey: ['sale', id], queryFn: () => api.sales.get({ id }) });
  const t = useText();
  if (query.data === undefined) {
    return (
      <>
        <PageHead title={t('admin.place.sales')} />
        {query.error ? (
          <LoadFailed error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading />
        )}
      </>
    );
  }
  return <Sale sale={query.data} />;
}

function Sale({ sale }: { readonly sale: SaleFile }) {
  const t = useText();
  const format = useFormat();
  const names = useStoreNames(sale.storeId);
  return (
    <>
      <PageHead
        title={`${t(kindKey(sale.kind))} ${sale.receiptNumber}`}
        count={format.dateTime(sale.at)}
        lead={
          <PageLink to="/sales" className={styles.back}>
            {t('admin.sale.back')}
          </PageLink>
        }
        actions={
          <a
            className={styles.print}
            href={`/sales/${sale.id}/receipt`}
            target="_blank"
            rel="noreferrer"
          >
            {t('admin.sale.print')}
          </a>
        }
      />
      <Panels>
        <Panel
          title={t('admin.sale.lines')}
          figure={<Money amount={sale.gross} currency={sale.currency} />}
          wide
        >
          <SaleLines sale={sale} />
        </Panel>
        <Panel title={t('admin.sale.about')}>
          <About sale={sale} names={names} />
        </Panel>
        <Panel title={t('admin.sale.receipt')}>
          <Receipt sale={sale} names={names} />
        </Panel>
        <ProofPanel sale={sale} registerCode={names.register(sale.journal.registerId)} />
      </Panels>
    </>
  );
}

type Named = { readonly sale: SaleFile; readonly names: ReturnType<typeof useStoreNames> };

function About({ sale, names }: Named) {
  const t = useText();
  const format = useFormat();
  const { record, currency } = sale;
  const amount = (value: number) => format.amount(minorUnits(value), currency);
  const tenders = record.tenders.map((tender) => ({
    label: t(tenderKey(tender.kind)),
    value: (
      <>
        <Money amount={tender.amount} currency={currency} />{' '}
        <span className={styles.soft}>{tenderNote(tender, { t, amount })}</span>
      </>
    ),
  }));
  const taxes = record.taxTotals.map(({ tax, net, taxAmount }) => ({
    label: `${tax.name} ${format.percent(tax.basisPoints)}`,
    value: t('admin.day.netAndTax', { net: amount(net), tax: amount(taxAmount) }),
  }));
  return (
    <Facts
      rows={[
        { label: t('admin.sales.cashier'), value: names.person(sale.staffId) },
        ...(sale.approvedBy === null
          ? []
          : [{ label: t('admin.sale.approvedBy'), value: names.person(sale.approvedBy) }]),
        ...(record.reason === '' ? [] : [{ label: t('admin.sale.reason'), value: record.reason }]),
        { label: t('admin.sales.register'), value: names.register(sale.journal.registerId) },
        {
          label: t('admin.sale.shift'),
          value: (
            <PageLink to="/shifts" search={{ shift: sale.shiftId }}>
              {t('admin.sale.openShift')}
            </PageLink>
          ),
        },
        ...(sale.customerId === null
          ? []
          : [
              {
                label: t('admin.sale.customer'),
                value: (
                  <PageLink to="/customers" search={{ customer: sale.customerId }}>
                    {t('admin.sale.openCustomer')}
                  </PageLink>
                ),
              },
            ]),
        ...tenders,
        ...(record.cashRounding === 0
          ? []
          : [{ label: t('admin.sale.rounding'), value: amount(record.cashRounding) }]),
        ...taxes,
        ...sale.related.map(({ relation, id, receiptNumber }) => ({
          label: t(relationKey(relation)),
          value: (
            <PageLink to={`/sales/${id}`}>{receiptNumber ?? t('admin.sale.unknown')}</PageLink>
          ),
        })),
        { label: t('admin.sale.received'), value: <When at={sale.receivedAt} /> },
      ]}
    />
  );
}

/** The same text that the printer of the till wrote, from the same data. */
function Receipt({ sale, names }: Named) {
  const t = useText();
  const settings = useQuery({
    queryKey: ['store', sale.storeId],
    queryFn: () => api.stores.get({ id: sale.storeId }),
    staleTime: 60_000,
  });
  if (settings.data === undefined) return <Loading />;
  const { locale } = settings.data;
  const receipt = buildReceipt({
    record: sale.record as never,
    settings: settings.data as never,
    at: sale.at as never,
    registerCode: names.register(sale.journal.registerId),
    cashier: names.person(sale.staffId),
    copy: true,
    training: false,
    proof: sale.journal.hash.slice(0, 16),
    voidsReceiptNumber:
      sale.related.find(({ relation }) => relation === 'voids')?.receiptNumber ?? null,
  });
  return (
    <ReceiptPaper
      label={t('admin.sale.paper')}
      text={receiptText(receipt, { columns: 42, language: receiptLanguageOf(locale) })}
    />
  );
}
