import { z } from 'zod';

declare const unit: unique symbol;

/** Milliseconds since 1970-01-01T00:00:00Z, as some clock showed it. Never used for order. */
export type EpochMs = number & { readonly [unit]: 'EpochMs' };

/** A day of trade, `YYYY-MM-DD`, as the store counts days (see business-day.ts). */
export type BusinessDay = string & { readonly [unit]: 'BusinessDay' };

export const epochMsSchema = z.int().min(0).max(253_402_300_799_999) as unknown as z.ZodType<
  EpochMs,
  EpochMs
>;

export const businessDaySchema = z.iso.date() as unknown as z.ZodType<BusinessDay, BusinessDay>;
