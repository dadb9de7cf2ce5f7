import type { TillState } from '@second-chance/shared/contract/till/views.ts';
import type { Till } from '../core/till.ts';
import type { CoreStatus } from '../shell/core-messages.ts';

/** What main must know of the till. A ticket that cannot be read counts as one with lines. */
export function statusOf(till: Pick<Till, 'inside'>, state: TillState): CoreStatus {
  const { phase, staff, sync } = state;
  return {
    phase,
    staffId: staff?.id ?? null,
    role: staff?.role ?? null,
    cartEmpty: till.inside !== null && till.inside.carts.current().lines.length === 0,
    unsent: sync.waitingEntries + sync.waitingEdits,
  };
}
