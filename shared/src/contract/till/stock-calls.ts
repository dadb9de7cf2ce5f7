/**
 * Calls of the stock screens: a store admin's place at the till. Everything is on this till's disk
 * when a call answers, with or without a network; documents and journal bring it to the server.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { bulkEditSchema } from '../../catalogue/bulk-edit.ts';
import { itemDocumentSchema, itemFields } from '../../documents/item.ts';
import { storeSettingsDocumentSchema } from '../../documents/reference-data.ts';
import {
  type CategoryId,
  type DeliveryId,
  type ItemId,
  idSchema,
  type StoreId,
  type TransferId,
} from '../../ids.ts';
import { positiveMinorUnitsSchema } from '../../money/minor-units.ts';
import { QUANTITY_MAX } from '../../sale/sale-record.ts';
import { STOCK_LINES_MAX } from '../../stock/stock-entries.ts';
import { textSchema } from '../../text/text-schema.ts';
import { approvalSchema } from './approval.ts';
import {
  countHeadSchema,
  countIdSchema,
  countPartsSchema,
  countReviewSchema,
  countScanSchema,
  partIdSchema,
} from './count-views.ts';
import { changeSetIdSchema, changeSetSchema, undoneSchema } from './import-views.ts';
import {
  INVENTORY_SORTS,
  inventoryFilterSchema,
  inventoryItemSchema,
  inventoryPageSchema,
  inventoryRowSchema,
  itemEventSchema,
  referencesSchema,
  staffRowSchema,
} from './inventory-views.ts';

const nothing = z.strictObject({});
const approval = approvalSchema.optional();
const itemId = idSchema<'Item'>() as z.ZodType<ItemId, ItemId>;
const pieces = z.int().min(1).max(QUANTITY_MAX);
/** Base64 of a picture or a piece of a file; a message holds a million bytes at most. */
const base64 = z
  .string()
  .max(900_000)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/);

export const stockCalls = {
  inventory: {
    /** A page at any place of the list: the order is worked out once and kept until documents change. */
    list: oc
      .input(
        z.strictObject({
          filter: inventoryFilterSchema,
          sort: z.enum(INVENTORY_SORTS),
          descending: z.boolean(),
          offset: z.int().min(0).max(10_000_000),
          limit: z.int().min(1).max(200),
        }),
      )
      .output(inventoryPageSchema),
    item: oc.input(z.strictObject({ id: itemId })).output(inventoryItemSchema),
    /** What a code names, for receiving and counting; CODE_UNKNOWN, CODE_AMBIGUOUS with `details.rows`. */
    byCode: oc
      .input(z.strictObject({ code: textSchema({ min: 1, max: 200 }) }))
      .output(inventoryRowSchema),
    history: oc
      .input(z.strictObject({ id: itemId, limit: z.int().min(1).max(500) }))
      .output(z.strictObject({ events: z.array(itemEventSchema), complete: z.boolean() })),
    references: oc.input(nothing).output(referencesSchema),
    /** A code for a thing without one, of this register alone, so that no other till makes the same. */
    newCode: oc.input(nothing).output(z.strictObject({ code: z.string() })),
    /**
     * A new thing with the pieces that came with it. An empty SKU and no barcode: a code is made.
     * Codes that another thing has already are told in `sameCode`, and taken all the same.
     */
    create: oc
      .input(
        z.strictObject({
          fields: z.strictObject({ ...itemFields, sku: textSchema({ max: 60 }) }),
          pieces: z.int().min(0).max(QUANTITY_MAX),
          printLabel: z.boolean(),
          approval,
        }),
      )
      .output(
        z.strictObject({
          item: itemDocumentSchema,
          onHand: z.int().nullable(),
          sameCode: z.array(z.string()),
          /** `no_printer`: this till has none for labels. */
          label: z.enum(['printed', 'no_printer', 'not_wanted']),
        }),
      ),
    /** Another of the same thing that differs by its options; gets an own code. */
    addVariant: oc
      .input(
        z.strictObject({
          of: itemId,
          options: z
            .array(
              z.strictObject({
                name: textSchema({ min: 1, max: 60 }),
                value: textSchema({ min: 1, max: 120 }),
              }),
            )
            .min(1)
            .max(3),
          pieces: z.int().min(0).max(QUANTITY_MAX),
          approval,
        }),
      )
      .output(z.strictObject({ id: itemId })),
    /** Keeps a picture on this disk, shown at once and sent up when there is a network. */
    keepPicture: oc
      .input(z.strictObject({ jpeg: base64 }))
      .output(z.strictObject({ name: z.string() })),
    printLabels: oc
      .input(
        z.strictObject({ ids: z.array(itemId).min(1).max(500), copies: z.int().min(1).max(100) }),
      )
      .output(z.strictObject({ label: z.enum(['printed', 'no_printer']) })),
    /** Changes many at once: all of them or none. TOO_MANY_ITEMS with `details.max`. */
    bulkEdit: oc
      .input(
        z.strictObject({
          /** Null: all that the filter lets through. */
          ids: z.array(itemId).max(20_000).nullable(),
          filter: inventoryFilterSchema,
          edit: bulkEditSchema,
          approval,
        }),
      )
      .output(changeSetSchema),
    changeSets: oc
      .input(z.strictObject({ limit: z.int().min(1).max(100) }))
      .output(z.array(changeSetSchema)),
    /** Takes a bulk edit or an import back as one; what somebody changed since is left. */
    undo: oc.input(z.strictObject({ id: changeSetIdSchema, approval })).output(undoneSchema),
  },
  goods: {
    receive: oc
      .input(
        z.strictObject({
          deliveryId: idSchema<'Delivery'>() as z.ZodType<DeliveryId, DeliveryId>,
          reference: textSchema({ max: 100 }),
          lines: z
            .array(
              z.strictObject({
                itemId,
                quantity: pieces,
                unitCost: positiveMinorUnitsSchema.nullable(),
              }),
            )
            .min(1)
            .max(STOCK_LINES_MAX),
          approval,
        }),
      )
      .output(z.strictObject({ pieces: z.int(), items: z.int() })),
    /** Sends goods to another store: they leave here at once and count there when it is known. */
    transfer: oc
      .input(
        z.strictObject({
          transferId: idSchema<'Transfer'>() as z.ZodType<TransferId, TransferId>,
          toStoreId: idSchema<'Store'>() as z.ZodType<StoreId, StoreId>,
          note: textSchema({ max: 200 }),
          lines: z
            .array(z.strictObject({ itemId, quantity: pieces }))
            .min(1)
            .max(STOCK_LINES_MAX),
          approval,
        }),
      )
      .output(z.strictObject({ pieces: z.int(), items: z.int() })),
  },
  counts: {
    list: oc.input(nothing).output(z.array(countHeadSchema)),
    start: oc
      .input(
        z.strictObject({
          name: textSchema({ min: 1, max: 60 }),
          categoryId: (idSchema<'Category'>() as z.ZodType<CategoryId, CategoryId>).nullable(),
        }),
      )
      .output(countHeadSchema),
    /** One piece, or `quantity` of them; negative takes back what was scanned by mistake. */
    scan: oc
      .input(
        z.strictObject({
          countId: countIdSchema,
          area: textSchema({ min: 1, max: 60 }),
          code: textSchema({ min: 1, max: 200 }).nullable(),
          itemId: itemId.nullable(),
          quantity: z.int().min(-9_999).max(9_999),
        }),
      )
      .output(countScanSchema),
    review: oc.input(z.strictObject({ countId: countIdSchema })).output(countReviewSchema),
    /** Makes the ledger say what was counted. `zeroMissed`: what nobody scanned is gone. */
    post: oc
      .input(z.strictObject({ countId: countIdSchema, zeroMissed: z.boolean(), approval }))
      .output(countReviewSchema),
    drop: oc.input(z.strictObject({ countId: countIdSchema })).output(nothing),
    /** What other tills counted and handed over. */
    parts: oc.input(nothing).output(countPartsSchema),
    /** Leaves what was counted here to the till that enters it. */
    handOver: oc.input(z.strictObject({ countId: countIdSchema })).output(countHeadSchema),
    takeIn: oc
      .input(z.strictObject({ countId: countIdSchema, partId: partIdSchema }))
      .output(countHeadSchema),
  },
  store: {
    staff: oc.input(nothing).output(z.array(staffRowSchema)),
    settings: oc.input(nothing).output(storeSettingsDocumentSchema),
  },
};
