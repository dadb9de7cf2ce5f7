/** Days that are unlike others of their weekday, as a person types them. */
import type { StoreProfile } from '@second-chance/shared/documents/store-profile.ts';
import { businessDaySchema } from '@second-chance/shared/time/time.ts';
import { hoursText, readHours } from './hours.ts';

export interface SpecialDayDraft {
  /** Tells rows apart while their days are typed. */
  readonly key: number;
  readonly day: string;
  readonly hours: string;
  readonly note: string;
}

type SpecialDays = StoreProfile['specialDays'];

export function draftOfDays(days: SpecialDays): readonly SpecialDayDraft[] {
  return days.map(({ day, openings, note }, key) => ({
    key,
    day,
    note,
    hours: hoursText(openings),
  }));
}

/** The days in their order; null where one cannot be read or stands there twice. */
export function readSpecialDays(drafts: readonly SpecialDayDraft[]): SpecialDays | null {
  const days = drafts.map(({ day, hours, note }) => {
    const date = businessDaySchema.safeParse(day);
    const openings = readHours(hours);
    return date.success && openings !== null
      ? { day: date.data, openings: [...openings], note: note.trim() }
      : null;
  });
  const right = days.filter((day) => day !== null);
  const once = new Set(right.map(({ day }) => day)).size === drafts.length;
  return right.length === drafts.length && once
    ? right.toSorted((one, other) => (one.day < other.day ? -1 : 1))
    : null;
}
