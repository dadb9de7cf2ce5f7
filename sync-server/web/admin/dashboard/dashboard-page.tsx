import type { DayReport } from '@second-chance/shared/contract/rest/reports.ts';
import type { StoreId } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { addDays } from '@second-chance/shared/time/calendar.ts';
import type { BusinessDay } from '@second-chance/shared/time/time.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useAddress } from '../frame/router.tsx';
import type { PublicStore } from '../frame/store-choice.tsx';
import { Button } from '../parts/button.tsx';
import { LoadFailed, Loading } from '../parts/empty.tsx';
import { Money } from '../parts/money.tsx';
import { NeedsStore } from '../parts/needs-store.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Panel, Panels } from '../parts/panel.tsx';
import { Shares } from '../parts/shares.tsx';
import { tenderKey } from '../sales/sale-words.ts';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { Bars } from './bars.tsx';
import { DayFigures } from './day-figures.tsx';
import { RegistersHealth } from './registers-health.tsx';

/** The day of a store: what it took, with what beside it, and what wants a person. */
export function DashboardPage() {
  return <NeedsStore>{(store) => <Day store={store} />}</NeedsStore>;
}

function Day({ store }: { readonly store: PublicStore }) {
  const t = useText();
  const format = useFormat();
  const [address, setAddress] = useAddress();
  const day = /^\d{4}-\d{2}-\d{2}$/.test(address.day ?? '')
    ? (address.day as BusinessDay)
    : undefined;
  const query = useQuery({
    queryKey: ['day', store.id, day ?? null],
    queryFn: () => api.reports.day({ storeId: store.id, ...(day && { day }) }),
    placeholderData: keepPreviousData,
  });
  const report = query.data as DayReport | undefined;
  const go = (days: number) => setAddress({ day: report && addDays(report.day, days) });
  return (
    <>
      <PageHead
        title={report && !report.today ? format.day(report.day) : t('admin.place.dashboard')}
        {...(report && { count: dayWords(format.words, report.day) })}
        actions={
          <>
            <Button icon="left" label={t('admin.day.before')} onPress={() => go(-1)} />
            <Button
              icon="right"
              label={t('admin.day.after')}
              disabled={report?.today !== false}
              onPress={() => go(1)}
            />
            {report?.today === false && (
              <Button onPress={() => setAddress({ day: undefined })}>
                {t('admin.place.dashboard')}
              </Button>
            )}
          </>
        }
      />
      {report === undefined ? (
        query.error ? (
          <LoadFailed error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading />
        )
      ) : (
        <Report report={report} storeId={store.id} />
      )}
    </>
  );
}

function dayWords(locale: string, day: string): string {
  const words = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return words.format(new Date(`${day}T00:00:00Z`));
}

function Report({ report, storeId }: { readonly report: DayReport; readonly storeId: StoreId }) {
  const t = useText();
  const format = useFormat();
  const { currency } = report;
  const amount = (value: number) => format.amount(minorUnits(value), currency);
  const busiest = report.hours.toSorted((left, right) => right.gross - left.gross)[0];
  const shortDay = new Intl.DateTimeFormat(format.words, { day: 'numeric', timeZone: 'UTC' });
  const twoWeeks = report.days.reduce((sum, { gross }) => sum + gross, 0);
  return (
    <Panels>
      <DayFigures report={report} />
      <Panel
        title={t('admin.day.byHour')}
        figure={
          busiest === undefined
            ? t('admin.day.nothing')
            : t('admin.day.busiest', {
                hour: hourWords(busiest.hour),
                amount: amount(busiest.gross),
              })
        }
      >
        <Bars
          label={t('admin.day.byHour')}
          format={amount}
          rows={wholeHours(report.hours).map(({ hour, gross }) => ({
            label: String(hour),
            value: gross,
            figure: amount(gross),
          }))}
        />
      </Panel>
      <Panel title={t('admin.day.twoWeeks')} figure={amount(twoWeeks)}>
        <Bars
          label={t('admin.day.twoWeeks')}
          format={amount}
          rows={report.days.map(({ day, gross }) => ({
            label: shortDay.format(new Date(`${day}T00:00:00Z`)),
            value: gross,
            figure: amount(gross),
          }))}
        />
      </Panel>
      <Panel title={t('admin.day.tenders')}>
        {report.tenders.length === 0 ? (
          <p>{t('admin.day.nothing')}</p>
        ) : (
          <Shares
            rows={report.tenders.map(({ kind, count, total }) => ({
              key: kind,
              name: t(tenderKey(kind)),
              note: t('admin.day.times', { count }),
              value: total,
              figure: <Money amount={total} currency={currency} />,
            }))}
          />
        )}
      </Panel>
      <Panel title={t('admin.day.categories')}>
        {report.categories.length === 0 ? (
          <p>{t('admin.day.nothing')}</p>
        ) : (
          <Shares
            rows={report.categories.map(({ categoryId, name, itemsSold, gross }) => ({
              key: categoryId ?? '',
              name: name ?? t('admin.day.noCategory'),
              note: t('admin.day.pieces', { count: itemsSold }),
              value: gross,
              figure: <Money amount={gross} currency={currency} />,
            }))}
          />
        )}
      </Panel>
      <RegistersHealth storeId={storeId} />
    </Panels>
  );
}

function hourWords(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

/** Hours between the first and the last sale without any are part of the picture. */
function wholeHours(hours: DayReport['hours']): readonly { hour: number; gross: number }[] {
  const first = hours[0]?.hour ?? 9;
  const last = hours.at(-1)?.hour ?? 18;
  const span = (last - first + 24) % 24;
  const known = new Map(hours.map((row) => [row.hour, row.gross]));
  return Array.from({ length: Math.max(span, 8) + 1 }, (_, step) => {
    const hour = (first + step) % 24;
    return { hour, gross: known.get(hour) ?? 0 };
  });
}
