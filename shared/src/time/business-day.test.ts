import { expect, test } from 'vitest';
import { businessDayAt, hourAt, midnightOf } from './business-day.ts';
import type { BusinessDay, EpochMs } from './time.ts';

function dayAt(instant: string, timeZone: string, dayStartsAt = 0): string {
  return businessDayAt(Date.parse(instant) as EpochMs, { timeZone, dayStartsAt });
}

test.for([
  { instant: '2026-03-14T22:59:59.999Z', timeZone: 'Europe/Berlin', day: '2026-03-14' },
  { instant: '2026-03-14T23:00:00Z', timeZone: 'Europe/Berlin', day: '2026-03-15' },
  { instant: '2026-07-14T22:00:00Z', timeZone: 'Europe/Berlin', day: '2026-07-15' },
  { instant: '2026-03-14T23:00:00Z', timeZone: 'America/New_York', day: '2026-03-14' },
  { instant: '2026-12-31T11:00:00Z', timeZone: 'Pacific/Kiritimati', day: '2027-01-01' },
  { instant: '2026-01-01T00:14:59Z', timeZone: 'Asia/Kathmandu', day: '2026-01-01' },
  { instant: '2025-12-31T18:14:59Z', timeZone: 'Asia/Kathmandu', day: '2025-12-31' },
])('at $instant a shop in $timeZone trades on $day', ({ instant, timeZone, day }) => {
  expect(dayAt(instant, timeZone)).toBe(day);
});

test('a bar that counts from four in the morning sells at half past three on the day before', () => {
  expect(dayAt('2026-03-15T02:29:00Z', 'Europe/Berlin', 240)).toBe('2026-03-14');
  expect(dayAt('2026-03-15T02:59:59Z', 'Europe/Berlin', 240)).toBe('2026-03-14');
  expect(dayAt('2026-03-15T03:00:00Z', 'Europe/Berlin', 240)).toBe('2026-03-15');
});

test('the first of the year goes back to the last of the year before', () => {
  expect(dayAt('2026-01-01T01:00:00Z', 'Europe/Berlin', 240)).toBe('2025-12-31');
});

// Berlin: on 2026-03-29 the clock jumps from 02:00 to 03:00.
test('a start that summer time skips is at the jump', () => {
  expect(dayAt('2026-03-29T00:59:59Z', 'Europe/Berlin', 150)).toBe('2026-03-28');
  expect(dayAt('2026-03-29T01:00:00Z', 'Europe/Berlin', 150)).toBe('2026-03-29');
});

// Berlin: on 2026-10-25 the clock goes from 03:00 back to 02:00 at 01:00 UTC.
test.for([
  { instant: '2026-10-25T00:29:00Z', wall: '02:29, first time', day: '2026-10-24' },
  { instant: '2026-10-25T00:30:00Z', wall: '02:30, first time', day: '2026-10-25' },
  { instant: '2026-10-25T01:10:00Z', wall: '02:10, second time', day: '2026-10-25' },
  { instant: '2026-10-25T01:30:00Z', wall: '02:30, second time', day: '2026-10-25' },
])('with a start at 02:30, $wall is $day: days do not run backwards', ({ instant, day }) => {
  expect(dayAt(instant, 'Europe/Berlin', 150)).toBe(day);
});

test('days never run backwards through a year, whatever minute they start at', () => {
  for (const timeZone of [
    'Europe/Berlin',
    'America/Havana',
    'Australia/Lord_Howe',
    'Asia/Beirut',
  ]) {
    for (const dayStartsAt of [0, 20, 119, 150]) {
      let before = '';
      for (let at = Date.UTC(2026, 2, 1); at < Date.UTC(2026, 10, 10); at += 900_000) {
        // A quarter of an hour steps into each hour that is lived twice several times.
        if (!isNearChange(at)) continue;
        const day = businessDayAt(at as EpochMs, { timeZone, dayStartsAt });
        expect(day >= before, `${timeZone} ${dayStartsAt} ${new Date(at).toISOString()}`).toBe(
          true,
        );
        before = day;
      }
    }
  }
});

/** Only the days around which clocks change are worth the time. */
function isNearChange(at: number): boolean {
  const date = new Date(at);
  const [month, day] = [date.getUTCMonth(), date.getUTCDate()];
  return (month === 2 && (day <= 9 || day >= 28)) || (month === 3 && day <= 6) || isAutumn(date);
}

function isAutumn(date: Date): boolean {
  const [month, day] = [date.getUTCMonth(), date.getUTCDate()];
  return (month === 9 && (day <= 5 || day >= 23)) || (month === 10 && day <= 3);
}

test('the hour on the wall is that of the zone, also where it is half an hour off', () => {
  const noon = Date.UTC(2026, 5, 1, 12, 10) as EpochMs;
  expect(hourAt(noon, 'UTC')).toBe(12);
  expect(hourAt(noon, 'Europe/Berlin')).toBe(14);
  expect(hourAt(noon, 'Asia/Kathmandu')).toBe(17);
  expect(hourAt((noon + 12 * 3_600_000) as EpochMs, 'UTC')).toBe(0);
});

test.for([
  { day: '2026-11-26', timeZone: 'Europe/Berlin', begins: '2026-11-25T23:00:00.000Z' },
  { day: '2026-07-15', timeZone: 'America/New_York', begins: '2026-07-15T04:00:00.000Z' },
  { day: '2026-10-25', timeZone: 'Europe/Berlin', begins: '2026-10-24T22:00:00.000Z' },
  { day: '2027-01-01', timeZone: 'Pacific/Kiritimati', begins: '2026-12-31T10:00:00.000Z' },
  // Summer time skips midnight there.
  { day: '2026-04-24', timeZone: 'Africa/Cairo', begins: '2026-04-23T22:00:00.000Z' },
])('in $timeZone the $day begins at $begins', ({ day, timeZone, begins }) => {
  const at = midnightOf(day as BusinessDay, timeZone);
  expect(new Date(at).toISOString()).toBe(begins);
  expect(businessDayAt(at, { timeZone, dayStartsAt: 0 })).toBe(day);
});
