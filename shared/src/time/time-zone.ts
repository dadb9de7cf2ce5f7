import { z } from 'zod';

/** An IANA time zone, for example `Europe/Berlin`, that this runtime can tell the time in. */
export const timeZoneSchema = z
  .string()
  .min(1)
  .max(60)
  .refine(isTimeZone, { error: 'must be a time zone' });

/** Whether the clock of a zone can be read; one that newer rules brought may be unknown here. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
