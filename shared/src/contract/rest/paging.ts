import { z } from 'zod';

/** Lists answer a page and, where more exists, the cursor of the next. Cursors are opaque. */
export const pageInput = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
} as const;

export function pageOf<T extends z.ZodType>(row: T) {
  return z.strictObject({ rows: z.array(row), nextCursor: z.string().nullable() });
}
