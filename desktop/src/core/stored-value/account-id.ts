import { createHash } from 'node:crypto';
import type { CustomerId, OrganizationId, StoredValueId } from '@second-chance/shared/ids.ts';
import type { CurrencyCode } from '@second-chance/shared/money/currency-code.ts';

/** Whose money it is: who holds the card, who is the customer, who has the receipt in hand. */
export type Holder =
  | { readonly kind: 'gift_card'; readonly code: string }
  | { readonly kind: 'customer'; readonly customerId: CustomerId }
  | { readonly kind: 'receipt'; readonly receiptNumber: string };

/** Whose books, and in which currency: a card of one currency is another account in another. */
export interface Purse {
  readonly organizationId: OrganizationId;
  readonly currency: CurrencyCode;
}

/**
 * The account of a holder: the same on every till, with or without a network, because it follows
 * from what they hold alone. The journal carries it instead of a code that could be spent. Nobody
 * finds a code that a till made by it; a short one of printed cards could be found by trying.
 */
export function accountIdOf({ organizationId, currency }: Purse, holder: Holder): StoredValueId {
  const digest = createHash('sha256')
    .update(`second-chance/stored-value/1\n${organizationId}\n${currency}\n${textOf(holder)}`)
    .digest();
  // A UUID of version 8, "custom", of RFC 9562.
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x80, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex', 0, 16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return `${parts.join('-')}-${hex.slice(20)}` as StoredValueId;
}

function textOf(holder: Holder): string {
  switch (holder.kind) {
    case 'gift_card':
      return `gift_card ${holder.code}`;
    case 'customer':
      return `customer ${holder.customerId}`;
    case 'receipt':
      return `receipt ${holder.receiptNumber}`;
  }
}
