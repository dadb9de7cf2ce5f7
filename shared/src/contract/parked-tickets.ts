/**
 * Tickets that wait for their customers, as tills leave them with the server: `/sync/parked`. One is
 * taken back by exactly one till, which claims it first. Parts of a stock count go from till to till in
 * the same way.
 */
import { z } from 'zod';
import { idSchema, type ParkedSaleId, type StaffId } from '../ids.ts';
import { minorUnitsSchema } from '../money/minor-units.ts';
import { textSchema } from '../text/text-schema.ts';
import { epochMsSchema } from '../time/time.ts';

const facts = {
  id: idSchema<'ParkedSale'>() as z.ZodType<ParkedSaleId, ParkedSaleId>,
  label: textSchema({ max: 60 }),
  parkedAt: epochMsSchema,
  parkedBy: idSchema<'Staff'>() as z.ZodType<StaffId, StaffId>,
  /** Of a count: items. */
  lineCount: z.int().min(1).max(200_000),
  /** Of a count: pieces. */
  total: minorUnitsSchema,
  /** Left out: a ticket. */
  kind: z.enum(['ticket', 'count']).optional(),
};

/** The ticket as its till has it; another till reads what it knows of it. */
const cart = z.record(z.string(), z.unknown());

/** `POST /sync/parked`. Repeating it is harmless. */
export const leaveParkedSchema = z.strictObject({ ...facts, cart });
export type LeaveParked = z.infer<typeof leaveParkedSchema>;

/** Query of `GET /sync/parked`; tills that do not know of counts ask for tickets alone. */
export const parkedQuerySchema = z.object({ kind: z.enum(['ticket', 'count']).optional() });

/** `GET /sync/parked`: what nobody has taken, and what the asking till took and did not say so. */
export const parkedListSchema = z.strictObject({
  parked: z.array(z.strictObject({ ...facts, registerCode: z.string() })).max(500),
});
export type ParkedList = z.infer<typeof parkedListSchema>;

/**
 * `POST /sync/parked/:id/claim`: the ticket, for this till alone from now on. Repeating it answers
 * the same. Errors: NOT_FOUND, PARKED_ELSEWHERE.
 */
export const claimedParkedSchema = z.strictObject({ cart });
