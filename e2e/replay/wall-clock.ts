import { type EpochMs, epochMsSchema } from '@second-chance/shared/time/time.ts';

/**
 * The instant at which a wall clock in `timeZone` showed `local` (`YYYY-MM-DD HH:MM:SS`). In the
 * hour that a clock change repeats, the first; in the hour that it skips, the same minute after it.
 */
export function instantOf(local: string, timeZone: string): EpochMs {
  const asIfUtc = Date.parse(`${local.replace(' ', 'T')}Z`);
  const guess = asIfUtc - offsetAt(asIfUtc, timeZone);
  return epochMsSchema.parse(asIfUtc - offsetAt(guess, timeZone));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a clock in `timeZone` is ahead of UTC at an instant, in ms. */
function offsetAt(instant: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US-u-hc-h23', {
      timeZone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const part = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
}
