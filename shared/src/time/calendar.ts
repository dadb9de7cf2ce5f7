/** Arithmetic on days of the (proleptic Gregorian) calendar, free of time zones. */
import { assert } from '../assert.ts';
import type { BusinessDay } from './time.ts';

const MS_PER_DAY = 86_400_000;

/** Days since 1970-01-01. A text that is no day asserts. */
export function dayNumber(day: BusinessDay): number {
  const ms = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8)));
  assert(Number.isInteger(ms), `not a day: ${day}`);
  return ms / MS_PER_DAY;
}

/** The day that is `days` later, or earlier where negative. */
export function addDays(day: BusinessDay, days: number): BusinessDay {
  return dayOfNumber(dayNumber(day) + days);
}

/** Days from one day to another; negative where `to` is earlier. */
export function daysBetween({
  from,
  to,
}: {
  readonly from: BusinessDay;
  readonly to: BusinessDay;
}) {
  return dayNumber(to) - dayNumber(from);
}

/** The inverse of `dayNumber`. */
export function dayOfNumber(number: number): BusinessDay {
  assert(Number.isInteger(number), `not a day number: ${number}`);
  // Years that begin in March put the leap day last: 400 of them are 146,097 days.
  const sinceMarch0000 = number + 719_468;
  const era = Math.floor(sinceMarch0000 / 146_097);
  const dayOfEra = sinceMarch0000 - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return businessDay({ year, month, day });
}

/** Writes a day as `YYYY-MM-DD`. */
export function businessDay({ year, month, day }: CivilDay): BusinessDay {
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as BusinessDay;
}

export interface CivilDay {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
