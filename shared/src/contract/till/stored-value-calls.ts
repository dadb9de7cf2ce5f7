/** Calls about gift cards and credits: their balances, loading, spending, giving back. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { type CustomerId, idSchema, type StoredValueId } from '../../ids.ts';
import { minorUnitsSchema, positiveMinorUnitsSchema } from '../../money/minor-units.ts';
import { STORED_VALUE_KINDS } from '../../stored-value/movements.ts';
import { epochMsSchema } from '../../time/time.ts';
import { cartViewSchema } from './views.ts';

const accountId = idSchema<'StoredValue'>() as z.ZodType<StoredValueId, StoredValueId>;

export const storedValueViewSchema = z.strictObject({
  accountId,
  kind: z.enum(STORED_VALUE_KINDS),
  /** The end of its code. */
  hint: z.string(),
  /** Null where nothing is known of it and the server cannot be asked. */
  balance: minorUnitsSchema.nullable(),
  /** When the server last said so; null where it never did. */
  answeredAt: epochMsSchema.nullable(),
  /** The server has answered just now. */
  fresh: z.boolean(),
  /** What may be spent of it on the open ticket, after what it already pays there. */
  spendable: positiveMinorUnitsSchema,
});
export type StoredValueView = z.infer<typeof storedValueViewSchema>;

export const storedValueCalls = {
  storedValue: {
    /**
     * What is known of a gift card by its code, of a customer's credit, or of the credit that a
     * receipt gave. Asks the server if it can be reached within a moment.
     * Errors: CARD_CODE_INVALID, NOT_FOUND (customer).
     */
    lookUp: oc
      .input(
        z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('gift_card'), code: z.string().min(1).max(60) }),
          z.strictObject({
            kind: z.literal('customer'),
            customerId: idSchema<'Customer'>() as z.ZodType<CustomerId, CustomerId>,
          }),
          z.strictObject({ kind: z.literal('receipt'), receiptNumber: z.string().min(1).max(60) }),
        ]),
      )
      .output(storedValueViewSchema),
    /**
     * Puts money for a gift card on the ticket; without a code a new card is made, whose code
     * shows on the line. It is loaded once the ticket is paid.
     */
    load: oc
      .input(
        z.strictObject({
          code: z.string().min(1).max(60).nullable(),
          amount: positiveMinorUnitsSchema,
        }),
      )
      .output(cartViewSchema),
    /**
     * Lets a card or credit that was looked up pay part of the ticket; 0 takes it off again.
     * Errors: NOT_FOUND, BALANCE_TOO_SMALL with `details.spendable`, TENDER_TOO_LARGE.
     */
    spend: oc
      .input(z.strictObject({ accountId, amount: positiveMinorUnitsSchema }))
      .output(cartViewSchema),
  },
};
