import { z } from 'zod';

/** A BCP 47 tag, for receipts and amounts: `en-GB`, `de-DE`. */
export const localeSchema = z
  .string()
  .min(2)
  .max(35)
  .refine(isLocale, { error: 'must be a BCP 47 tag' });

/** Whether a text is a well-formed tag. What the runtime has no words for, it writes in its own. */
export function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
