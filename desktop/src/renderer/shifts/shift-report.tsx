import type { ShiftReport } from '@second-chance/shared/contract/till-rpc.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { Money } from '../text/money.tsx';
import { sizeOf } from '../text/size-of.ts';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './shift-report.module.css';

/** The figures of an X or Z report. */
export function ShiftReportPaper({ report }: { readonly report: ShiftReport }) {
  const t = useText();
  const format = useFormat();
  const { totals } = report;
  const title =
    report.zNumber === null ? t('shift.xReport') : t('shift.zReport', { number: report.zNumber });
  return (
    <section className={styles.report} data-print aria-label={title}>
      <p className={styles.facts}>
        {title} · {t('report.register')} {report.registerCode} · {format.day(report.businessDay)}
        <br />
        {t('report.opened')} {format.time(report.openedAt)}, {report.openedBy}
        {report.closedAt !== null &&
          ` · ${t('report.closed')} ${format.time(report.closedAt)}, ${report.closedBy ?? ''}`}
      </p>
      {report.difference !== null && <Difference difference={report.difference} />}
      <dl className={styles.figures}>
        <Row words={t('report.sales')} count={totals.sales.count} amount={totals.sales.total} />
        <Row
          words={t('report.returns')}
          count={totals.returns.count}
          amount={totals.returns.total}
        />
        <Row
          words={t('report.exchanges')}
          count={totals.exchanges.count}
          amount={totals.exchanges.total}
        />
        <Row words={t('report.voids')} count={totals.voids.count} amount={totals.voids.total} />
        <Row words={t('report.gross')} amount={totals.gross} strong />
        {totals.loaded !== undefined && (
          <Row
            words={t('report.loaded')}
            count={totals.loaded.count}
            amount={totals.loaded.total}
          />
        )}
        {totals.taxTotals.map(({ tax, taxAmount }) => (
          <Row
            key={`${tax.taxRateId} ${tax.basisPoints} ${tax.scheme}`}
            words={t(`report.taxLine.${tax.scheme}`, {
              name: tax.name,
              percent: format.percent(tax.basisPoints),
            })}
            amount={taxAmount}
          />
        ))}
        {totals.cashRounding !== 0 && (
          <Row words={t('report.rounding')} amount={totals.cashRounding} />
        )}
        {totals.tenders.map(({ kind, count, total }) => (
          <Row key={kind} words={t(`report.tender.${kind}`)} count={count} amount={total} />
        ))}
        <Row words={t('report.float')} amount={totals.float} />
        <Row words={t('report.cashIn')} count={totals.cashIn.count} amount={totals.cashIn.total} />
        <Row
          words={t('report.cashOut')}
          count={totals.cashOut.count}
          amount={totals.cashOut.total}
        />
        <Row words={t('report.drawer')} count={totals.drawerOpenings} />
        {/* Shown only after the count, so that the count stays a count. */}
        {report.counted !== null && (
          <>
            <Row words={t('report.expected')} amount={totals.expectedCash} strong />
            <Row words={t('report.counted')} amount={report.counted} strong />
            {(report.pieces ?? [])
              .filter(({ count }) => count > 0)
              .map(({ value, count }) => (
                <Row key={value} words={format.amount(value)} count={count} />
              ))}
          </>
        )}
      </dl>
      {report.unsentSales > 0 && (
        <p className={styles.unsent}>
          <span aria-hidden="true">▲ </span>
          {t('report.unsent', { count: report.unsentSales })}
        </p>
      )}
    </section>
  );
}

interface RowProps {
  readonly words: string;
  readonly count?: number;
  readonly amount?: MinorUnits;
  readonly strong?: boolean;
}

function Row({ words, count, amount, strong = false }: RowProps) {
  return (
    <div className={styles.row} data-strong={strong || undefined}>
      <dt>{words}</dt>
      <dd className={styles.count}>{count}</dd>
      <dd className={styles.amount}>
        {amount !== undefined && <Money amount={amount} form="plain" />}
      </dd>
    </div>
  );
}

function Difference({ difference }: { readonly difference: MinorUnits }) {
  const t = useText();
  if (difference === 0) {
    return <p className={styles.even}>{t('report.even')}</p>;
  }
  return (
    <p className={styles.off}>
      <span>{t(difference > 0 ? 'report.over' : 'report.short')}</span>{' '}
      <Money amount={sizeOf(difference)} />
    </p>
  );
}
