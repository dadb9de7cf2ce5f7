/** Links in mails that stand for a person: to choose a password, to confirm an e-mail. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { LinkPurpose } from '@second-chance/shared/contract/rest/session.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { recordChanges } from '../audit/record-change.ts';
import type { Scope } from '../db/document-repository.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { momentInMail, queueMail } from '../mail/queue-mail.ts';
import {
  deleteLinks,
  findLink,
  insertLink,
  markLinkUsed,
  type StoredLink,
} from './account-link-repository.ts';
import { findAccountById, type StoredAccount, updateAccount } from './account-repository.ts';
import { newScopedToken, readScopedToken } from './scoped-token.ts';
import { deleteSessions } from './session-repository.ts';

/** An invitation waits for its reader to come back from holidays; the others are used at once. */
const LIFE_MS: Readonly<Record<LinkPurpose, number>> = {
  invitation: 7 * 24 * 60 * 60 * 1_000,
  new_password: 60 * 60 * 1_000,
  new_email: 24 * 60 * 60 * 1_000,
};

const EXPIRED: CodedError = {
  code: 'LINK_EXPIRED',
  message: 'This link was used already, or is too old.',
};

export interface NewLink {
  readonly account: StoredAccount;
  readonly purpose: LinkPurpose;
  /** The address that is to be confirmed. */
  readonly email?: string;
  /** Where the server is reached: `https://shop.example`. */
  readonly publicUrl: string;
}

/**
 * Makes a link in place of the account's earlier ones of that purpose. Its secret stands behind the
 * `#`, which no server and no log ever sees.
 */
export async function createLink(
  work: TenantWork,
  { account, purpose, email, publicUrl }: NewLink,
): Promise<{ readonly url: string; readonly until: string }> {
  const { organizationId, at } = work;
  const accountId = account.account.id;
  await deleteLinks(work, { accountId, purpose });
  const { token, hash } = newScopedToken(organizationId);
  const expiresAt = (at + LIFE_MS[purpose]) as EpochMs;
  const link = { accountId, tokenHash: hash, purpose, email: email ?? null, expiresAt, at };
  await insertLink(work, link);
  const until = momentInMail(expiresAt, account.language);
  return { url: `${publicUrl}/admin/link#${token}`, until };
}

export interface OpenLink {
  readonly link: StoredLink;
  readonly account: StoredAccount;
}

/** What a link stands for. Errors: LINK_EXPIRED for used, old and invented ones, and disabled accounts. */
export async function openLink(
  scope: Scope,
  {
    token,
    now,
    lock = false,
  }: { readonly token: string; readonly now: EpochMs; readonly lock?: boolean },
): Promise<Result<OpenLink, CodedError>> {
  const scoped = readScopedToken(token);
  if (scoped === null || scoped.organizationId !== scope.organizationId) return err(EXPIRED);
  const link = await findLink(scope, { hash: scoped.hash, lock });
  if (link === null || link.usedAt !== null || link.expiresAt <= now) return err(EXPIRED);
  const account = await findAccountById(scope, link.accountId);
  if (account === null || account.disabled) return err(EXPIRED);
  return ok({ link, account });
}

/**
 * Gives an account the password that its person chose by a link, and ends all its sessions.
 * `passwordHash` by `hashSecret`, made before the transaction. Errors: LINK_EXPIRED.
 */
export async function setPasswordByLink(
  work: TenantWork,
  {
    token,
    passwordHash,
    organizationName,
  }: {
    readonly token: string;
    readonly passwordHash: string;
    readonly organizationName: string;
  },
): Promise<Result<{ readonly email: string }, CodedError>> {
  const opened = await openLink(work, { token, now: work.at, lock: true });
  if (!opened.ok) return opened;
  const { link, account } = opened.value;
  if (link.purpose === 'new_email') return err(EXPIRED);
  const { id, email, storeId } = account.account;
  await markLinkUsed(work, link, work.at);
  await deleteLinks(work, { accountId: id, purpose: 'new_password' });
  await updateAccount(work, id, { passwordHash });
  await deleteSessions(work, { accountId: id });
  const action =
    link.purpose === 'invitation' ? 'account.accept_invitation' : 'account.reset_password';
  const line = { storeId, action, subject: id, before: null, after: null };
  await recordChanges({ ...work, actorId: id }, [line]);
  if (link.purpose === 'new_password') {
    await queueMail(work, addresseeOf(account), {
      kind: 'password_changed',
      values: { organization: organizationName, at: momentInMail(work.at, account.language) },
    });
  }
  return ok({ email });
}

/** Makes the address of a link the account's own, and tells the old one. Errors: LINK_EXPIRED, ALREADY_EXISTS. */
export async function confirmEmailByLink(
  work: TenantWork,
  { token, organizationName }: { readonly token: string; readonly organizationName: string },
): Promise<Result<{ readonly email: string }, CodedError>> {
  const opened = await openLink(work, { token, now: work.at, lock: true });
  if (!opened.ok) return opened;
  const { link, account } = opened.value;
  const { email } = link;
  if (link.purpose !== 'new_email' || email === null) return err(EXPIRED);
  const { id, storeId } = account.account;
  if ((await updateAccount(work, id, { email })) === 'taken') {
    return err({ code: 'ALREADY_EXISTS', message: 'This e-mail has an account already.' });
  }
  await markLinkUsed(work, link, work.at);
  // Of whose address it was the log says nothing: it outlives the account.
  const line = { storeId, action: 'account.change_email', subject: id, before: null, after: null };
  await recordChanges({ ...work, actorId: id }, [line]);
  await queueMail(work, addresseeOf(account), {
    kind: 'email_changed',
    values: { organization: organizationName, at: momentInMail(work.at, account.language) },
  });
  return ok({ email });
}

/** Whom a mail to an account is for. */
export function addresseeOf({ account, language }: StoredAccount) {
  return { email: account.email, displayName: account.displayName, language };
}
