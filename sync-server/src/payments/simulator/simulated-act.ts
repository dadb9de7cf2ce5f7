import type { SimulatedAct } from '@second-chance/shared/contract/card-payments.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';

/** The last two digits of an amount that make the simulator behave otherwise than to approve. */
export const ACT_BY_AMOUNT: Readonly<Record<number, SimulatedAct>> = {
  1: 'decline_insufficient_funds',
  2: 'decline_expired_card',
  3: 'decline_wrong_pin',
  4: 'decline_lost_or_stolen',
  5: 'decline_other',
  6: 'ask_for_pin',
  7: 'time_out_before_charge',
  8: 'time_out_after_charge',
  9: 'lose_answer',
  11: 'answer_late',
  12: 'customer_cancels',
};

/** What a simulated customer and network do with an amount in minor units, unless told otherwise. */
export function actOf(amount: MinorUnits): SimulatedAct {
  return ACT_BY_AMOUNT[amount % 100] ?? 'approve';
}
