/**
 * What one till counted of a stock count, on its way to the till that enters it. It lies at the server
 * as parked tickets do (parked-tickets.ts, kind `count`), and is taken by exactly one till.
 */
import { z } from 'zod';
import { type CategoryId, type ItemId, idSchema, type StaffId } from '../ids.ts';
import { textSchema } from '../text/text-schema.ts';
import { epochMsSchema } from '../time/time.ts';

export const countPartSchema = z.strictObject({
  name: textSchema({ min: 1, max: 60 }),
  categoryId: (idSchema<'Category'>() as z.ZodType<CategoryId, CategoryId>).nullable(),
  startedAt: epochMsSchema,
  lines: z.array(
    z.strictObject({
      itemId: idSchema<'Item'>() as z.ZodType<ItemId, ItemId>,
      area: textSchema({ min: 1, max: 60 }),
      staffId: idSchema<'Staff'>() as z.ZodType<StaffId, StaffId>,
      pieces: z.int().min(0),
      lastAt: epochMsSchema,
    }),
  ),
});
export type CountPart = z.infer<typeof countPartSchema>;
