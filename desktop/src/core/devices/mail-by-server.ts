import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { ReceiptMail } from '@second-chance/shared/contract/receipt-mail.ts';
import type { Id } from '@second-chance/shared/ids.ts';
import type { Result } from '@second-chance/shared/result.ts';
import type { JobContent } from './job-content.ts';
import type { JobRow } from './job-rows.ts';
import type { Delivery } from './print-queue.ts';

/** Posts JSON to the server as this register. */
export type PostToServer = (
  path: string,
  body: object,
  signal: AbortSignal,
) => Promise<Result<unknown, CodedError>>;

/** Asks the server to mail a receipt. A sale that it does not have yet is on its way there. */
export async function mailByServer(
  { id }: Pick<JobRow, 'id'>,
  { saleId, email, language }: Extract<JobContent, { readonly kind: 'mail' }>,
  { post, signal }: { readonly post: PostToServer; readonly signal: AbortSignal },
): Promise<Delivery> {
  const mailId = id as string as Id<'Mail'>;
  const mail: ReceiptMail = { mailId, saleId, email, language };
  const answer = await post('/sync/receipt-mails', mail, signal);
  if (answer.ok) return { end: 'done' };
  const { code } = answer.error;
  if (code === 'INVALID_REQUEST') return { end: 'never', problem: 'refused' };
  return { end: 'again', problem: 'server' };
}
