/** The accounts of store admins: invited, shut out, let in again. By the platform admin alone. */

import type { KeyObject } from 'node:crypto';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { Account } from '@second-chance/shared/contract/rest/accounts.ts';
import type { AdminView } from '@second-chance/shared/contract/rest/admins.ts';
import type { AccountId, StoreId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { Language } from '@second-chance/shared/text/messages.ts';
import { deleteLinks } from '../accounts/account-link-repository.ts';
import { addresseeOf, createLink } from '../accounts/account-links.ts';
import {
  findAccountById,
  foldEmail,
  insertAccount,
  listAccounts,
  type StoredAccount,
  updateAccount,
} from '../accounts/account-repository.ts';
import { deleteSessions } from '../accounts/session-repository.ts';
import { recordChanges } from '../audit/record-change.ts';
import type { Scope } from '../db/document-repository.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { hasSecondFactor } from '../factors/factor-repository.ts';
import { removeFactor } from '../factors/factors.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { findStore } from '../stores/store-repository.ts';

/** Where links lead, and what mails call the organization. */
export interface Inviting {
  readonly publicUrl: string;
  readonly organizationName: string;
}

export async function listStoreAdmins(
  scope: Scope,
  storeId: StoreId | null,
): Promise<readonly AdminView[]> {
  const found = await listAccounts(scope, { role: 'store_admin', storeId });
  const factors = await hasSecondFactor(
    scope,
    found.map(({ account }) => account.id),
  );
  return found.map((account) => viewOf(account, factors.has(account.account.id)));
}

/**
 * Makes the account and mails the invitation. Repeating the very same request invites once.
 * Errors: NOT_FOUND (store), ALREADY_EXISTS for a taken id or e-mail.
 */
export async function inviteStoreAdmin(
  work: TenantWork,
  inviting: Inviting,
  person: {
    readonly id: AccountId;
    readonly storeId: StoreId;
    readonly email: string;
    readonly displayName: string;
    readonly language: Language;
  },
): Promise<Result<AdminView, CodedError>> {
  const { organizationId, at } = work;
  const { id, storeId, email, displayName, language } = person;
  if (!(await findStore(work, { id: storeId }))) {
    return err({ code: 'NOT_FOUND', message: 'There is no such store.' });
  }
  const known = await findAccountById(work, id);
  if (known) {
    const { account } = known;
    const same = account.storeId === storeId && foldEmail(account.email) === foldEmail(email);
    return same && account.role === 'store_admin' ? viewed(work, known) : err(TAKEN);
  }
  const account: Account = { id, organizationId, email, displayName, role: 'store_admin', storeId };
  if ((await insertAccount(work, { account, passwordHash: null, language, at })) === 'exists') {
    return err(TAKEN);
  }
  const line = { storeId, action: 'account.invite', subject: id, before: null };
  await recordChanges(work, [{ ...line, after: { role: account.role, storeId } }]);
  return mailInvitation(work, inviting, id);
}

const TAKEN: CodedError = {
  code: 'ALREADY_EXISTS',
  message: 'This id or e-mail has an account already.',
};

/** Mails another invitation; earlier links are worth nothing then. Errors: NOT_FOUND, CONFLICT. */
export async function inviteAgain(
  work: TenantWork,
  inviting: Inviting,
  id: AccountId,
): Promise<Result<AdminView, CodedError>> {
  const found = await storeAdmin(work, id);
  if (!found.ok) return found;
  if (found.value.passwordHash !== null || found.value.disabled) {
    return err({ code: 'CONFLICT', message: 'They have accepted, or are disabled.' });
  }
  const line = {
    storeId: found.value.account.storeId,
    action: 'account.invite_again',
    subject: id,
  };
  await recordChanges(work, [{ ...line, before: null, after: null }]);
  return mailInvitation(work, inviting, id);
}

/** Shuts an account out from the next request on, or lets it in again. Errors: NOT_FOUND. */
export async function setDisabled(
  work: TenantWork,
  { id, disabled }: { readonly id: AccountId; readonly disabled: boolean },
): Promise<Result<AdminView, CodedError>> {
  const found = await storeAdmin(work, id);
  if (!found.ok) return found;
  if (found.value.disabled === disabled) return viewed(work, found.value);
  await updateAccount(work, id, { disabledAt: disabled ? work.at : null });
  if (disabled) {
    await deleteSessions(work, { accountId: id });
    await deleteLinks(work, { accountId: id });
  }
  const action = disabled ? 'account.disable' : 'account.enable';
  const line = { storeId: found.value.account.storeId, action, subject: id };
  const before = { disabled: !disabled };
  await recordChanges(work, [{ ...line, before, after: { disabled } }]);
  return viewed(work, { ...found.value, disabled });
}

/** Forgets every second factor of somebody who lost theirs, and tells them. Errors: NOT_FOUND. */
export async function removeSecondFactor(
  work: TenantWork,
  {
    id,
    organizationName,
    privateKey,
  }: {
    readonly id: AccountId;
    readonly organizationName: string;
    readonly privateKey: KeyObject;
  },
): Promise<Result<AdminView, CodedError>> {
  const found = await storeAdmin(work, id);
  if (!found.ok) return found;
  const owner = { account: found.value, organizationName, privateKey };
  const removed = await removeFactor(work, owner, 'all');
  return removed.ok ? viewed(work, found.value) : removed;
}

async function mailInvitation(
  work: TenantWork,
  { publicUrl, organizationName }: Inviting,
  id: AccountId,
): Promise<Result<AdminView, CodedError>> {
  const found = await storeAdmin(work, id);
  if (!found.ok) return found;
  const account = found.value;
  const store = account.account.storeId
    ? await findStore(work, { id: account.account.storeId })
    : null;
  const { url, until } = await createLink(work, { account, purpose: 'invitation', publicUrl });
  const values = {
    organization: organizationName,
    store: store?.document.name ?? organizationName,
    until,
  };
  await queueMail(work, addresseeOf(account), { kind: 'invitation', link: url, values });
  return viewed(work, account);
}

async function storeAdmin(scope: Scope, id: AccountId): Promise<Result<StoredAccount, CodedError>> {
  const found = await findAccountById(scope, id);
  if (found?.account.role === 'store_admin') return ok(found);
  return err({ code: 'NOT_FOUND', message: 'There is no such store admin.' });
}

async function viewed(
  scope: Scope,
  account: StoredAccount,
): Promise<Result<AdminView, CodedError>> {
  const { id } = account.account;
  return ok(viewOf(account, (await hasSecondFactor(scope, [id])).has(id)));
}

function viewOf(
  { account, passwordHash, disabled, createdAt, lastSignInAt }: StoredAccount,
  secondFactor: boolean,
): AdminView {
  const { organizationId: _, ...person } = account;
  const state = disabled ? 'disabled' : passwordHash === null ? 'invited' : 'active';
  return { ...person, state, secondFactor, createdAt, lastSignInAt };
}
