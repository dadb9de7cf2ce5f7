/**
 * The journal: what happened at a register, in order, signed. An entry is written once and never
 * changed. Integers only and no personal data, so that a person can be erased and the chain holds.
 */
import { z } from 'zod';
import {
  type ItemId,
  idSchema,
  type OrganizationId,
  type RegisterId,
  type ShiftId,
  type StaffId,
  type StoreId,
} from '../ids.ts';
import { minorUnitsSchema, positiveMinorUnitsSchema } from '../money/minor-units.ts';
import { QUANTITY_MAX, saleRecordSchema } from '../sale/sale-record.ts';
import { shiftTotalsSchema } from '../sale/shift-totals-schema.ts';
import {
  stockCountedSchema,
  stockReceivedSchema,
  stockTransferredSchema,
} from '../stock/stock-entries.ts';
import { textSchema } from '../text/text-schema.ts';
import { businessDaySchema, epochMsSchema } from '../time/time.ts';

/** `live` counts; `training` has its own chain, the same screens, and stands in no total. */
export const chainSchema = z.enum(['live', 'training']);
export type Chain = z.infer<typeof chainSchema>;

/** SHA-256 in lower-case hex. */
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** `prevHash` of the first entry of a chain. */
export const GENESIS_HASH = '0'.repeat(64);

const shiftId = idSchema<'Shift'>() as z.ZodType<ShiftId, ShiftId>;

export const STOCK_ADJUST_REASONS = [
  'damaged',
  'lost',
  'stolen',
  'found',
  'donated',
  'correction',
  'other',
] as const;
export type StockAdjustReason = (typeof STOCK_ADJUST_REASONS)[number];

/** The payload of each entry type. A type once released keeps its meaning for ever. */
export const PAYLOAD_SCHEMAS = {
  /** A drawer was opened for a shift with this much cash in it. */
  shift_opened: z.strictObject({ shiftId, float: positiveMinorUnitsSchema }),
  /** Cash put into the drawer (positive) or taken out (negative) outside of sales. */
  cash_moved: z.strictObject({
    shiftId,
    amount: minorUnitsSchema,
    reason: textSchema({ min: 1, max: 200 }),
  }),
  /** The drawer was kicked open without a sale. */
  drawer_opened: z.strictObject({ shiftId, reason: textSchema({ min: 1, max: 200 }) }),
  /** The drawer was counted and the shift closed: the Z report. */
  shift_closed: z.strictObject({
    shiftId,
    /** Of this register, from 1, without gaps over all its epochs. */
    zNumber: z.int().min(1),
    counted: positiveMinorUnitsSchema,
    expected: minorUnitsSchema,
    /** `counted − expected`: over is positive, short negative. */
    difference: minorUnitsSchema,
    totals: shiftTotalsSchema,
    /** How many of each note and coin were counted, by its value; absent where only a sum was. */
    pieces: z
      .array(z.strictObject({ value: positiveMinorUnitsSchema, count: z.int().min(0).max(99_999) }))
      .max(40)
      .optional(),
  }),
  /** Paid: a sale, a return, an exchange or a void. */
  sale_completed: saleRecordSchema,
  /** Stock set right by a person; `quantity` is the signed change. */
  stock_adjusted: z.strictObject({
    itemId: idSchema<'Item'>() as z.ZodType<ItemId, ItemId>,
    quantity: z
      .int()
      .min(-QUANTITY_MAX)
      .max(QUANTITY_MAX)
      .refine((quantity) => quantity !== 0),
    reason: z.enum(STOCK_ADJUST_REASONS),
    note: textSchema({ max: 200 }),
  }),
  /** Goods came into the store. */
  stock_received: stockReceivedSchema,
  /** Goods left for another store, where they count from now on. */
  stock_transferred: stockTransferredSchema,
  /** Goods were counted: what was there, and when. */
  stock_counted: stockCountedSchema,
} as const;

export type EntryType = keyof typeof PAYLOAD_SCHEMAS;
export type PayloadOf<T extends EntryType> = z.infer<(typeof PAYLOAD_SCHEMAS)[T]>;

/** The part of an entry that is the same for all types, and that the hash covers with the payload. */
export const entryHeadSchema = z.strictObject({
  organizationId: idSchema<'Organization'>() as z.ZodType<OrganizationId, OrganizationId>,
  storeId: idSchema<'Store'>() as z.ZodType<StoreId, StoreId>,
  registerId: idSchema<'Register'>() as z.ZodType<RegisterId, RegisterId>,
  /** Counts the register's enrolments, from 1. Each epoch has its own key and its own chains. */
  epoch: z.int().min(1),
  chain: chainSchema,
  /** From 1 within register, epoch and chain, without gaps. */
  seq: z.int().min(1),
  /** Not an enum: a newer till may send a type that this server only stores. */
  type: z.string().regex(/^[a-z][a-z_]{0,59}$/),
  at: epochMsSchema,
  businessDay: businessDaySchema,
  staffId: (idSchema<'Staff'>() as z.ZodType<StaffId, StaffId>).nullable(),
  /** Who allowed what `staffId` may not do alone. */
  approvedBy: (idSchema<'Staff'>() as z.ZodType<StaffId, StaffId>).nullable(),
  payload: z.record(z.string(), z.unknown()),
  prevHash: hashSchema,
});

/** An entry as it lies on the till's disk and travels. `payload` is parsed by its type elsewhere. */
export const signedEntrySchema = entryHeadSchema.extend({
  hash: hashSchema,
  /** Ed25519 over the 32 bytes of `hash`, base64url without padding. */
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
  /** RFC 7638 thumbprint of the register's public key. */
  keyId: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});

/** An entry whose payload is not looked at yet. */
export type RawEntry = z.infer<typeof entryHeadSchema>;
export type SignedEntry = z.infer<typeof signedEntrySchema>;
