import { z } from 'zod';

/**
 * A schema for text that a person typed, kept verbatim: no trimming, no normalization.
 *
 * Refuses what not every store on the way can hold: U+0000 (PostgreSQL) and lone surrogates
 * (SQLite and UTF-8 at large). `min` and `max` count code points, as zod and JSON
 * Schema do.
 */
export function textSchema({ min = 0, max }: { readonly min?: number; readonly max: number }) {
  return z
    .string()
    .min(min)
    .max(max)
    .refine(isStorableText, { error: 'must be well-formed text without U+0000' });
}

/** Whether a text survives UTF-8, SQLite and PostgreSQL unchanged. */
export function isStorableText(text: string): boolean {
  return (
    !text.includes('\u0000') &&
    !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text)
  );
}
