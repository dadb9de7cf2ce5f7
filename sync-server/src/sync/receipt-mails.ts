import { receiptMailSchema } from '@second-chance/shared/contract/receipt-mail.ts';
import type { RequestHandler } from 'express';
import { asWork } from '../db/tenant-work.ts';
import type { ServerDeps } from '../http/deps.ts';
import { deliverSoon } from '../http/mailing.ts';
import { mailReceipt } from '../sales/mail-receipt.ts';
import { tillEndpoint } from './payments/till-endpoint.ts';

/** Mails a receipt of the till's store to whom the customer names. Safe to repeat. */
export function takeReceiptMail(deps: ServerDeps): RequestHandler {
  return tillEndpoint(deps, {
    input: receiptMailSchema,
    async answer({ till: { organizationId, storeId }, input: mail }) {
      const scope = { organizationId, at: deps.clock(), actorId: null };
      const written = await asWork(deps.db, scope, (work) =>
        mailReceipt(work, { mail, storeId, serverUrl: deps.publicUrl() }),
      );
      if (written.ok && written.value.queued) await deliverSoon(deps, organizationId);
      return written;
    },
  });
}
