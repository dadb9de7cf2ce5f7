import type { AccountId, OrganizationId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Kysely } from 'kysely';
import { retried } from './retried.ts';
import type { Database } from './schema.ts';
import { inTenant, type TenantTransaction } from './tenant-transaction.ts';

/** What a use case that changes something works with: all of it of one request. */
export interface TenantWork {
  readonly tx: TenantTransaction;
  readonly organizationId: OrganizationId;
  readonly at: EpochMs;
  /** Who does it, for the audit log; null: the system itself. */
  readonly actorId: AccountId | null;
}

/**
 * Runs a use case in a transaction of its organization, again where it met another one. A use case
 * checks before it writes: an error that it returns does not undo what it wrote before.
 */
export function asWork<T>(
  db: Kysely<Database>,
  scope: Omit<TenantWork, 'tx'>,
  useCase: (work: TenantWork) => Promise<T>,
): Promise<T> {
  return retried(() => inTenant(db, scope.organizationId, (tx) => useCase({ ...scope, tx })));
}
