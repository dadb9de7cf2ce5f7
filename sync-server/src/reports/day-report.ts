import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { DayReport } from '@second-chance/shared/contract/rest/reports.ts';
import type { StoreId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { businessDayAt, hourAt } from '@second-chance/shared/time/business-day.ts';
import { addDays } from '@second-chance/shared/time/calendar.ts';
import type { BusinessDay, EpochMs } from '@second-chance/shared/time/time.ts';
import type { Scope } from '../db/document-repository.ts';
import { countOpen } from '../exceptions/exception-list.ts';
import { findStore } from '../stores/store-repository.ts';
import {
  bestCategories,
  dayFigures,
  dayKinds,
  dayQuarters,
  dayTenders,
  itemsListedOn,
  sumsByDay,
} from './day-repository.ts';

const DAYS_SHOWN = 14;
const CATEGORIES_SHOWN = 6;
const WEEK_MS = 7 * 86_400_000;

/**
 * A business day of a store, beside the same weekday of the week before.
 *
 * Everything is summed from the records of those days by their index: no projection that could
 * differ from them. Errors: NOT_FOUND (store).
 */
export async function dayReport(
  { tx, organizationId }: Scope,
  asked: {
    readonly storeId: StoreId;
    readonly day: BusinessDay | undefined;
    readonly now: EpochMs;
  },
): Promise<Result<DayReport, CodedError>> {
  const { storeId, now } = asked;
  const store = await findStore({ tx, organizationId }, { id: storeId });
  if (!store) return err({ code: 'NOT_FOUND', message: 'There is no such store.' });
  const { currency, timeZone } = store.document;
  const current = businessDayAt(now, store.document);
  const day = asked.day ?? current;
  const place = { organizationId, storeId };
  const before = addDays(day, -7);
  const soFar = day === current ? ((now - WEEK_MS) as EpochMs) : null;
  const whole = await dayFigures(tx, place, { day: before, until: null });
  const open = await countOpen({ tx, organizationId }, storeId);
  return ok({
    day,
    today: day === current,
    currency,
    figures: await dayFigures(tx, place, { day, until: null }),
    lastWeek: {
      day: before,
      whole,
      soFar: soFar === null ? whole : await dayFigures(tx, place, { day: before, until: soFar }),
    },
    ...(await dayKinds(tx, place, day)),
    tenders: [...(await dayTenders(tx, place, day))],
    itemsListed: await itemsListedOn(tx, place, day),
    openExceptions: open.reduce((sum, row) => sum + row.open, 0),
    hours: byHour(await dayQuarters(tx, place, day), timeZone),
    days: everyDay(
      day,
      await sumsByDay(tx, place, { from: addDays(day, 1 - DAYS_SHOWN), to: day }),
    ),
    categories: [...(await bestCategories(tx, place, { day, limit: CATEGORIES_SHOWN }))],
  });
}

/** A business day begins at some hour of the night: its hours stay in the order that they had. */
function byHour(
  quarters: Awaited<ReturnType<typeof dayQuarters>>,
  timeZone: string,
): DayReport['hours'] {
  const hours = new Map<number, { hour: number; records: number; gross: number }>();
  for (const { from, records, gross } of quarters) {
    const hour = hourAt(from, timeZone);
    const sums = hours.get(hour) ?? { hour, records: 0, gross: 0 };
    hours.set(hour, { hour, records: sums.records + records, gross: sums.gross + gross });
  }
  return [...hours.values()];
}

function everyDay(
  last: BusinessDay,
  sums: Awaited<ReturnType<typeof sumsByDay>>,
): DayReport['days'] {
  const known = new Map(sums.map((row) => [row.day, row]));
  return Array.from({ length: DAYS_SHOWN }, (_, index) => {
    const day = addDays(last, index + 1 - DAYS_SHOWN);
    return known.get(day) ?? { day, records: 0, gross: 0 };
  });
}
