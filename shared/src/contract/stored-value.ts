/** What a till asks the server about gift cards and credits: `GET /sync/stored-value/:id`. */
import { z } from 'zod';
import { idSchema, type StoredValueId } from '../ids.ts';
import { currencyCodeSchema } from '../money/currency-code.ts';
import { minorUnitsSchema } from '../money/minor-units.ts';

export const storedValueBalanceSchema = z.strictObject({
  accountId: idSchema<'StoredValue'>() as z.ZodType<StoredValueId, StoredValueId>,
  /** Whether any journal ever named it. */
  known: z.boolean(),
  /** Below zero where tills without a network spent more than there was. */
  balance: minorUnitsSchema,
  /** Null while it is not known. */
  currency: currencyCodeSchema.nullable(),
  /** How much of the asking register's live journal is in the balance. */
  applied: z.strictObject({ epoch: z.int().min(0), seq: z.int().min(0) }),
});
export type StoredValueBalance = z.infer<typeof storedValueBalanceSchema>;
