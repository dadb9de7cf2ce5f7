/** What paid records do to gift cards and credits. A balance is the sum of these, nothing else. */
import type { StoredValueId } from '../ids.ts';
import { type MinorUnits, minorUnits } from '../money/minor-units.ts';
import type { SaleRecord } from '../sale/sale-record.ts';

export const STORED_VALUE_KINDS = ['gift_card', 'store_credit'] as const;
export type StoredValueKind = (typeof STORED_VALUE_KINDS)[number];

export interface StoredValueMovement {
  readonly accountId: StoredValueId;
  readonly kind: StoredValueKind;
  /** The end of its code, as people name it. */
  readonly hint: string;
  /** Place in the record, from 1: lines first, tenders after them. */
  readonly position: number;
  /** Minor units of the record's currency; paid in is positive, spent negative. */
  readonly amount: MinorUnits;
}

/**
 * The movements of one record. A void mirrors them, so that a card loaded by mistake is empty again.
 * Credit given by tills before the ledger names no account and moves none.
 */
export function storedValueMovements({
  lines,
  tenders,
}: Pick<SaleRecord, 'lines' | 'tenders'>): readonly StoredValueMovement[] {
  const loaded = lines.flatMap(({ loads, gross }, index): readonly StoredValueMovement[] =>
    loads === undefined
      ? []
      : [{ ...loads, kind: 'gift_card', position: index + 1, amount: gross }],
  );
  const settled = tenders.flatMap((tender, index): readonly StoredValueMovement[] => {
    if (tender.kind !== 'gift_card' && tender.kind !== 'store_credit') return [];
    const { accountId, hint = '', kind } = tender;
    if (accountId === undefined) return [];
    const position = lines.length + index + 1;
    return [{ accountId, kind, hint, position, amount: minorUnits(-tender.amount) }];
  });
  return [...loaded, ...settled].filter(({ amount }) => amount !== 0);
}
