import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  priceScheduleDocumentSchema,
  staffDocumentSchema,
  storeSettingsDocumentSchema,
  storeSettingsFields,
  taxRateDocumentSchema,
} from '../../documents/reference-data.ts';
import { idSchema, type RegisterId, type StaffId, type StoreId } from '../../ids.ts';
import { signedEntrySchema } from '../../journal/entry.ts';
import { staffRoleSchema } from '../../people/roles.ts';
import { textSchema } from '../../text/text-schema.ts';
import { epochMsSchema } from '../../time/time.ts';
import { pageInput } from './paging.ts';

const storeId = idSchema<'Store'>() as z.ZodType<StoreId, StoreId>;
const staffId = idSchema<'Staff'>() as z.ZodType<StaffId, StaffId>;
const registerId = idSchema<'Register'>() as z.ZodType<RegisterId, RegisterId>;
const revision = z.int().min(1);

export const storeViewSchema = storeSettingsDocumentSchema.extend({
  revision,
  /** A closed store takes no new tills and is not shown to customers. */
  closedAt: epochMsSchema.nullable(),
});
/** What anyone may know of a store. */
export const publicStoreSchema = storeSettingsDocumentSchema
  .pick({
    id: true,
    code: true,
    name: true,
    addressLines: true,
    currency: true,
    locale: true,
    timeZone: true,
  })
  .extend({
    /** Only to those who run it: nobody else is shown a closed store. */
    closedAt: epochMsSchema.optional(),
  });

export const staffViewSchema = staffDocumentSchema
  .omit({ pinHash: true })
  .extend({ hasPin: z.boolean(), revision });

/** Four to eight digits. */
export const pinSchema = z.string().regex(/^[0-9]{4,8}$/);

export const registerViewSchema = z.strictObject({
  id: registerId,
  storeId,
  code: z.string(),
  name: z.string(),
  /** 0 before the first enrolment. */
  epoch: z.int().min(0),
  state: z.enum(['awaiting_enrolment', 'enrolled', 'frozen', 'revoked']),
  lastContactAt: epochMsSchema.nullable(),
  appVersion: z.string().nullable(),
  /** Acknowledged entries of the live chain of the current epoch. */
  acknowledgedSeq: z.int().min(0),
  /** As the till told with its latest contact; null: it never did. */
  unsentEntries: z.int().min(0).nullable(),
  oldestUnsentAt: epochMsSchema.nullable(),
});

const tags = ['Stores'];

export const storesContract = {
  stores: {
    list: oc
      .route({ method: 'GET', path: '/stores', tags, summary: 'Stores, with what anyone may know' })
      .output(z.strictObject({ rows: z.array(publicStoreSchema) })),
    get: oc
      .route({ method: 'GET', path: '/stores/{id}', tags, summary: 'A store with its settings' })
      .input(z.strictObject({ id: storeId }))
      .output(storeViewSchema),
    create: oc
      .route({ method: 'POST', path: '/stores', successStatus: 201, tags, summary: 'Open a store' })
      .input(
        z.strictObject({
          id: storeId,
          code: storeSettingsDocumentSchema.shape.code,
          ...storeSettingsFields,
        }),
      )
      .output(storeViewSchema),
    update: oc
      .route({ method: 'PATCH', path: '/stores/{id}', tags, summary: "Change a store's settings" })
      .input(
        z
          .strictObject({ ...storeSettingsFields })
          .partial()
          .extend({ id: storeId, revision }),
      )
      .output(storeViewSchema),
  },
  storeClosing: {
    close: oc
      .route({
        method: 'POST',
        path: '/stores/{id}/close',
        tags,
        summary: 'Close a store: no new tills, not shown to customers; all it did stays',
      })
      .input(z.strictObject({ id: storeId }))
      .output(storeViewSchema),
    reopen: oc
      .route({ method: 'POST', path: '/stores/{id}/reopen', tags, summary: 'Open it again' })
      .input(z.strictObject({ id: storeId }))
      .output(storeViewSchema),
  },
  taxRates: {
    list: oc
      .route({ method: 'GET', path: '/tax-rates', tags, summary: "A store's tax rates" })
      .input(z.strictObject({ storeId }))
      .output(z.strictObject({ rows: z.array(taxRateDocumentSchema.extend({ revision })) })),
    put: oc
      .route({ method: 'PUT', path: '/tax-rates/{id}', tags, summary: 'Add or change a tax rate' })
      .input(taxRateDocumentSchema)
      .output(taxRateDocumentSchema.extend({ revision })),
  },
  priceSchedules: {
    list: oc
      .route({
        method: 'GET',
        path: '/price-schedules',
        tags,
        summary: "A store's markdown ladders",
      })
      .input(z.strictObject({ storeId }))
      .output(z.strictObject({ rows: z.array(priceScheduleDocumentSchema.extend({ revision })) })),
    put: oc
      .route({
        method: 'PUT',
        path: '/price-schedules/{id}',
        tags,
        summary: 'Add or change a markdown ladder',
      })
      .input(priceScheduleDocumentSchema)
      .output(priceScheduleDocumentSchema.extend({ revision })),
  },
  staff: {
    list: oc
      .route({ method: 'GET', path: '/staff', tags, summary: 'The people of a store' })
      .input(z.strictObject({ storeId }))
      .output(z.strictObject({ rows: z.array(staffViewSchema) })),
    create: oc
      .route({ method: 'POST', path: '/staff', successStatus: 201, tags, summary: 'Add a person' })
      .input(
        z.strictObject({
          id: staffId,
          storeId,
          displayName: textSchema({ min: 1, max: 60 }),
          role: staffRoleSchema,
          pin: pinSchema.optional(),
        }),
      )
      .output(staffViewSchema),
    update: oc
      .route({
        method: 'PATCH',
        path: '/staff/{id}',
        tags,
        summary: 'Change a person, their PIN, or disable them',
      })
      .input(
        z.strictObject({
          id: staffId,
          revision,
          displayName: textSchema({ min: 1, max: 60 }).optional(),
          role: staffRoleSchema.optional(),
          pin: pinSchema.optional(),
          active: z.boolean().optional(),
        }),
      )
      .output(staffViewSchema),
  },
  registers: {
    list: oc
      .route({
        method: 'GET',
        path: '/registers',
        tags: ['Registers'],
        summary: 'Registers and when they were last heard of',
      })
      .input(z.strictObject({ storeId: storeId.optional() }))
      .output(z.strictObject({ rows: z.array(registerViewSchema) })),
    create: oc
      .route({
        method: 'POST',
        path: '/registers',
        successStatus: 201,
        tags: ['Registers'],
        summary: 'Add a till place',
      })
      .input(
        z.strictObject({
          id: registerId,
          storeId,
          code: z.string().regex(/^[A-Z0-9]{1,8}$/),
          name: textSchema({ min: 1, max: 60 }),
        }),
      )
      .output(registerViewSchema),
    createCode: oc
      .route({
        method: 'POST',
        path: '/registers/{id}/enrolment-codes',
        successStatus: 201,
        tags: ['Registers'],
        summary: 'Make a one-time enrolment code, valid for ten minutes',
      })
      .input(z.strictObject({ id: registerId }))
      .output(z.strictObject({ code: z.string(), expiresAt: epochMsSchema })),
    revoke: oc
      .route({
        method: 'POST',
        path: '/registers/{id}/revoke',
        tags: ['Registers'],
        summary: 'Shut out the device of a register from the next request on',
      })
      .input(z.strictObject({ id: registerId }))
      .output(registerViewSchema),
    journal: oc
      .route({
        method: 'GET',
        path: '/registers/{id}/journal',
        tags: ['Registers'],
        summary: 'The entries of one chain, with the key to verify them',
      })
      .input(
        z.strictObject({
          id: registerId,
          epoch: z.coerce.number().int().min(1),
          chain: z.enum(['live', 'training']).default('live'),
          after: z.coerce.number().int().min(0).default(0),
          limit: pageInput.limit,
        }),
      )
      .output(
        z.strictObject({
          /** JWK of the epoch's Ed25519 public key. */
          publicKey: z.record(z.string(), z.unknown()),
          /** Epochs of this register, ascending. */
          epochs: z.array(z.int().min(1)),
          entries: z.array(signedEntrySchema),
        }),
      ),
  },
};
export type StaffView = z.infer<typeof staffViewSchema>;
export type RegisterView = z.infer<typeof registerViewSchema>;
