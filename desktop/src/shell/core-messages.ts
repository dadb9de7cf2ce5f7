/** What main and the process of core say to each other, beside the screens' own ports. */
import { idSchema, type StaffId } from '@second-chance/shared/ids.ts';
import { STAFF_ROLES } from '@second-chance/shared/people/roles.ts';
import { z } from 'zod';

/** What a window may ask: a display sees the ticket and can do nothing. */
export const WINDOW_ROLES = ['till', 'display'] as const;
export type WindowRole = (typeof WINDOW_ROLES)[number];

const staffId = idSchema<'Staff'>() as z.ZodType<StaffId, StaffId>;

export const toCoreSchema = z.discriminatedUnion('kind', [
  /** First of all, once. */
  z.strictObject({
    kind: z.literal('open'),
    dataDir: z.string().min(1),
    appVersion: z.string(),
    /** 32 bytes in base64 that seal the device's key; null where the system keeps no secrets. */
    vaultKey: z.string().nullable(),
    secondBackupFolder: z.string().nullable(),
    /** Who was at the till when the process before this one died. */
    resumeAs: staffId.nullable(),
    enrolment: z.strictObject({ serverUrl: z.string(), code: z.string() }).nullable(),
  }),
  /** Comes with the port of one window. */
  z.strictObject({ kind: z.literal('attach'), role: z.enum(WINDOW_ROLES) }),
  z.strictObject({ kind: z.literal('picture'), id: z.int(), name: z.string() }),
  z.strictObject({ kind: z.literal('printers'), id: z.int(), names: z.array(z.string()) }),
  /** `failure`: why it was not printed; null where it was. */
  z.strictObject({ kind: z.literal('printed'), id: z.int(), failure: z.string().nullable() }),
  z.strictObject({ kind: z.literal('close') }),
]);
export type ToCore = z.infer<typeof toCoreSchema>;

/** What main must know of the till to decide about updates, settings and restarts. */
export const coreStatusSchema = z.strictObject({
  phase: z.string(),
  staffId: staffId.nullable(),
  role: z.enum(STAFF_ROLES).nullable(),
  cartEmpty: z.boolean(),
  /** Entries of the journal and edits that the server has not acknowledged. */
  unsent: z.int().min(0),
});
export type CoreStatus = z.infer<typeof coreStatusSchema>;

export const fromCoreSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opened'), status: coreStatusSchema }),
  z.strictObject({ kind: z.literal('status'), status: coreStatusSchema }),
  /** It cannot open the till and will not by trying again; the process ends after it. */
  z.strictObject({ kind: z.literal('refused'), code: z.literal('STORE_IN_USE') }),
  z.strictObject({
    kind: z.literal('picture'),
    id: z.int(),
    bytes: z.instanceof(Uint8Array).nullable(),
  }),
  z.strictObject({ kind: z.literal('list_printers'), id: z.int() }),
  z.strictObject({
    kind: z.literal('print'),
    id: z.int(),
    html: z.string(),
    /** Null is the printer used by default. */
    printer: z.string().nullable(),
  }),
]);
export type FromCore = z.infer<typeof fromCoreSchema>;
