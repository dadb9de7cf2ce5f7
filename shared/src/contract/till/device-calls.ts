/**
 * Calls about printers. What is to be printed is on disk when a call answers, and comes out when the
 * printer takes it: no call waits for a printer. Setting them up is the right `set_up_devices`.
 * Errors beside the usual ones: NO_PRINTER where none of that kind is set up.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { RECEIPT_CHOICES } from '../../documents/customer.ts';
import { type ItemId, idSchema, type SaleId, type ShiftId } from '../../ids.ts';
import { SHEET_IDS } from '../../labels/sheet-layouts.ts';
import { counterSettingsSchema, deviceSettingsSchema } from '../../printing/device-settings.ts';
import { rasterTextSchema } from '../../printing/raster.ts';
import { emailSchema } from '../receipt-mail.ts';
import { approvalSchema } from './approval.ts';
import { deviceId, devicesViewSchema, foundPrintersSchema, printJobId } from './device-views.ts';

const nothing = z.strictObject({});
const approval = approvalSchema.optional();
const job = z.strictObject({ jobId: printJobId });
const file = z.strictObject({ fileName: z.string(), content: z.string() });
const itemId = idSchema<'Item'>() as z.ZodType<ItemId, ItemId>;
const labelsWanted = z
  .array(z.strictObject({ itemId, count: z.int().min(1).max(500) }))
  .min(1)
  .max(500);
const oneJob = z.strictObject({ jobId: printJobId });
const saleId = idSchema<'Sale'>() as z.ZodType<SaleId, SaleId>;
const shiftId = idSchema<'Shift'>() as z.ZodType<ShiftId, ShiftId>;

export const deviceCalls = {
  devices: {
    list: oc.input(nothing).output(devicesViewSchema),
    /** Makes a printer (`id` null) or changes one. */
    save: oc
      .input(z.strictObject({ id: deviceId.nullable(), settings: deviceSettingsSchema, approval }))
      .output(devicesViewSchema),
    remove: oc.input(z.strictObject({ id: deviceId, approval })).output(devicesViewSchema),
    saveSettings: oc
      .input(z.strictObject({ settings: counterSettingsSchema, approval }))
      .output(devicesViewSchema),
    saveLogo: oc
      .input(z.strictObject({ logo: rasterTextSchema.nullable(), approval }))
      .output(devicesViewSchema),
    /** Looks for printers; takes some seconds. */
    find: oc.input(nothing).output(foundPrintersSchema),
    test: oc.input(z.strictObject({ id: deviceId })).output(job),
    /** The first time it is the receipt, from then on a copy that says so. */
    printReceipt: oc.input(z.strictObject({ saleId })).output(job),
    /** The Z report of a closed shift; null: the X report of the open one. */
    printReport: oc.input(z.strictObject({ shiftId: shiftId.nullable() })).output(job),
    /** Labels of things as they are priced today, at the till's label printer. */
    printLabels: oc.input(z.strictObject({ labels: labelsWanted })).output(job),
    /** The same on sheets of labels, as a PDF in base64. */
    labelSheet: oc
      .input(
        z.strictObject({
          labels: labelsWanted,
          sheet: z.enum(SHEET_IDS),
          /** Labels at the beginning of the first sheet that are used up. */
          skip: z.int().min(0).max(300),
        }),
      )
      .output(file),
    /** A receipt as a PDF in base64. */
    receiptPdf: oc.input(z.strictObject({ saleId })).output(file),
    /** The Z report of a closed shift as a PDF; null: the X report of the open one. */
    reportPdf: oc.input(z.strictObject({ shiftId: shiftId.nullable() })).output(file),
    /** How a customer can have a receipt besides on paper. */
    receiptWays: oc.input(z.strictObject({ saleId })).output(
      z.strictObject({
        /** Where it can be read once the server has the sale, and that as a picture of a code. */
        address: z.string(),
        code: z.string(),
        customer: z
          .strictObject({
            name: z.string(),
            email: z.string(),
            receiptChoice: z.enum(RECEIPT_CHOICES).nullable(),
          })
          .nullable(),
      }),
    ),
    /** Mails a receipt through the server; without a network as soon as there is one. */
    mailReceipt: oc.input(z.strictObject({ saleId, email: emailSchema })).output(job),
    /** Keeps how the customer of a sale wants receipts from now on. Error: NOT_FOUND without one. */
    rememberChoice: oc
      .input(z.strictObject({ saleId, choice: z.enum(RECEIPT_CHOICES) }))
      .output(nothing),
    /** Tries again now: one job, or with null all that waits. */
    retry: oc.input(z.strictObject({ jobId: printJobId.nullable() })).output(devicesViewSchema),
    cancel: oc.input(oneJob).output(devicesViewSchema),
    /** Takes the next job that this window prints as a page; null where there is none. */
    takePage: oc.input(nothing).output(
      z
        .strictObject({
          jobId: printJobId,
          /** Lines of fixed width. */
          text: z.string(),
          /** A picture of its code as a data address; null where it has none. */
          code: z.string().nullable(),
        })
        .nullable(),
    ),
    pageDone: oc.input(z.strictObject({ jobId: printJobId, printed: z.boolean() })).output(nothing),
  },
};
