/** Calls about parked tickets of the whole store. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { idSchema, type ParkedSaleId } from '../../ids.ts';
import { cartViewSchema, parkedSaleSchema } from './views.ts';

export const parkedOfStoreSchema = z.strictObject({
  tickets: z.array(
    parkedSaleSchema.extend({
      /** The till that set it aside. */
      registerCode: z.string(),
      /** It waits on this till, and no other has it. */
      here: z.boolean(),
    }),
  ),
  /** The server was asked just now; otherwise those of other tills are missing. */
  complete: z.boolean(),
});
export type ParkedOfStore = z.infer<typeof parkedOfStoreSchema>;

export const parkedCalls = {
  parkedTickets: {
    /** What any till of the store has set aside, the latest first. */
    list: oc.input(z.strictObject({})).output(parkedOfStoreSchema),
    /**
     * Takes one back as the ticket, which must be empty; no other till has it from then on.
     * Errors: CART_NOT_EMPTY, NOT_FOUND, PARKED_ELSEWHERE, SERVER_UNREACHABLE where it is with the
     * server and that cannot be asked.
     */
    recall: oc
      .input(
        z.strictObject({ id: idSchema<'ParkedSale'>() as z.ZodType<ParkedSaleId, ParkedSaleId> }),
      )
      .output(cartViewSchema),
  },
};
