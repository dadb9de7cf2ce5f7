import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import type { StaffId } from '@second-chance/shared/ids.ts';
import { decide, type Right } from '@second-chance/shared/people/rights.ts';
import { ok } from '@second-chance/shared/result.ts';
import { type Outcome, refuse } from '../outcome.ts';
import type { Session } from '../till-context.ts';
import { identify } from './identify.ts';

export interface Permission {
  /** Who vouched; null where the person at the till may do it alone. */
  readonly approvedBy: StaffId | null;
  /** Who answers for it: the one who vouched, else the person at the till. */
  readonly grantedBy: StaffId;
}

/**
 * Whether the person at the till may do a thing, alone or with the PIN of someone who may.
 *
 * Errors: NOT_ALLOWED; APPROVAL_REQUIRED with `details.right`; those of checkPin for the PIN of
 * the one who vouches. A PIN that is not needed is not looked at.
 */
export function authorize(
  session: Session,
  right: Right,
  approval: Approval | undefined,
): Outcome<Permission> {
  const { me } = session;
  const decision = decide({ role: me.role, right });
  if (decision === 'yes') return ok({ approvedBy: null, grantedBy: me.id });
  if (decision === 'no') return refuse('NOT_ALLOWED', `${me.role} may not ${right}`, { right });
  if (approval === undefined) {
    return refuse('APPROVAL_REQUIRED', `${right} needs a manager`, { right });
  }
  const approver = identify(session, approval);
  if (!approver.ok) return approver;
  if (decide({ role: approver.value.role, right }) !== 'yes') {
    return refuse('NOT_ALLOWED', `${approver.value.role} may not approve ${right}`, { right });
  }
  return ok({ approvedBy: approver.value.id, grantedBy: approver.value.id });
}
