import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { ReceiptMail } from '@second-chance/shared/contract/receipt-mail.ts';
import type { StoreId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { receiptAddress } from '@second-chance/shared/sale/receipt-link.ts';
import { receiptText } from '@second-chance/shared/sale/receipt-text.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { composeMail } from '../mail/compose.ts';
import { hasMail, insertMail } from '../mail/mail-repository.ts';
import { receiptOfSale } from './receipt-of-sale.ts';
import { findSale } from './sale-repository.ts';

/** As wide as a mail program on a phone shows without breaking lines. */
const COLUMNS = 36;

/**
 * Writes the mail with a receipt, to go out once it is committed. Repeating it writes no second one.
 *
 * Error: NOT_FOUND where the sale is of another store or has not arrived yet; the till tries again.
 */
export async function mailReceipt(
  work: TenantWork,
  { mail, storeId, serverUrl }: MailToWrite,
): Promise<Result<{ readonly queued: boolean }, CodedError>> {
  const { tx, organizationId, at } = work;
  const { mailId, saleId, email, language } = mail;
  if (await hasMail(work, mailId)) return ok({ queued: false });
  const sale = await findSale(tx, organizationId, saleId);
  const found = sale?.storeId === storeId ? await receiptOfSale(work, saleId) : null;
  if (!sale || found === null) {
    return err({ code: 'NOT_FOUND', message: 'This store has no such sale yet.' });
  }
  const { receipt } = found;
  const { receiptNumber, store } = receipt;
  const { hash } = sale.journal;
  const content = composeMail({
    kind: 'receipt',
    language,
    values: { name: '', number: receiptNumber, store: store.name, organization: store.name },
    link: receiptAddress(serverUrl, { organizationId, saleId, receiptNumber, hash }),
    attached: receiptText(receipt, { columns: COLUMNS, language }),
  });
  await insertMail(work, { id: mailId, kind: 'receipt', to: email, at, ...content });
  return ok({ queued: true });
}

export interface MailToWrite {
  readonly mail: ReceiptMail;
  /** Of the till that asks. */
  readonly storeId: StoreId;
  readonly serverUrl: string;
}
