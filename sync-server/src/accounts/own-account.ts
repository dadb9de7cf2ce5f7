/** What somebody changes in their own account, after they proved again who they are. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { SessionId } from '@second-chance/shared/ids.ts';
import { ok, type Result } from '@second-chance/shared/result.ts';
import { recordChanges } from '../audit/record-change.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { momentInMail, queueMail } from '../mail/queue-mail.ts';
import { addresseeOf, createLink } from './account-links.ts';
import { findAccountByEmail, type StoredAccount, updateAccount } from './account-repository.ts';
import { deleteSessions } from './session-repository.ts';

interface Owner {
  readonly account: StoredAccount;
  readonly organizationName: string;
}

/** Sets another password and ends all other sessions. `passwordHash` by `hashSecret`. */
export async function setOwnPassword(
  work: TenantWork,
  {
    owner,
    passwordHash,
    sessionId,
  }: { readonly owner: Owner; readonly passwordHash: string; readonly sessionId: SessionId },
): Promise<Result<null, CodedError>> {
  const { account, organizationName } = owner;
  const { id, storeId } = account.account;
  await updateAccount(work, id, { passwordHash });
  await deleteSessions(work, { accountId: id, except: sessionId });
  const line = { storeId, action: 'account.change_password', subject: id };
  await recordChanges(work, [{ ...line, before: null, after: null }]);
  const at = momentInMail(work.at, account.language);
  const words = {
    kind: 'password_changed',
    values: { organization: organizationName, at },
  } as const;
  await queueMail(work, addresseeOf(account), words);
  return ok(null);
}

/**
 * Mails a link to the new address, and tells the old one. Where another account has that address nothing
 * is sent there and nobody is told: whose addresses are known here is nobody's business.
 */
export async function changeEmail(
  work: TenantWork,
  {
    owner,
    email,
    publicUrl,
  }: { readonly owner: Owner; readonly email: string; readonly publicUrl: string },
): Promise<Result<null, CodedError>> {
  const { account, organizationName: organization } = owner;
  const at = momentInMail(work.at, account.language);
  const words = { kind: 'email_changing', values: { organization, at } } as const;
  await queueMail(work, addresseeOf(account), words);
  if ((await findAccountByEmail(work, email)) !== null) return ok(null);
  const { url, until } = await createLink(work, {
    account,
    purpose: 'new_email',
    email,
    publicUrl,
  });
  await queueMail(
    work,
    { ...addresseeOf(account), email },
    { kind: 'new_email', link: url, values: { organization, until } },
  );
  return ok(null);
}
