import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { Account } from '@second-chance/shared/contract/rest/accounts.ts';
import type { StoreId } from '@second-chance/shared/ids.ts';
import type { Role } from '@second-chance/shared/people/roles.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { recordChanges } from '../audit/record-change.ts';
import { newId } from '../db/new-id.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { insertAccount } from './account-repository.ts';

export interface NewAccount {
  readonly email: string;
  /** By `hashSecret`: made before the transaction, because it takes its time. */
  readonly passwordHash: string;
  readonly displayName: string;
  readonly role: Role;
  /** The store of a store's people; null for others. */
  readonly storeId: StoreId | null;
}

/** Makes an account. Errors: ALREADY_EXISTS where the e-mail, in any case, has one. */
export async function createAccount(
  work: TenantWork,
  { passwordHash, ...person }: NewAccount,
): Promise<Result<Account, CodedError>> {
  const { organizationId, at } = work;
  const account: Account = { id: newId<'Account'>(), organizationId, ...person };
  if ((await insertAccount(work, { account, passwordHash, at })) === 'exists') {
    return err({ code: 'ALREADY_EXISTS', message: 'This e-mail has an account already.' });
  }
  // A customer's name and address stay out of the log, which outlives their account.
  const after = { role: account.role, storeId: account.storeId };
  const change = { storeId: account.storeId, action: 'account.create', subject: account.id };
  await recordChanges(work, [{ ...change, before: null, after }]);
  return ok(account);
}
