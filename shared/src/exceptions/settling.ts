/** What settles an exception, by its kind: the one table for server and screens. */
import type { ExceptionKind } from '../contract/errors.ts';

/**
 * - `correct_stock`: the level is set right to zero by an adjustment.
 * - `count_stock`: somebody counted; the level becomes what was counted.
 * - `accept`: nothing is changed; the note says why it is right as it is.
 * - `goodwill`: more went back than was bought, and the shop leaves it so.
 * - `link_item`: the thing is one that the shop knows; its movement goes there.
 * - `create_item`: the thing was added to the catalogue under the id that the till used.
 * - `enrol_again`: the register was enrolled anew and goes on in an epoch of its own.
 */
export const SETTLE_WAYS = [
  'correct_stock',
  'count_stock',
  'accept',
  'goodwill',
  'link_item',
  'create_item',
  'enrol_again',
] as const;
export type SettleWay = (typeof SETTLE_WAYS)[number];

const STOCK = ['correct_stock', 'count_stock', 'accept'] as const;
const LOOKED_AT = ['accept'] as const;
const JOURNAL = ['enrol_again', 'accept'] as const;

/** The ways that fit a kind, the most likely first. */
const WAYS = {
  sold_twice: STOCK,
  below_zero: STOCK,
  totals_differ: LOOKED_AT,
  payload_invalid: LOOKED_AT,
  unknown_type: LOOKED_AT,
  unknown_item: ['link_item', 'create_item', 'accept'],
  receipt_number_unexpected: LOOKED_AT,
  return_exceeds_sale: ['goodwill', 'accept'],
  journal_fork: JOURNAL,
  journal_broken: JOURNAL,
  clock_skew: LOOKED_AT,
  payment_unknown: LOOKED_AT,
  payment_contradicted: LOOKED_AT,
  charge_without_sale: LOOKED_AT,
  sale_without_charge: LOOKED_AT,
  charge_not_ours: LOOKED_AT,
  refund_not_ours: LOOKED_AT,
  refund_not_booked: LOOKED_AT,
  refund_failed: LOOKED_AT,
  stored_value_overdrawn: ['goodwill', 'accept'],
} as const satisfies Record<ExceptionKind, readonly SettleWay[]>;

/** The ways that settle an exception of this kind, the most likely first. */
export function waysToSettle(kind: ExceptionKind): readonly SettleWay[] {
  return WAYS[kind];
}

/** Whether a way leaves everything as it is, so that only words can tell why it is right. */
export function needsNote(way: SettleWay): boolean {
  return way === 'accept' || way === 'goodwill' || way === 'correct_stock';
}

/** For so long a settlement can be taken back; afterwards others may have built on it. */
export const UNDO_MS = 10 * 60 * 1_000;

/** What an item's stock is moved by, signed. */
export interface StockFix<Id> {
  readonly itemId: Id;
  readonly quantity: number;
  readonly kind: 'adjusted' | 'counted';
}

/**
 * The movements by which a way sets the stock right; none where it moves nothing.
 *
 * `onHand` is the level now, `counted` what somebody counted, `moved` what the entry that raised the
 * exception did to the unknown item, `linkTo` the item that it really was.
 */
export function stockFixes<Id extends string>(
  way: SettleWay,
  {
    itemId,
    onHand,
    counted,
    linkTo,
    moved,
  }: {
    readonly itemId: Id;
    readonly onHand: number;
    readonly counted: number;
    readonly linkTo: Id | null;
    readonly moved: number;
  },
): readonly StockFix<Id>[] {
  switch (way) {
    case 'correct_stock':
      return moving([{ itemId, quantity: -onHand, kind: 'adjusted' }]);
    case 'count_stock':
      return moving([{ itemId, quantity: counted - onHand, kind: 'counted' }]);
    case 'link_item':
      return moving([
        { itemId, quantity: -moved, kind: 'adjusted' },
        ...(linkTo === null
          ? []
          : [{ itemId: linkTo, quantity: moved, kind: 'adjusted' as const }]),
      ]);
    default:
      return [];
  }
}

function moving<Id>(fixes: readonly StockFix<Id>[]): readonly StockFix<Id>[] {
  return fixes.filter(({ quantity }) => quantity !== 0);
}
