/** Ringing up: adding, counting and taking off lines. Core takes codes and quantities as they are. */
import {
  priceOfWeight,
  readScannedCode,
  type ScannedCode,
} from '@second-chance/shared/catalogue/scanned-code.ts';
import type { CartView } from '@second-chance/shared/contract/till/views.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import { decide } from '@second-chance/shared/people/rights.ts';
import { ok } from '@second-chance/shared/result.ts';
import { QUANTITY_MAX } from '@second-chance/shared/sale/sale-record.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import { freshReturns } from '../returns/return-lines.ts';
import type { Session } from '../till-context.ts';
import {
  type Cart,
  emptyCart,
  type GoodsLine,
  lineOf,
  type PricedItem,
  type PriceOverride,
  withLine,
  withNewLine,
  withoutLine,
} from './cart.ts';
import { changeCart } from './change-cart.ts';
import { itemHit } from './item-hit.ts';
import { lineFacts, pricedItem } from './priced-item.ts';

/**
 * Adds what a scanner read or a person typed: an item by barcode or SKU.
 *
 * Errors: CODE_UNKNOWN with `details.catalogueComplete`, CODE_AMBIGUOUS with `details.items` to
 * choose from, and those of `addItem`.
 */
export function scan(
  session: Session,
  { code, quantity }: { readonly code: string; readonly quantity: number },
): Outcome<CartView> {
  const { found, label } = findScanned(session, code);
  const [item] = found;
  if (item === undefined) {
    const catalogueComplete = session.catalogue.coverage().complete;
    return refuse('CODE_UNKNOWN', 'no item has this code', { code, catalogueComplete });
  }
  if (found.length > 1) {
    const items = found.map((each) => itemHit(session, each));
    return refuse('CODE_AMBIGUOUS', 'several items have this code', { code, items });
  }
  return addItems(session, [{ item, quantity, override: null, label }]);
}

/** What a code names: an item by itself, else by what a label or GS1 code says it is. */
function findScanned(
  { catalogue, settings }: Session,
  code: string,
): { readonly found: readonly ItemDocument[]; readonly label: ScannedCode | null } {
  const found = catalogue.itemsByCode(code);
  if (found.length > 0) return { found, label: null };
  const label = readScannedCode(code, { embedded: settings.embeddedCodes ?? [] });
  for (const candidate of label?.codes ?? []) {
    const named = catalogue.itemsByCode(candidate);
    if (named.length > 0) return { found: named, label };
  }
  return { found, label: null };
}

/**
 * Adds an item, whatever the ledger says is there: the thing is in the customer's hand.
 * Errors: NOT_FOUND, ITEM_WITHDRAWN, CATALOGUE_NOT_READY, QUANTITY_INVALID and those of changeCart.
 */
export function addItem(
  session: Session,
  { itemId, quantity }: { readonly itemId: ItemId; readonly quantity: number },
): Outcome<CartView> {
  return addItemsById(session, [{ itemId, quantity, override: null }]);
}

export interface ItemToAdd {
  readonly itemId: ItemId;
  readonly quantity: number;
  /** A price agreed for this line; needs the right to override prices. */
  readonly override: PriceOverride | null;
}

/** Adds many items as one change of the ticket: all of them, or none where one is refused. */
export function addItemsById(session: Session, items: readonly ItemToAdd[]): Outcome<CartView> {
  const found: FoundItem[] = [];
  for (const { itemId, quantity, override } of items) {
    const item = session.catalogue.itemById(itemId);
    if (item === null) return refuse('NOT_FOUND', `no item ${itemId}`, { itemId });
    found.push({ item, quantity, override });
  }
  return addItems(session, found);
}

interface FoundItem {
  readonly item: ItemDocument;
  /** What its label said of price, weight and serial; null where it was only named. */
  readonly label?: ScannedCode | null;
  readonly quantity: number;
  readonly override: PriceOverride | null;
}

function addItems(session: Session, items: readonly FoundItem[]): Outcome<CartView> {
  const permission = authorize(session, 'sell', undefined);
  if (!permission.ok) return permission;
  let cart = session.carts.current();
  for (const found of items) {
    const added = withItem(session, cart, found);
    if (!added.ok) return added;
    cart = added.value;
  }
  return changeCart(session, cart);
}

function withItem(session: Session, cart: Cart, found: FoundItem): Outcome<Cart> {
  const { item, quantity, override, label = null } = found;
  if (item.withdrawn && !mayRingUpWithdrawn(session)) {
    return refuse('ITEM_WITHDRAWN', 'the item was taken off sale', { itemId: item.id });
  }
  const priced = pricedItem(session.catalogue, item, session.today);
  if (!priced.ok) return priced;
  if (override !== null) {
    const permission = authorize(session, 'override_price', undefined);
    if (!permission.ok) return permission;
  }

  const sold = label === null ? priced.value : labelled(priced.value, label);
  const note = label === null ? '' : noteOf(label);
  const same = override === null && note === '' ? plainLineOf(cart, sold) : undefined;
  const pieces = (same?.quantity ?? 0) + quantity;
  if (pieces > QUANTITY_MAX) return refuse('QUANTITY_INVALID', 'too many pieces on one line');
  if (same !== undefined) return ok(withLine(cart, { ...same, quantity: pieces }));
  return ok(
    withNewLine(cart, {
      kind: 'goods',
      item: sold,
      quantity,
      override: override === null ? null : { ...override, grantedBy: session.me.id },
      discount: null,
      facts: lineFacts(item),
      ...(note !== '' && { note }),
    }),
  );
}

/** At the price on its label, or for its weight; a markdown is in a label's price already. */
function labelled(item: PricedItem, { price, grams }: ScannedCode): PricedItem {
  if (price !== null) return { ...item, tagPrice: price, markdown: null };
  return grams === null ? item : { ...item, tagPrice: priceOfWeight(item.tagPrice, grams) };
}

/** Weight and serial number stand on the receipt, and keep lines of one item apart. */
function noteOf({ grams, serial }: ScannedCode): string {
  return [grams === null ? '' : `${grams} g`, serial].filter(Boolean).join(' · ').slice(0, 200);
}

/** Whoever runs the catalogue may sell what was taken off sale; others ask them to put it back. */
function mayRingUpWithdrawn({ me }: Session): boolean {
  return decide({ role: me.role, right: 'edit_catalogue' }) === 'yes';
}

/**
 * The line that another piece of an item joins: same price, nothing agreed on it. A unique item has
 * one line too; a second piece of it shows as more than the ledger has (`beyondStock`).
 */
function plainLineOf(cart: Cart, item: PricedItem): GoodsLine | undefined {
  for (const line of cart.lines) {
    if (line.kind !== 'goods' || line.item.itemId !== item.itemId) continue;
    if (line.override !== null || line.discount !== null || line.note) continue;
    if (line.item.tagPrice === item.tagPrice && sameMarkdown(line.item, item)) return line;
  }
  return undefined;
}

function sameMarkdown(one: PricedItem, other: PricedItem): boolean {
  return one.markdown?.basisPoints === other.markdown?.basisPoints;
}

/** Sets a line's pieces. Errors: LINE_UNKNOWN, RETURN_EXCEEDS_SALE and those of changeCart. */
export function setQuantity(
  session: Session,
  { lineId, quantity }: { readonly lineId: string; readonly quantity: number },
): Outcome<CartView> {
  const cart = session.carts.current();
  const line = lineOf(cart, lineId);
  if (line === undefined) return unknownLine(lineId);
  const counted = freshReturns(session, withLine(cart, { ...line, quantity }));
  return counted.ok ? changeCart(session, counted.value) : counted;
}

/** Takes a line off the ticket. Error: LINE_UNKNOWN. */
export function removeLine(
  session: Session,
  { lineId }: { readonly lineId: string },
): Outcome<CartView> {
  const cart = session.carts.current();
  if (lineOf(cart, lineId) === undefined) return unknownLine(lineId);
  return changeCart(session, withoutLine(cart, lineId));
}

export function unknownLine(lineId: string) {
  return refuse('LINE_UNKNOWN', 'no such line on the ticket', { lineId });
}

/** Empties the ticket. The next one is another sale. */
export function clearCart(session: Session): Outcome<CartView> {
  const { revision } = session.carts.current();
  return changeCart(session, emptyCart({ saleId: session.newId<'Sale'>(), revision }));
}
