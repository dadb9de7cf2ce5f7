import { assert } from '../assert.ts';
import { addDays, businessDay, dayNumber } from './calendar.ts';
import type { BusinessDay, EpochMs } from './time.ts';

/** How a store counts its days. */
export interface DayCounting {
  /** IANA name, for example `Europe/Berlin`. */
  readonly timeZone: string;
  /** Minutes after local midnight at which the business day begins. */
  readonly dayStartsAt: number;
}

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;

/**
 * The business day that an instant belongs to.
 *
 * A day begins when the clock on the wall first shows `dayStartsAt`, and lasts until the next one
 * begins. Where summer time skips that time, the day begins with the jump; where the hour is lived
 * twice, it begins in the first of the two, so that days never run backwards.
 */
export function businessDayAt(at: EpochMs, { timeZone, dayStartsAt }: DayCounting): BusinessDay {
  const now = wallClock(at, timeZone);
  if (now.minutes >= dayStartsAt) return now.day;
  return hasBegunBefore(at, now, { timeZone, dayStartsAt }) ? now.day : addDays(now.day, -1);
}

/** The hour that a clock on the wall shows, 0 to 23. An unknown time zone throws RangeError. */
export function hourAt(at: EpochMs, timeZone: string): number {
  return Math.floor(wallClock(at, timeZone).minutes / 60);
}

/**
 * When a civil day begins: local midnight, or the jump where summer time skips midnight. An unknown
 * time zone throws RangeError.
 */
export function midnightOf(day: BusinessDay, timeZone: string): EpochMs {
  const wanted = dayNumber(day) * 1_440;
  const ahead = (at: number) => {
    const shown = wallClock(at, timeZone);
    return (dayNumber(shown.day) * 1_440 + shown.minutes - wanted) * MS_PER_MINUTE;
  };
  const near = wanted * MS_PER_MINUTE - ahead(wanted * MS_PER_MINUTE);
  const exact = near - ahead(near);
  return (ahead(exact) === 0 ? exact : Math.max(near, exact)) as EpochMs;
}

/** True where the clock already showed the start of `now.day` and was then put back. */
function hasBegunBefore(at: number, now: WallClock, { timeZone, dayStartsAt }: DayCounting) {
  const dayBefore = wallClock(at - MS_PER_DAY, timeZone);
  const offset = dayNumber(dayBefore.day) * 1_440 + dayBefore.minutes - minutesOf(at - MS_PER_DAY);
  const firstStart = (dayNumber(now.day) * 1_440 + dayStartsAt - offset) * MS_PER_MINUTE;
  if (firstStart > at) return false;
  const then = wallClock(firstStart, timeZone);
  return then.day === now.day && then.minutes === dayStartsAt;
}

interface WallClock {
  readonly day: BusinessDay;
  /** Since local midnight. */
  readonly minutes: number;
}

/** What a clock on the wall shows, to the minute. An unknown time zone throws RangeError. */
function wallClock(at: number, timeZone: string): WallClock {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(at)) {
    if (type !== 'literal') parts[type] = Number(value);
  }
  const { year, month, day, hour, minute } = parts;
  assert(
    year !== undefined &&
      month !== undefined &&
      day !== undefined &&
      hour !== undefined &&
      minute !== undefined,
    'the clock has all its hands',
  );
  return { day: businessDay({ year, month, day }), minutes: hour * 60 + minute };
}

function minutesOf(at: number): number {
  return Math.floor(at / MS_PER_MINUTE);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formatters.set(timeZone, formatter);
  return formatter;
}
