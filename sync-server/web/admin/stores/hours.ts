/** Hours of a day as a person types them: `9:00-13:00, 14:30-18:00`. */
import type { Opening } from '@second-chance/shared/documents/store-profile.ts';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export function hoursText(openings: readonly Opening[]): string {
  return openings.map(({ opens, closes }) => `${clock(opens)}–${clock(closes)}`).join(', ');
}

/** Openings of a typed day; none where it is empty, null where it cannot be read. */
export function readHours(text: string): readonly Opening[] | null {
  if (text.trim() === '') return [];
  const openings = text.split(/[,;]/).map(readOpening);
  const ascending = openings.every(
    (opening, place) => opening !== null && opening.opens >= (openings[place - 1]?.closes ?? 0),
  );
  return ascending && openings.length <= 4 ? openings.filter((each) => each !== null) : null;
}

function readOpening(text: string): Opening | null {
  const match = /^\s*(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?\s*$/.exec(text);
  if (match === null) return null;
  const [, fromHour = '', fromMinute = '0', toHour = '', toMinute = '0'] = match;
  const opens = Number(fromHour) * 60 + Number(fromMinute);
  const closes = Number(toHour) * 60 + Number(toMinute);
  const minutes = Number(fromMinute) < 60 && Number(toMinute) < 60;
  return minutes && opens < closes && closes <= 1_440 ? { opens, closes } : null;
}

function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
