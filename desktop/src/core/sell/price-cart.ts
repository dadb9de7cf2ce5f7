/** From the ticket to its prices: every number comes from the shared rules. */
import { assert } from '@second-chance/shared/assert.ts';
import type { StoreSettingsDocument } from '@second-chance/shared/documents/reference-data.ts';
import {
  basisPoints,
  type MinorUnits,
  sum,
  ZERO,
} from '@second-chance/shared/money/minor-units.ts';
import {
  isPriceable,
  type LineInput,
  type SaleLineInput,
} from '@second-chance/shared/sale/line-input.ts';
import { type PricedSale, priceSale } from '@second-chance/shared/sale/price-sale.ts';
import { mirrorLine, returnWithoutReceipt } from '@second-chance/shared/sale/return-line.ts';
import type { CartDiscount, SaleLine } from '@second-chance/shared/sale/sale-record.ts';
import type { Cart, GoodsLine, LooseReturnLine, PricedItem } from './cart.ts';

type PricingSettings = Pick<StoreSettingsDocument, 'currency' | 'pricesIncludeTax' | 'taxRounding'>;

const NO_TAX = basisPoints(0);

/** What a ticket priced last time came to; carts never change, so neither does their price. */
const priced = new WeakMap<Cart, { readonly by: PricingSettings; readonly sale: PricedSale }>();

/** Prices a ticket. Line n of the result is line n of the ticket. An empty one costs nothing. */
export function pricedCart(cart: Cart, settings: PricingSettings): PricedSale {
  const known = priced.get(cart);
  if (known?.by === settings) return known.sale;
  const cartDiscount = cart.discount === null ? null : withoutGrant(cart.discount);
  const sale = priceSale({ settings, lines: lineInputs(cart, settings), cartDiscount });
  priced.set(cart, { by: settings, sale });
  return sale;
}

/** The lines of a ticket as the shared rules price them. */
function lineInputs(cart: Cart, settings: PricingSettings): readonly LineInput[] {
  const backBefore = new Map<string, number>();
  return cart.lines.map((line, index): LineInput => {
    const lineNumber = index + 1;
    if (line.kind === 'goods') {
      return exempted(goodsInput(line, lineNumber), cart, settings);
    }
    if (line.kind === 'loose_return') return { mirrored: looseReturn(line, lineNumber, settings) };
    const key = `${line.saleId} ${line.original.lineNumber}`;
    const onTicket = backBefore.get(key) ?? 0;
    backBefore.set(key, onTicket + line.quantity);
    const { saleId, quantity, terms } = line;
    const alreadyReturned = line.returnedBefore + onTicket;
    return {
      mirrored: mirrorLine(line.original, {
        saleId,
        lineNumber,
        quantity,
        alreadyReturned,
        ...terms,
      }),
    };
  });
}

function goodsInput(line: GoodsLine, lineNumber: number): SaleLineInput {
  const { item, quantity, override, discount } = line;
  return {
    ...itemInput(line, lineNumber),
    quantity,
    markdown: item.markdown,
    override: override === null ? null : { unitPrice: override.unitPrice, reason: override.reason },
    discount: discount === null ? null : withoutGrant(discount),
    note: line.note ?? '',
  };
}

/** The line without tax where the customer is exempt; margin goods are priced with theirs always. */
function exempted(
  line: SaleLineInput,
  { taxExempt = false }: Cart,
  { pricesIncludeTax }: PricingSettings,
): SaleLineInput {
  if (!taxExempt || line.tax.scheme === 'margin' || line.tax.basisPoints === 0) return line;
  const exemptFrom = pricesIncludeTax ? line.tax.basisPoints : null;
  return { ...line, tax: { ...line.tax, basisPoints: NO_TAX }, exemptFrom };
}

function itemInput({ item }: { readonly item: PricedItem }, lineNumber: number): SaleLineInput {
  return {
    lineNumber,
    itemId: item.itemId,
    sku: item.sku,
    name: item.name,
    quantity: 1,
    tracksStock: item.kind !== 'service' && item.itemId !== null,
    tagPrice: item.tagPrice,
    markdown: null,
    override: null,
    discount: null,
    promotion: null,
    tax: item.tax,
    unitCost: item.tax.scheme === 'margin' ? item.unitCost : null,
    note: '',
    ...(item.loads && { loads: item.loads }),
  };
}

/** Goods without a receipt are priced as if sold today, at the price agreed, and turned round. */
function looseReturn(
  line: LooseReturnLine,
  lineNumber: number,
  settings: PricingSettings,
): SaleLine {
  const lines = [looseInput(line, 1)];
  const [sold] = priceSale({ settings, lines, cartDiscount: null }).lines;
  assert(sold !== undefined, 'one line was priced');
  return { ...returnWithoutReceipt(sold, line.terms), lineNumber };
}

function looseInput(line: LooseReturnLine, lineNumber: number): SaleLineInput {
  const { item, quantity, unitPrice } = line;
  return {
    ...itemInput(line, lineNumber),
    quantity,
    tagPrice: unitPrice ?? item.tagPrice,
    markdown: unitPrice === null ? item.markdown : null,
  };
}

/** Whether a ticket can be priced without leaving the range of amounts. */
export function isCartPriceable(cart: Cart): boolean {
  const inputs: SaleLineInput[] = [];
  for (const line of cart.lines) {
    if (line.kind === 'goods') inputs.push(goodsInput(line, 1));
    if (line.kind === 'loose_return') inputs.push(looseInput(line, 1));
  }
  return isPriceable(inputs);
}

/** A discount as the record has it. */
export function withoutGrant({ kind, value, reason }: CartDiscount): CartDiscount {
  return { kind, value, reason };
}

/** What a discount on a line is taken off: its total after markdown and override. */
export function lineDiscountBase({ pricePath }: Pick<SaleLine, 'pricePath'>): MinorUnits {
  const step = pricePath.findLast(
    ({ step }) => step === 'tag' || step === 'markdown' || step === 'override',
  );
  return step?.total ?? ZERO;
}

const AFTER_GOODS: ReadonlySet<string> = new Set(['cart_discount', 'tax_exemption']);

/** What a discount on the ticket is taken off: its goods after everything else. */
export function cartDiscountBase({ lines }: Pick<PricedSale, 'lines'>): MinorUnits {
  const sold = lines.filter(({ quantity, loads }) => quantity > 0 && loads === undefined);
  return sum(
    sold.map(
      ({ pricePath }) => pricePath.findLast(({ step }) => !AFTER_GOODS.has(step))?.total ?? ZERO,
    ),
  );
}
