/** Calls about receipts that go another way than over paper. */
import type { RECEIPT_CHOICES } from '@second-chance/shared/documents/customer.ts';
import type { CustomerId, PrintJobId, SaleId } from '@second-chance/shared/ids.ts';
import { ok } from '@second-chance/shared/result.ts';
import { customerById } from '../documents/search-customers.ts';
import { editDocument } from '../editing/edit-document.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { findReceipt } from '../receipts/receipt-of.ts';
import { paidSale } from '../receipts/sale-rows.ts';
import type { AtCounter } from '../till-calls.ts';
import type { Session } from '../till-context.ts';
import type { AtEditing } from '../till-document-calls.ts';
import { qrPicture } from './code-picture.ts';
import type { Devices } from './devices.ts';

interface OfSale {
  readonly saleId: SaleId;
}

export function receiptCalls(at: AtCounter, atEditing: AtEditing, devices: () => Devices) {
  return {
    receiptWays: at((session, { saleId }: OfSale) => {
      const found = findReceipt(session, { saleId, copy: true });
      if (found === null) return refuse('NOT_FOUND', 'this till has no such sale');
      const { address } = found;
      const customer = customerOf(session, saleId);
      return ok({
        address,
        code: qrPicture(address),
        customer: customer && {
          name: customer.name,
          email: customer.email,
          receiptChoice: customer.receiptChoice,
        },
      });
    }),
    mailReceipt: at(
      (
        session,
        { saleId, email }: OfSale & { readonly email: string },
      ): Outcome<{ jobId: PrintJobId }> => {
        const sale = paidSale(session.store, saleId);
        if (sale === null) return refuse('NOT_FOUND', 'this till has no such sale');
        if (sale.chain === 'training') {
          return refuse('NOT_IN_TRAINING', 'a sale in training is told to no customer');
        }
        const locale = customerOf(session, saleId)?.locale ?? null;
        const { receiptNumber } = sale.payload;
        return ok({ jobId: devices().mailReceipt({ saleId, receiptNumber, email, locale }) });
      },
    ),
    rememberChoice: atEditing(
      (session, { saleId, choice }: OfSale & { readonly choice: Choice }) => {
        const customer = customerOf(session, saleId);
        if (customer === null) return refuse('NOT_FOUND', 'no customer is on this sale');
        const change = { id: customer.id, fields: { receiptChoice: choice } };
        const edited = editDocument<CustomerId>(session, 'customers', change);
        return edited.ok ? ok({}) : edited;
      },
    ),
  };
}

type Choice = (typeof RECEIPT_CHOICES)[number];

function customerOf({ store }: Pick<Session, 'store'>, saleId: SaleId) {
  const customerId = paidSale(store, saleId)?.payload.customerId ?? null;
  return customerId === null ? null : customerById(store, customerId);
}
