import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import { ok } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { type Outcome, refuse } from '../outcome.ts';
import type { StaffMember, TillContext } from '../till-context.ts';
import { checkPin } from './pin-guard.ts';

/**
 * Finds out who someone is by their PIN.
 * Errors: PIN_WRONG, PIN_LOCKED (both with `details.retryAfterMs`), STAFF_INACTIVE.
 */
export function identify(
  { store, catalogue, now }: Pick<TillContext, 'store' | 'catalogue'> & { readonly now: EpochMs },
  { staffId, pin }: Approval,
): Outcome<StaffMember> {
  const person = catalogue.staffById(staffId);
  const checked = checkPin(store, { staffId, pin, pinHash: person?.pinHash ?? null, now });
  if (!checked.ok) return checked;
  if (person === null) return refuse('PIN_WRONG', 'wrong PIN', { retryAfterMs: 0 });
  if (!person.active) return refuse('STAFF_INACTIVE', 'this person no longer works here');
  return ok({ id: person.id, displayName: person.displayName, role: person.role });
}
