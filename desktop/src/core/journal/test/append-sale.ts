/** Rings up sales straight into a journal, with the till's own projection. */
import type { Chain, SignedEntry } from '@second-chance/shared/journal/entry.ts';
import {
  AT,
  aLineInput,
  anId,
  aSaleRecord,
  DAY,
  STAFF_ID,
} from '@second-chance/shared/test/builders.ts';
import { projectSale } from '../../sell/project-sale.ts';
import type { Store } from '../../store/open-store.ts';
import { appendEntry } from '../append-entry.ts';
import type { EntrySigner } from '../entry-signer.ts';

interface Journal {
  readonly store: Store;
  readonly signer: EntrySigner;
}

/** Sale `number` of two lines, 50.00 in cash. */
export function appendSale(
  { store, signer }: Journal,
  number: number,
  chain: Chain = 'live',
): SignedEntry {
  const lines = [1, 2].map((lineNumber) => aLineInput({ lineNumber }));
  const common = {
    staffId: STAFF_ID,
    approvedBy: null,
    at: AT,
    businessDay: DAY,
  } as const;
  return appendEntry(
    store,
    signer,
    {
      ...common,
      chain,
      type: 'sale_completed',
      payload: (nextReceiptNumber) =>
        aSaleRecord({
          lines,
          with: { saleId: anId<'Sale'>(number), receiptNumber: nextReceiptNumber() },
        }),
    },
    (place, record) => projectSale(store, place, { ...common, record }),
  );
}

export function appendSales(journal: Journal, from: number, to: number): void {
  for (let number = from; number <= to; number += 1) appendSale(journal, number);
}
