import { z } from 'zod';

declare const kind: unique symbol;

/** An ISO 4217 alphabetic code, for example `EUR`. `currency.ts` knows its decimals. */
export type CurrencyCode = string & { readonly [kind]: 'CurrencyCode' };

export const currencyCodeSchema = z.string().regex(/^[A-Z]{3}$/) as unknown as z.ZodType<
  CurrencyCode,
  CurrencyCode
>;
