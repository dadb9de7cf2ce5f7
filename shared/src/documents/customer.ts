import { z } from 'zod';
import { type CustomerId, idSchema, type StoreId } from '../ids.ts';
import { localeSchema } from '../text/locale.ts';
import { textSchema } from '../text/text-schema.ts';
import { type BusinessDay, businessDaySchema } from '../time/time.ts';

/** How a customer wants the receipt; `null` while nobody asked. */
export const RECEIPT_CHOICES = ['print', 'email', 'none'] as const;

/** What a person sets on a customer. The only personal data that a till holds. */
export const customerFields = {
  name: textSchema({ min: 1, max: 200 }),
  /** Empty where unknown, like the others. Not checked for form: a shop writes down what it hears. */
  email: textSchema({ max: 254 }),
  phone: textSchema({ max: 60 }),
  addressLines: z.array(textSchema({ max: 120 })).max(6),
  note: textSchema({ max: 2_000 }),
  /** Language for mails and receipts; null: the store's. */
  locale: localeSchema.nullable(),
  receiptChoice: z.enum(RECEIPT_CHOICES).nullable(),
  /** A recorded certificate that frees from tax; null for everybody else. */
  taxExemption: z
    .strictObject({
      certificate: textSchema({ min: 1, max: 120 }),
      /** Last day; null: for ever. */
      validUntil: businessDaySchema.nullable(),
    })
    .nullable(),
} as const;

/**
 * A person that a store knows. Sales refer to the id alone, so that all fields can be blanked for
 * good (the document becomes a tombstone) and every journal stays valid.
 */
export const customerDocumentSchema = z.strictObject({
  id: idSchema<'Customer'>() as z.ZodType<CustomerId, CustomerId>,
  storeId: idSchema<'Store'>() as z.ZodType<StoreId, StoreId>,
  ...customerFields,
});
export type CustomerDocument = z.infer<typeof customerDocumentSchema>;

/** Whether a recorded certificate frees a customer from tax on a day. */
export function isTaxExempt(
  { taxExemption }: Pick<CustomerDocument, 'taxExemption'>,
  day: BusinessDay,
): boolean {
  if (taxExemption === null) return false;
  return taxExemption.validUntil === null || day <= taxExemption.validUntil;
}

/** What stays of a customer who asked to be forgotten: the id, on a tombstone. */
export function erasedCustomer({
  id,
  storeId,
}: Pick<CustomerDocument, 'id' | 'storeId'>): CustomerDocument {
  return {
    id,
    storeId,
    name: '–',
    email: '',
    phone: '',
    addressLines: [],
    note: '',
    locale: null,
    receiptChoice: null,
    taxExemption: null,
  };
}
