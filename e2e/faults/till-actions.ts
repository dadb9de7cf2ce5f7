/** What a person does at a till, as one call: asked from outside, done without a pause. */
import { randomUUIDv7 } from 'node:crypto';
import type { Outcome } from '@second-chance/desktop/src/core/outcome.ts';
import type { Till } from '@second-chance/desktop/src/core/till.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { CartView, CompletedSale } from '@second-chance/shared/contract/till/views.ts';
import type { Id, ItemId, SaleId } from '@second-chance/shared/ids.ts';
import { minorUnits, ZERO } from '@second-chance/shared/money/minor-units.ts';
import type { TenderInput } from '@second-chance/shared/sale/pay-sale.ts';

export type Action =
  | {
      readonly kind: 'sell';
      readonly lines: readonly { readonly code: string; readonly quantity: number }[];
      readonly tender: 'cash' | 'card' | 'both';
      /** Percent off the ticket in basis points; 0: none. */
      readonly discount: number;
      /** The ticket is set aside and taken back before it is paid. */
      readonly parked: boolean;
    }
  | { readonly kind: 'return'; readonly receiptNumber: string }
  | { readonly kind: 'loose_return'; readonly itemId: string; readonly quantity: number }
  | { readonly kind: 'void'; readonly saleId: string }
  | { readonly kind: 'adjust'; readonly itemId: string; readonly quantity: number }
  | { readonly kind: 'move_cash'; readonly amount: number }
  | { readonly kind: 'close_shift' }
  | {
      readonly kind: 'edit';
      readonly itemId: string;
      readonly field: EditedField;
      /** What the field shall be; stands in no other edit. */
      readonly token: string;
    };

/** Fields in which people at tills and in the admin web meet. */
export const EDITED_FIELDS = ['brand', 'size', 'colour', 'description'] as const;
export type EditedField = (typeof EDITED_FIELDS)[number];

/** A receipt that was released. */
export interface ReleasedSale {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly kind: string;
  readonly gross: number;
}

export interface Acted {
  readonly sale: ReleasedSale | null;
  readonly refused: Pick<CodedError, 'code' | 'message'> | null;
}

/** Ends the whole action with the till's own refusal. */
class Refused extends Error {
  readonly error: CodedError;
  constructor(error: CodedError) {
    super(error.code);
    this.error = error;
  }
}

export async function act(till: Till, action: Action): Promise<Acted> {
  try {
    const done = action.kind === 'edit' ? await edit(till, action) : perform(till, action);
    return { sale: done === null ? null : released(done), refused: null };
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    const { code, message } = thrown.error;
    return { sale: null, refused: { code, message } };
  }
}

async function edit(till: Till, { itemId, field, token }: Extract<Action, { kind: 'edit' }>) {
  must(await till.items.edit({ id: itemId as ItemId, fields: { [field]: token } }));
  return null;
}

function perform(till: Till, action: Exclude<Action, { kind: 'edit' }>): CompletedSale | null {
  switch (action.kind) {
    case 'sell':
      return sell(till, action);
    case 'return':
      return takeBack(till, action);
    case 'loose_return':
      return takeBackLoose(till, action);
    case 'void':
      return must(till.sales.void({ saleId: action.saleId as SaleId, reason: 'mistake' }));
    case 'adjust':
      must(
        till.stock.adjust({
          itemId: action.itemId as ItemId,
          quantity: action.quantity,
          reason: 'correction',
          note: 'counted',
        }),
      );
      return null;
    case 'move_cash':
      must(
        till.shifts.moveCash({ direction: 'in', amount: minorUnits(action.amount), reason: 'x' }),
      );
      return null;
    case 'close_shift': {
      must(till.cart.clear());
      const { totals } = must(till.shifts.xReport());
      must(till.shifts.close({ counted: minorUnits(Math.max(0, totals.expectedCash)) }));
      must(till.shifts.open({ float: minorUnits(10_000) }));
      return null;
    }
  }
}

function sell(till: Till, { lines, tender, discount, parked }: Extract<Action, { kind: 'sell' }>) {
  const { cart } = till;
  must(cart.clear());
  for (const line of lines) must(cart.scan(line));
  if (discount > 0) {
    must(cart.discountCart({ discount: { kind: 'percent', value: discount, reason: 'regular' } }));
  }
  if (parked) {
    must(cart.park({ label: 'aside' }));
    const [aside] = must(cart.parked());
    if (aside !== undefined) must(cart.recall({ id: aside.id }));
  }
  const ticket = must(cart.get());
  return pay(till, ticket, tendersFor(ticket, tender));
}

function takeBack(till: Till, { receiptNumber }: Extract<Action, { kind: 'return' }>) {
  must(till.cart.clear());
  const { saleId, lines } = must(till.sales.returnable({ receiptNumber }));
  const line = lines.find(({ returnable }) => returnable > 0);
  if (line === undefined) return null;
  const terms = { reason: 'other', note: '', restock: true } as const;
  const ticket = must(
    till.cart.addReturn({
      saleId,
      lines: [{ lineNumber: line.lineNumber, quantity: 1, ...terms }],
    }),
  );
  return pay(till, ticket, [{ kind: 'cash', tenderId: newId<'Tender'>(), tendered: ZERO }]);
}

function takeBackLoose(
  till: Till,
  { itemId, quantity }: Extract<Action, { kind: 'loose_return' }>,
) {
  must(till.cart.clear());
  const ticket = must(
    till.cart.addReturnWithoutReceipt({
      itemId: itemId as ItemId,
      quantity,
      unitPrice: null,
      reason: 'other',
      note: '',
      restock: true,
    }),
  );
  const { gross } = ticket;
  return pay(till, ticket, [{ kind: 'store_credit', tenderId: newId<'Tender'>(), amount: gross }]);
}

function pay(till: Till, { saleId, gross }: CartView, tenders: readonly TenderInput[]) {
  return must(till.sales.pay({ saleId, gross, tenders: gross === 0 ? [] : [...tenders] }));
}

function tendersFor({ gross, dueInCash }: CartView, how: 'cash' | 'card' | 'both'): TenderInput[] {
  const half = Math.floor(gross / 2);
  const byCard = how === 'card' ? gross : how === 'both' ? half : 0;
  if (byCard === 0) {
    return [{ kind: 'cash', tenderId: newId<'Tender'>(), tendered: dueInCash }];
  }
  return [
    {
      kind: 'external_card',
      tenderId: newId<'Tender'>(),
      amount: minorUnits(byCard),
      lastFour: '4242',
      approvalCode: '1',
    },
    ...(byCard === gross
      ? []
      : [
          {
            kind: 'cash',
            tenderId: newId<'Tender'>(),
            // More than enough where cash is rounded up.
            tendered: minorUnits(gross - byCard + 5),
          } as const,
        ]),
  ];
}

function released({ saleId, receiptNumber, kind, gross }: CompletedSale): ReleasedSale {
  return { saleId, receiptNumber, kind, gross };
}

export function must<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Refused(outcome.error);
}

function newId<Kind extends string>(): Id<Kind> {
  return randomUUIDv7() as Id<Kind>;
}
