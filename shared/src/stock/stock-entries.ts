/** What the journal says of stock that came, went to another store, or was counted. */
import { z } from 'zod';
import {
  type DeliveryId,
  type ItemId,
  idSchema,
  type StockCountId,
  type StoreId,
  type TransferId,
} from '../ids.ts';
import { positiveMinorUnitsSchema } from '../money/minor-units.ts';
import { QUANTITY_MAX } from '../sale/sale-record.ts';
import { textSchema } from '../text/text-schema.ts';
import { epochMsSchema } from '../time/time.ts';

/** Lines of one entry; what is more goes into the next one. */
export const STOCK_LINES_MAX = 1_000;

const itemId = idSchema<'Item'>() as z.ZodType<ItemId, ItemId>;
const pieces = z.int().min(1).max(QUANTITY_MAX);

export const stockReceivedSchema = z.strictObject({
  deliveryId: idSchema<'Delivery'>() as z.ZodType<DeliveryId, DeliveryId>,
  /** Number of a delivery note or the like; nobody's name. */
  reference: textSchema({ max: 100 }),
  lines: z
    .array(
      z.strictObject({
        itemId,
        quantity: pieces,
        /** What one piece cost; null where nobody said. */
        unitCost: positiveMinorUnitsSchema.nullable(),
      }),
    )
    .min(1)
    .max(STOCK_LINES_MAX),
});

export const stockTransferredSchema = z.strictObject({
  transferId: idSchema<'Transfer'>() as z.ZodType<TransferId, TransferId>,
  toStoreId: idSchema<'Store'>() as z.ZodType<StoreId, StoreId>,
  note: textSchema({ max: 200 }),
  lines: z
    .array(z.strictObject({ itemId, quantity: pieces }))
    .min(1)
    .max(STOCK_LINES_MAX),
});

export const stockCountedSchema = z.strictObject({
  countId: idSchema<'StockCount'>() as z.ZodType<StockCountId, StockCountId>,
  name: textSchema({ min: 1, max: 60 }),
  lines: z
    .array(
      z.strictObject({
        itemId,
        counted: z.int().min(0).max(QUANTITY_MAX),
        /** When the last piece of it was counted. What moved later is not in `counted`. */
        countedAt: epochMsSchema,
        /** What this register's ledger said for that time. */
        expected: z.int(),
      }),
    )
    .min(1)
    .max(STOCK_LINES_MAX),
});
