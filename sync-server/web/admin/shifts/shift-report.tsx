import type { ShiftView } from '@second-chance/shared/contract/rest/reports.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { ReactNode } from 'react';
import { Facts } from '../parts/facts.tsx';
import { Money } from '../parts/money.tsx';
import type { StoreNames } from '../parts/store-people.ts';
import { When } from '../parts/when.tsx';
import { tenderKey } from '../sales/sale-words.ts';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './shift-report.module.css';

/** The figures of an X or Z report, what went on at the drawer, and what does not fit. */
export function ShiftReport({
  shift,
  currency,
  names,
}: {
  readonly shift: ShiftView;
  readonly currency: string;
  readonly names: StoreNames;
}) {
  const t = useText();
  const format = useFormat();
  const { totals, counted, expected, late } = shift;
  const money = (amount: number) => <Money amount={amount} currency={currency} />;
  const counting = (label: string, of: { readonly count: number; readonly total: number }) => (
    <Row label={label} note={format.count(of.count)} value={money(of.total)} />
  );
  return (
    <>
      <Warnings shift={shift} currency={currency} />
      <Facts
        rows={[
          {
            label: t('admin.shifts.opened'),
            value: (
              <>
                <When at={shift.openedAt} />, {names.person(shift.openedBy)}
              </>
            ),
          },
          ...(shift.closedAt === null
            ? []
            : [
                {
                  label: t('admin.shifts.closed'),
                  value: (
                    <>
                      <When at={shift.closedAt} />, {names.person(shift.closedBy)}
                    </>
                  ),
                },
              ]),
        ]}
      />
      <Block title={t('admin.shifts.taken')}>
        {counting(t('admin.sale.kind.sale'), totals.sales)}
        {counting(t('admin.sale.kind.return'), totals.returns)}
        {counting(t('admin.sale.kind.exchange'), totals.exchanges)}
        {counting(t('admin.sale.kind.void'), totals.voids)}
        <Row label={t('admin.shifts.total')} value={money(totals.gross)} strong />
        {totals.taxTotals.map(({ tax, net, taxAmount }) => (
          <Row
            key={`${tax.taxRateId}-${tax.basisPoints}-${tax.scheme}`}
            label={`${tax.name} ${format.percent(tax.basisPoints)}`}
            note={t('admin.day.netAndTax', {
              net: format.amount(net, currency),
              tax: format.amount(taxAmount, currency),
            })}
            value={null}
          />
        ))}
      </Block>
      <Block title={t('admin.day.tenders')}>
        {totals.tenders.map(({ kind, count, total }) => (
          <Row
            key={kind}
            label={t(tenderKey(kind))}
            note={format.count(count)}
            value={money(total)}
          />
        ))}
        {totals.cashRounding !== 0 && (
          <Row label={t('admin.sale.rounding')} value={money(totals.cashRounding)} />
        )}
      </Block>
      <Block title={t('admin.shifts.drawer')}>
        <Row label={t('admin.shifts.float')} value={money(totals.float)} />
        {counting(t('admin.shifts.cashIn'), totals.cashIn)}
        {counting(t('admin.shifts.cashOut'), totals.cashOut)}
        <Row label={t('admin.shifts.expected')} value={money(expected ?? totals.expectedCash)} />
        {counted !== null && (
          <Row label={t('admin.shifts.counted')} value={money(counted)} strong />
        )}
        {counted !== null && expected !== null && (
          <Row
            label={t(
              counted === expected
                ? 'admin.shifts.fits'
                : counted > expected
                  ? 'admin.shifts.over'
                  : 'admin.shifts.shortBy',
            )}
            value={money(counted - expected)}
            strong
          />
        )}
      </Block>
      {shift.drawer.length > 0 && (
        <Block title={t('admin.shifts.events')}>
          {shift.drawer.map((event) => (
            <Row
              key={event.seq}
              label={
                event.kind === 'drawer_opened'
                  ? t('admin.shifts.drawerOpened')
                  : t(event.amount > 0 ? 'admin.shifts.cashIn' : 'admin.shifts.cashOut')
              }
              note={`${event.reason} · ${format.dateTime(event.at)} · ${names.person(event.staffId)}${
                event.approvedBy === null ? '' : ` + ${names.person(event.approvedBy)}`
              }`}
              value={event.kind === 'drawer_opened' ? null : money(event.amount)}
            />
          ))}
        </Block>
      )}
      {late.count > 0 && <p>{t('admin.shifts.lateWhy')}</p>}
    </>
  );
}

function Warnings({ shift, currency }: { readonly shift: ShiftView; readonly currency: string }) {
  const t = useText();
  const format = useFormat();
  const { late, arrivedLate, missingBefore } = shift;
  const words = [
    missingBefore > 0 && t('admin.shifts.gapLong', { count: missingBefore }),
    late.count > 0 &&
      t('admin.shifts.late', {
        count: late.count,
        amount: format.amount(minorUnits(late.total), currency),
      }),
    arrivedLate > 0 && t('admin.shifts.arrivedLate', { count: arrivedLate }),
  ].filter((text) => text !== false);
  if (words.length === 0) return null;
  return (
    <ul className={styles.warnings}>
      {words.map((text) => (
        <li key={text}>▲ {text}</li>
      ))}
    </ul>
  );
}

function Block({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.block}>
      <h3 className={styles.title}>{title}</h3>
      <dl>{children}</dl>
    </section>
  );
}

function Row({
  label,
  note,
  value,
  strong = false,
}: {
  readonly label: string;
  readonly note?: string;
  readonly value: ReactNode;
  readonly strong?: boolean;
}) {
  return (
    <div className={styles.row} data-strong={strong || undefined}>
      <dt>
        {label}
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </dt>
      <dd>{value}</dd>
    </div>
  );
}
