/**
 * Calls about printers. What is to be printed is on disk when a call answers, and comes out when the
 * printer takes it: no call waits for a printer. Setting them up is the right `set_up_devices`.
 * Errors beside the usual ones: NO_PRINTER where none of that kind is set up.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { idSchema, type SaleId, type ShiftId } from '../../ids.ts';
import { counterSettingsSchema, deviceSettingsSchema } from '../../printing/device-settings.ts';
import { rasterTextSchema } from '../../printing/raster.ts';
import { approvalSchema } from './approval.ts';
import { deviceId, devicesViewSchema, foundPrintersSchema, printJobId } from './device-views.ts';

const nothing = z.strictObject({});
const approval = approvalSchema.optional();
const job = z.strictObject({ jobId: printJobId });
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
    /** Tries again now: one job, or with null all that waits. */
    retry: oc.input(z.strictObject({ jobId: printJobId.nullable() })).output(devicesViewSchema),
    cancel: oc.input(oneJob).output(devicesViewSchema),
    /** Takes the next job that this window prints as a page; null where there is none. */
    takePage: oc
      .input(nothing)
      .output(z.strictObject({ jobId: printJobId, html: z.string() }).nullable()),
    pageDone: oc.input(z.strictObject({ jobId: printJobId, printed: z.boolean() })).output(nothing),
  },
};
