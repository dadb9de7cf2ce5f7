import type { DayReport } from '@second-chance/shared/contract/rest/reports.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { ReactNode } from 'react';
import { PageLink } from '../frame/router.tsx';
import { Money } from '../parts/money.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './day-figures.module.css';

/** The figures of a day, the most important first and largest. */
export function DayFigures({ report }: { readonly report: DayReport }) {
  const t = useText();
  const format = useFormat();
  const { currency, figures, returns, voids, openExceptions } = report;
  return (
    <section className={styles.figures} aria-label={t('admin.day.figures')}>
      <div className={styles.sold}>
        <p className={styles.label}>{t('admin.day.sold')}</p>
        <p className={styles.large}>
          <Money amount={figures.gross} currency={currency} />
        </p>
        <p className={styles.soft}>
          {t('admin.day.netAndTax', {
            net: format.amount(minorUnits(figures.net), currency),
            tax: format.amount(minorUnits(figures.tax), currency),
          })}
        </p>
        <Beside report={report} />
      </div>
      <dl className={styles.rest}>
        <Figure label={t('admin.day.records')} value={format.count(figures.records)} />
        <Figure label={t('admin.day.itemsSold')} value={format.count(figures.itemsSold)} />
        <Figure label={t('admin.day.itemsListed')} value={format.count(report.itemsListed)} />
        <Figure
          label={t('admin.day.returns')}
          value={<Money amount={returns.total} currency={currency} />}
          {...(returns.count > 0 && { note: t('admin.day.times', { count: returns.count }) })}
        />
        <Figure
          label={t('admin.day.voids')}
          value={<Money amount={voids.total} currency={currency} />}
          {...(voids.count > 0 && { note: t('admin.day.times', { count: voids.count }) })}
        />
        <Figure
          label={t('admin.day.exceptions')}
          value={
            <PageLink to="/exceptions" className={styles.link}>
              {openExceptions > 0 && <span aria-hidden="true">▲ </span>}
              {format.count(openExceptions)}
            </PageLink>
          }
          waiting={openExceptions > 0}
        />
      </dl>
    </section>
  );
}

/** The same weekday last week; today up to the time that it is now, so that it compares like with like. */
function Beside({ report }: { readonly report: DayReport }) {
  const t = useText();
  const format = useFormat();
  const { currency, figures, lastWeek, today } = report;
  const then = lastWeek.soFar.gross;
  const amount = (value: number) => format.amount(minorUnits(value), currency);
  if (then <= 0) return <p className={styles.soft}>{t('admin.day.nothingThen')}</p>;
  const change = Math.round(((figures.gross - then) / then) * 10_000);
  const sign = change > 0 ? '+' : change < 0 ? '−' : '±';
  return (
    <p className={styles.beside}>
      <strong data-fell={change < 0 || undefined}>
        {sign}
        {format.percent(Math.round(Math.abs(change) / 100) * 100)}
      </strong>{' '}
      {t(today ? 'admin.day.besideSoFar' : 'admin.day.beside', {
        day: new Intl.DateTimeFormat(format.words, {
          weekday: 'long',
          day: 'numeric',
          month: 'short',
          timeZone: 'UTC',
        }).format(new Date(`${lastWeek.day}T00:00:00Z`)),
        amount: amount(then),
        whole: amount(lastWeek.whole.gross),
      })}
    </p>
  );
}

function Figure({
  label,
  value,
  note,
  waiting = false,
}: {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: string;
  readonly waiting?: boolean;
}) {
  return (
    <div className={styles.figure} data-waiting={waiting || undefined}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>
        {value}
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </dd>
    </div>
  );
}
