/** What each kind of exception means, in words; exhaustive by type. */
import type { ExceptionKind } from '@second-chance/shared/contract/errors.ts';
import type { SettleWay } from '@second-chance/shared/exceptions/settling.ts';
import type { TextKey } from '../text/use-text.ts';

interface KindWords {
  readonly name: TextKey;
  /** What happened. */
  readonly story: TextKey;
  /** What is safe meanwhile. */
  readonly safe: TextKey;
}

const words = <K extends ExceptionKind>(kind: K) =>
  ({
    name: `admin.exception.${kind}`,
    story: `admin.exception.${kind}.story`,
    safe: `admin.exception.${kind}.safe`,
  }) as const;

const KINDS = {
  sold_twice: words('sold_twice'),
  below_zero: words('below_zero'),
  totals_differ: words('totals_differ'),
  payload_invalid: words('payload_invalid'),
  unknown_type: words('unknown_type'),
  unknown_item: words('unknown_item'),
  receipt_number_unexpected: words('receipt_number_unexpected'),
  return_exceeds_sale: words('return_exceeds_sale'),
  journal_fork: words('journal_fork'),
  journal_broken: words('journal_broken'),
  clock_skew: words('clock_skew'),
  payment_unknown: words('payment_unknown'),
  payment_contradicted: words('payment_contradicted'),
  charge_without_sale: words('charge_without_sale'),
  sale_without_charge: words('sale_without_charge'),
  charge_not_ours: words('charge_not_ours'),
  refund_not_ours: words('refund_not_ours'),
  refund_not_booked: words('refund_not_booked'),
  refund_failed: words('refund_failed'),
  stored_value_overdrawn: words('stored_value_overdrawn'),
} as const satisfies Record<ExceptionKind, KindWords>;

export function kindWords(kind: ExceptionKind): KindWords {
  return KINDS[kind];
}

const WAYS = {
  correct_stock: 'admin.settle.correct_stock',
  count_stock: 'admin.settle.count_stock',
  accept: 'admin.settle.accept',
  goodwill: 'admin.settle.goodwill',
  link_item: 'admin.settle.link_item',
  create_item: 'admin.settle.create_item',
  enrol_again: 'admin.settle.enrol_again',
  undone: 'admin.settle.undone',
} as const satisfies Record<SettleWay | 'undone', TextKey>;

export function wayKey(way: SettleWay | 'undone'): TextKey {
  return WAYS[way];
}
