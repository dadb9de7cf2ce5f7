/**
 * The open ticket as core holds it: what was rung up, not what it costs. Prices, taxes and totals
 * are computed from it (price-cart.ts) and never stored beside it.
 *
 * A cart is immutable: a change makes a new one, and lines that did not change stay the same
 * objects, which is how cart-store.ts knows what to write.
 */
import type { Condition, ItemKind } from '@second-chance/shared/documents/item.ts';
import type {
  CustomerId,
  ItemId,
  PriceScheduleId,
  SaleId,
  StaffId,
  StoredValueId,
  TenderId,
} from '@second-chance/shared/ids.ts';
import type { BasisPoints, MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import type {
  CartDiscount,
  LineTax,
  ReturnOf,
  SaleLine,
} from '@second-chance/shared/sale/sale-record.ts';
import type { StoredValueKind } from '@second-chance/shared/stored-value/movements.ts';
import type { BusinessDay } from '@second-chance/shared/time/time.ts';

export interface Cart {
  /** Grows with every change, over all tickets of this till. */
  readonly revision: number;
  /** The id that the sale will have. */
  readonly saleId: SaleId;
  /** The business day that markdowns and taxes of the lines are of; null while it is empty. */
  readonly day: BusinessDay | null;
  readonly nextLineId: number;
  readonly lastLineId: string | null;
  readonly lines: readonly CartLine[];
  readonly discount: (CartDiscount & Granted) | null;
  /** Who buys, where they said so. A ticket that an older till stored has none of these three. */
  readonly customerId?: CustomerId | null;
  /** The customer has a certificate that is valid on `day`: no tax is charged. */
  readonly taxExempt?: boolean;
  /** On the whole ticket; never about a person. */
  readonly note?: string;
  /** Gift cards and credits that shall pay a part, in the order they were taken. */
  readonly credits?: readonly TicketCredit[];
}

export interface TicketCredit {
  readonly tenderId: TenderId;
  readonly accountId: StoredValueId;
  readonly kind: StoredValueKind;
  readonly hint: string;
  /** The most it shall pay, above zero. */
  readonly amount: MinorUnits;
}

/** Goods that go out, come back on a receipt, or come back without one. */
export type CartLine = GoodsLine | ReturnLine | LooseReturnLine;

interface LineBase {
  readonly lineId: string;
  /** Pieces, above zero on every kind of line. */
  readonly quantity: number;
  readonly facts: LineFacts;
  /** What the cashier noted on it; never about a person. */
  readonly note?: string;
}

export interface GoodsLine extends LineBase {
  readonly kind: 'goods';
  readonly item: PricedItem;
  /** Of a gift card that was made for this line: what its buyer must get. */
  readonly cardCode?: string;
  readonly override: (PriceOverride & Granted) | null;
  readonly discount: (CartDiscount & Granted) | null;
}

export interface ReturnLine extends LineBase {
  readonly kind: 'return';
  readonly saleId: SaleId;
  readonly original: SaleLine;
  /** Pieces that were back before this ticket, over all returns known on this till. */
  readonly returnedBefore: number;
  readonly terms: ReturnTerms;
}

export interface LooseReturnLine extends LineBase {
  readonly kind: 'loose_return';
  readonly item: PricedItem;
  /** What one piece is taken back for; null is the item's price after markdown. */
  readonly unitPrice: MinorUnits | null;
  readonly terms: ReturnTerms;
  readonly grantedBy: StaffId;
}

export type ReturnTerms = Pick<ReturnOf, 'reason' | 'note' | 'restock'>;

/** Who allowed a step that not everybody may take; null where it was within everybody's limit. */
export interface Granted {
  readonly grantedBy: StaffId | null;
}

export interface PriceOverride {
  readonly unitPrice: MinorUnits;
  readonly reason: string;
}

/** An item as it stood when it was rung up; a change to its document leaves the ticket alone. */
export interface PricedItem {
  /** Null for what is in no catalogue: an unlisted item, or money paid into a gift card. */
  readonly itemId: ItemId | null;
  readonly kind: ItemKind;
  readonly sku: string;
  readonly name: string;
  readonly tagPrice: MinorUnits;
  readonly unitCost: MinorUnits | null;
  readonly markdown: Markdown | null;
  readonly tax: LineTax;
  /** Set where the line pays into a gift card. */
  readonly loads?: NonNullable<SaleLine['loads']>;
}

export interface Markdown {
  readonly priceScheduleId: PriceScheduleId;
  readonly basisPoints: BasisPoints;
  readonly since: BusinessDay;
}

/** What a screen shows beside name and price. */
export interface LineFacts {
  readonly size: string;
  readonly colour: string;
  readonly condition: Condition | null;
  readonly defects: string;
  readonly picture: string | null;
}

export const NO_FACTS: LineFacts = {
  size: '',
  colour: '',
  condition: null,
  defects: '',
  picture: null,
};

/** An empty ticket that follows one of the given revision. */
export function emptyCart({ saleId, revision }: Pick<Cart, 'saleId' | 'revision'>): Cart {
  return {
    revision,
    saleId,
    day: null,
    nextLineId: 1,
    lastLineId: null,
    lines: [],
    discount: null,
  };
}

/** A line before it has its place on the ticket. */
export type NewLine =
  | Omit<GoodsLine, 'lineId'>
  | Omit<ReturnLine, 'lineId'>
  | Omit<LooseReturnLine, 'lineId'>;

export function withNewLine(cart: Cart, line: NewLine): Cart {
  const lineId = String(cart.nextLineId);
  return {
    ...cart,
    nextLineId: cart.nextLineId + 1,
    lastLineId: lineId,
    lines: [...cart.lines, { ...line, lineId }],
  };
}

/** The cart with one line replaced, which becomes the last touched one. */
export function withLine(cart: Cart, line: CartLine): Cart {
  const lines = cart.lines.map((other) => (other.lineId === line.lineId ? line : other));
  return { ...cart, lastLineId: line.lineId, lines };
}

export function withoutLine(cart: Cart, lineId: string): Cart {
  const lines = cart.lines.filter((line) => line.lineId !== lineId);
  const last = cart.lastLineId === lineId ? (lines.at(-1)?.lineId ?? null) : cart.lastLineId;
  return { ...cart, lines, lastLineId: last, discount: lines.length > 0 ? cart.discount : null };
}

export function lineOf(cart: Cart, lineId: string): CartLine | undefined {
  return cart.lines.find((line) => line.lineId === lineId);
}

/**
 * Who must stand in the record beside the person who takes the money: the one who granted the
 * last special step that is still on the ticket. Null where that is nobody else.
 */
export function grantorOf(cart: Cart, payer: StaffId): StaffId | null {
  const grants = [...cart.lines.flatMap(grantsOfLine), cart.discount?.grantedBy ?? null];
  return grants.findLast((grant) => grant !== null && grant !== payer) ?? null;
}

function grantsOfLine(line: CartLine): readonly (StaffId | null)[] {
  switch (line.kind) {
    case 'goods':
      return [line.override?.grantedBy ?? null, line.discount?.grantedBy ?? null];
    case 'loose_return':
      return [line.grantedBy];
    case 'return':
      return [];
  }
}
