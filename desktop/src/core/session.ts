import type { StaffId } from '@second-chance/shared/ids.ts';
import { ok } from '@second-chance/shared/result.ts';
import { businessDayAt } from '@second-chance/shared/time/business-day.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { type Outcome, refuse } from './outcome.ts';
import type { Session, StaffMember, TillContext } from './till-context.ts';

/** The person at the till, as their document has them now; null where nobody is or may be. */
export function personAtTill(
  { catalogue }: Pick<TillContext, 'catalogue'>,
  staffId: StaffId | null,
): StaffMember | null {
  const person = staffId === null ? null : catalogue.staffById(staffId);
  if (person === null || !person.active) return null;
  return { id: person.id, displayName: person.displayName, role: person.role };
}

/** Whether the store's settings and people are here, without which nobody can sign in. */
export function isLoaded({ catalogue }: Pick<TillContext, 'catalogue'>): boolean {
  return catalogue.settings() !== null && catalogue.staff().some(({ active }) => active);
}

/**
 * The till as one call sees it. Errors: NOT_ENROLLED, CATALOGUE_NOT_READY, NOT_SIGNED_IN.
 */
export function beginSession(
  till: TillContext,
  staffId: StaffId | null,
  now: EpochMs,
): Outcome<Session> {
  const enrolment = till.enrolment();
  if (enrolment === null) return refuse('NOT_ENROLLED', 'this till has no register');
  const settings = till.catalogue.settings();
  if (settings === null || !isLoaded(till)) {
    return refuse('CATALOGUE_NOT_READY', 'settings and staff are not here yet');
  }
  const me = personAtTill(till, staffId);
  if (me === null) return refuse('NOT_SIGNED_IN', 'nobody is signed in');
  const { registerCode } = enrolment;
  return ok({ ...till, me, registerCode, settings, now, today: businessDayAt(now, settings) });
}
