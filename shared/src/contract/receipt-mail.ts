/** What a till asks the server for to mail a receipt: `POST /sync/receipt-mails`. */
import { z } from 'zod';
import { idSchema, type MailId, type SaleId } from '../ids.ts';

/** Strict enough that a mail server is not asked in vain, and no more. */
export const emailSchema = z
  .string()
  .max(254)
  .regex(/^[^\s@<>,;:"\p{Cc}]+@[^\s@<>,;:"\p{Cc}]+\.[^\s@<>,;:"\p{Cc}]+$/u);

export const receiptMailSchema = z.strictObject({
  /** Made once by the till, so that a repetition is the same mail. */
  mailId: idSchema<'Mail'>() as z.ZodType<MailId, MailId>,
  saleId: idSchema<'Sale'>() as z.ZodType<SaleId, SaleId>,
  email: emailSchema,
  language: z.enum(['en', 'de']),
});
export type ReceiptMail = z.infer<typeof receiptMailSchema>;
