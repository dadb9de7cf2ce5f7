import type { Opening } from '@second-chance/shared/documents/store-profile.ts';
import { dayNumber } from '@second-chance/shared/time/calendar.ts';
import type { BusinessDay } from '@second-chance/shared/time/time.ts';
import type { StoreView } from '../views/frame-view.ts';
import { clockOf, type PageText, shortDay } from './page-text.ts';

interface Props {
  readonly store: StoreView;
  readonly text: PageText;
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
type Weekday = (typeof WEEKDAYS)[number];

/** Monday is 1; 1970-01-01 was a Thursday. */
function weekdayOf(day: BusinessDay): Weekday {
  return WEEKDAYS[(((dayNumber(day) + 3) % 7) + 7) % 7] ?? 1;
}

export function hasHours({ hours }: StoreView): boolean {
  return hours.some((openings) => openings.length > 0);
}

/** Today's hours in one line: `Wednesday 10:00–18:00`. */
export function HoursToday({ store, text: { t } }: Props) {
  if (!hasHours(store)) return null;
  const day = weekdayOf(store.today);
  const special = store.specialDays.find((one) => one.day === store.today);
  const openings = special?.openings ?? store.hours[day - 1] ?? [];
  return (
    <p className="hours-today">
      {t(`day.${day}`)} {spans(openings, store.locale) || t('store.closed')}
    </p>
  );
}

/** The hours of a week, today marked, and days that are unlike others. */
export function Hours({ store, text: { t } }: Props) {
  if (!hasHours(store)) return <p>{t('store.noHours')}</p>;
  const today = weekdayOf(store.today);
  const special = store.specialDays.filter(({ day }) => day >= store.today);
  return (
    <>
      <table className="hours">
        <tbody>
          {WEEKDAYS.map((day) => (
            <tr key={day} className={day === today ? 'today' : undefined}>
              <th scope="row">{t(`day.${day}`)}</th>
              <td>{spans(store.hours[day - 1] ?? [], store.locale) || t('store.closed')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {special.length > 0 && (
        <>
          <h3>{t('store.special')}</h3>
          <table className="hours">
            <tbody>
              {special.map(({ day, openings, note }) => (
                <tr key={day}>
                  <th scope="row">{shortDay(day, store.locale)}</th>
                  <td>
                    {spans(openings, store.locale) || t('store.closed')}
                    {note !== '' && <span className="quiet"> {note}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  );
}

function spans(openings: readonly Opening[], locale: string): string {
  return openings
    .map(({ opens, closes }) => `${clockOf(opens, locale)}–${clockOf(closes, locale)}`)
    .join(', ');
}
