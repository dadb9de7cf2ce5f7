import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { AccountId, OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import { decide, type Right } from '@second-chance/shared/people/rights.ts';
import type { Role } from '@second-chance/shared/people/roles.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';

/** Who is asking: an account that is signed in and not disabled. */
export interface Actor {
  readonly accountId: AccountId;
  readonly organizationId: OrganizationId;
  readonly role: Role;
  /** The store whose people they are; null for platform admins and customers. */
  readonly storeId: StoreId | null;
}

/**
 * Whether somebody may do a thing in a store (null: in no particular one). The rights table decides
 * by role; a store's people act in their own store alone.
 *
 * Errors: NOT_SIGNED_IN, NOT_ALLOWED.
 */
export function mayAct(
  actor: Actor | null,
  { right, storeId }: { readonly right: Right; readonly storeId: StoreId | null },
): Result<Actor, CodedError> {
  if (actor === null) return err({ code: 'NOT_SIGNED_IN', message: 'Sign in first.' });
  const { role } = actor;
  const elsewhere = role !== 'platform_admin' && storeId !== null && storeId !== actor.storeId;
  if (elsewhere || decide({ role, right }) !== 'yes') {
    return err({
      code: 'NOT_ALLOWED',
      message: 'Your role may not do this here.',
      details: { right },
    });
  }
  return ok(actor);
}
