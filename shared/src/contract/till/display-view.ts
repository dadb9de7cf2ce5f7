/** What a customer sees on a screen of their own: the ticket as it grows, then change and thanks. */
import { z } from 'zod';
import { currencyCodeSchema } from '../../money/currency-code.ts';
import { minorUnitsSchema } from '../../money/minor-units.ts';

export const displayViewSchema = z.strictObject({
  /** Null before the till knows its store. */
  store: z
    .strictObject({ name: z.string(), currency: currencyCodeSchema, locale: z.string() })
    .nullable(),
  /** `away`: nobody sells here just now. */
  show: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('away') }),
    z.strictObject({ kind: z.literal('welcome') }),
    z.strictObject({
      kind: z.literal('ticket'),
      lines: z.array(
        z.strictObject({
          lineId: z.string(),
          name: z.string(),
          /** Negative for goods that come back. */
          quantity: z.int(),
          /** Before and after everything that changed the price; the same where nothing did. */
          tag: minorUnitsSchema,
          total: minorUnitsSchema,
        }),
      ),
      pieces: z.int(),
      /** Negative: money goes back. */
      gross: minorUnitsSchema,
    }),
    z.strictObject({
      kind: z.literal('paid'),
      gross: minorUnitsSchema,
      tendered: minorUnitsSchema,
      /** To hand back. */
      change: minorUnitsSchema,
    }),
  ]),
});
export type DisplayView = z.infer<typeof displayViewSchema>;
