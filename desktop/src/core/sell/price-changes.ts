/** What a person may do to a price: override it, take something off a line or off the ticket. */

import { assert } from '@second-chance/shared/assert.ts';
import type { CartView } from '@second-chance/shared/contract/till/views.ts';
import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { ok } from '@second-chance/shared/result.ts';
import type { CartDiscount } from '@second-chance/shared/sale/sale-record.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import type { Session } from '../till-context.ts';
import {
  type Cart,
  type GoodsLine,
  type Granted,
  lineOf,
  type PriceOverride,
  withLine,
} from './cart.ts';
import { changeCart } from './change-cart.ts';
import { type DiscountCheck, isOverLimit, isOverWhole } from './discount-limit.ts';
import { unknownLine } from './edit-cart.ts';
import { cartDiscountBase, lineDiscountBase, pricedCart } from './price-cart.ts';

interface Approvable {
  readonly approval?: Approval | undefined;
}

/**
 * Takes something off a line, or with null no longer does.
 * Errors: LINE_UNKNOWN, CONFLICT on a return line, DISCOUNT_TOO_LARGE, those of `authorize`.
 */
export function discountLine(
  session: Session,
  input: Approvable & { readonly lineId: string; readonly discount: CartDiscount | null },
): Outcome<CartView> {
  const cart = session.carts.current();
  const line = goodsLine(cart, input.lineId);
  if (!line.ok) return line;
  const granted = grantDiscount(session, input, () =>
    lineDiscountBase(priceOfLine(session, cart, line.value)),
  );
  if (!granted.ok) return granted;
  return changeCart(session, withLine(cart, { ...line.value, discount: granted.value }));
}

/** Takes something off the whole ticket. Errors: CART_EMPTY, DISCOUNT_TOO_LARGE, `authorize`'s. */
export function discountCart(
  session: Session,
  input: Approvable & { readonly discount: CartDiscount | null },
): Outcome<CartView> {
  const cart = session.carts.current();
  if (!cart.lines.some(({ kind }) => kind === 'goods')) {
    return refuse('CART_EMPTY', 'nothing is sold that something could be taken off');
  }
  const granted = grantDiscount(session, input, () =>
    cartDiscountBase(pricedCart(cart, session.settings)),
  );
  if (!granted.ok) return granted;
  return changeCart(session, { ...cart, discount: granted.value });
}

/**
 * Sells a line at another price for one piece, or with null at its own again.
 * Errors: LINE_UNKNOWN, CONFLICT on a return line, those of `authorize`.
 */
export function overridePrice(
  session: Session,
  input: Approvable & { readonly lineId: string; readonly override: PriceOverride | null },
): Outcome<CartView> {
  const cart = session.carts.current();
  const line = goodsLine(cart, input.lineId);
  if (!line.ok) return line;
  if (input.override === null) {
    return changeCart(session, withLine(cart, { ...line.value, override: null }));
  }
  const permission = authorize(session, 'override_price', input.approval);
  if (!permission.ok) return permission;
  const override = { ...input.override, grantedBy: permission.value.grantedBy };
  return changeCart(session, withLine(cart, { ...line.value, override }));
}

function goodsLine(cart: Cart, lineId: string): Outcome<GoodsLine> {
  const line = lineOf(cart, lineId);
  if (line === undefined) return unknownLine(lineId);
  if (line.kind === 'goods') return ok(line);
  return refuse('CONFLICT', 'goods that come back keep the price they were sold at', { lineId });
}

function priceOfLine({ settings }: Session, cart: Cart, line: GoodsLine) {
  const priced = pricedCart(cart, settings).lines[cart.lines.indexOf(line)];
  assert(priced !== undefined, `line ${line.lineId} has a price`);
  return priced;
}

function grantDiscount(
  session: Session,
  { discount, approval }: Approvable & { readonly discount: CartDiscount | null },
  baseOf: () => MinorUnits,
): Outcome<(CartDiscount & Granted) | null> {
  if (discount === null || discount.value === 0) return ok(null);
  const check: DiscountCheck = { discount, base: baseOf() };
  if (isOverWhole(check)) {
    return refuse('DISCOUNT_TOO_LARGE', 'more off than there is', { most: check.base });
  }
  if (!isOverLimit(check, session.settings.employeeDiscountLimit)) {
    const permission = authorize(session, 'discount_within_limit', undefined);
    return permission.ok ? ok({ ...discount, grantedBy: null }) : permission;
  }
  const permission = authorize(session, 'discount_over_limit', approval);
  if (!permission.ok) return permission;
  return ok({ ...discount, grantedBy: permission.value.grantedBy });
}

/**
 * Whether the ticket has a discount that nobody vouched for and that is over the limit by now:
 * fewer pieces make a fixed amount a larger part.
 */
export function hasUngrantedDiscount({ settings }: Session, cart: Cart): boolean {
  const priced = pricedCart(cart, settings);
  const limit = settings.employeeDiscountLimit;
  const onTicket =
    cart.discount !== null &&
    cart.discount.grantedBy === null &&
    isOverLimit({ discount: cart.discount, base: cartDiscountBase(priced) }, limit);
  return (
    onTicket ||
    cart.lines.some((line, index) => {
      const price = priced.lines[index];
      if (line.kind !== 'goods' || line.discount === null || price === undefined) return false;
      if (line.discount.grantedBy !== null) return false;
      return isOverLimit({ discount: line.discount, base: lineDiscountBase(price) }, limit);
    })
  );
}
