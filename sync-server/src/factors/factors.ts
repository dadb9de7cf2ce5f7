/** What an account can prove itself with beside its password. */

import type { KeyObject } from 'node:crypto';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { SecurityView } from '@second-chance/shared/contract/rest/security.ts';
import type { SecondFactor } from '@second-chance/shared/contract/rest/session.ts';
import type { AccountId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { addresseeOf } from '../accounts/account-links.ts';
import type { StoredAccount } from '../accounts/account-repository.ts';
import { recordChanges } from '../audit/record-change.ts';
import type { Scope } from '../db/document-repository.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import type { MailKind } from '../mail/compose.ts';
import { momentInMail, queueMail } from '../mail/queue-mail.ts';
import {
  countRecoveryCodes,
  deletePasskeys,
  deleteTotp,
  listPasskeys,
  lockTotp,
  putTotp,
  replaceRecoveryCodes,
  spendRecoveryCode,
  updateTotp,
} from './factor-repository.ts';
import { newRecoveryCodes, recoveryCodeHash } from './recovery-codes.ts';
import { seal, unseal } from './seal.ts';
import { totpStep } from './totp.ts';

export const FACTOR_WRONG: CodedError = {
  code: 'SECOND_FACTOR_WRONG',
  message: 'This code or passkey is not right.',
};

/** Whose factors they are, and the names that mails need. */
export interface FactorOwner {
  readonly account: StoredAccount;
  readonly organizationName: string;
  readonly privateKey: KeyObject;
}

/** With what somebody can go on after the password; empty: nothing more is needed. */
export async function factorsOf(
  scope: Scope,
  accountId: AccountId,
): Promise<readonly SecondFactor[]> {
  const totp = await lockTotp(scope, accountId);
  const passkeys = await listPasskeys(scope, accountId);
  const own: SecondFactor[] = [
    ...(totp?.confirmed ? (['totp'] as const) : []),
    ...(passkeys.length > 0 ? (['passkey'] as const) : []),
  ];
  if (own.length === 0) return [];
  return (await countRecoveryCodes(scope, accountId)) > 0 ? [...own, 'recovery_code'] : own;
}

export async function securityView(
  scope: Scope,
  { account }: StoredAccount,
): Promise<SecurityView> {
  const totp = await lockTotp(scope, account.id);
  const passkeys = await listPasskeys(scope, account.id);
  return {
    email: account.email,
    totp: totp?.confirmed ?? false,
    passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
      id,
      name,
      createdAt,
      lastUsedAt,
    })),
    recoveryCodesLeft: await countRecoveryCodes(scope, account.id),
  };
}

/**
 * Checks a code of the authenticator, or a recovery code, and uses it up.
 * Errors: SECOND_FACTOR_WRONG.
 */
export async function proveByCode(
  work: TenantWork,
  owner: FactorOwner,
  code: string,
): Promise<Result<SecondFactor, CodedError>> {
  const { id, storeId } = owner.account.account;
  const totp = await lockTotp(work, id);
  if (totp?.confirmed) {
    const secret = unseal(totp.secret, { privateKey: owner.privateKey, accountId: id });
    const step = totpStep({ secret, code, now: work.at, lastStep: totp.lastStep });
    if (step !== null) {
      await updateTotp(work, id, { lastStep: step });
      return ok('totp');
    }
  }
  if (await spendRecoveryCode(work, id, recoveryCodeHash(code))) {
    const left = await countRecoveryCodes(work, id);
    const line = { storeId, action: 'account.use_recovery_code', subject: id, before: null };
    await recordChanges({ ...work, actorId: id }, [{ ...line, after: { left } }]);
    await tell(work, owner, 'recovery_code_used', { left: String(left) });
    return ok('recovery_code');
  }
  return err(FACTOR_WRONG);
}

/** Notes a second factor that was wrong; in a transaction of its own, because the try is refused. */
export async function recordWrongFactor(
  work: TenantWork,
  { account }: StoredAccount,
): Promise<Result<null, CodedError>> {
  const line = { storeId: account.storeId, action: 'session.wrong_second_factor' };
  await recordChanges(work, [{ ...line, subject: account.id, before: null, after: null }]);
  return ok(null);
}

/** Stores the secret of a new authenticator; it counts once a code of it was shown. */
export async function beginTotp(
  work: TenantWork,
  owner: FactorOwner,
  secret: string,
): Promise<Result<null, CodedError>> {
  const { id } = owner.account.account;
  if ((await lockTotp(work, id))?.confirmed) {
    return err({ code: 'ALREADY_EXISTS', message: 'There is an authenticator; remove it first.' });
  }
  const sealed = seal(secret, { privateKey: owner.privateKey, accountId: id });
  await putTotp(work, { accountId: id, secret: sealed, at: work.at });
  return ok(null);
}

/** Confirms the new authenticator; answers recovery codes. Errors: SECOND_FACTOR_WRONG, NOT_FOUND. */
export async function confirmTotp(
  work: TenantWork,
  owner: FactorOwner,
  code: string,
): Promise<Result<readonly string[], CodedError>> {
  const { id } = owner.account.account;
  const totp = await lockTotp(work, id);
  if (totp === null || totp.confirmed) {
    return err({ code: 'NOT_FOUND', message: 'No authenticator waits to be confirmed.' });
  }
  const secret = unseal(totp.secret, { privateKey: owner.privateKey, accountId: id });
  const step = totpStep({ secret, code, now: work.at, lastStep: totp.lastStep });
  if (step === null) return err(FACTOR_WRONG);
  await updateTotp(work, id, { lastStep: step, confirmedAt: work.at });
  await noteAdded(work, owner, 'totp');
  return ok(await renewRecoveryCodes(work, owner));
}

/** Makes recovery codes in place of all earlier ones. */
export async function renewRecoveryCodes(
  work: TenantWork,
  { account: { account } }: FactorOwner,
): Promise<readonly string[]> {
  const codes = newRecoveryCodes();
  await replaceRecoveryCodes(work, account.id, codes.map(recoveryCodeHash));
  const line = { storeId: account.storeId, action: 'account.renew_recovery_codes' };
  const after = { codes: codes.length };
  await recordChanges(work, [{ ...line, subject: account.id, before: null, after }]);
  return codes;
}

/** Forgets the authenticator (`totp`), a passkey by its id, or all there is (`all`). Errors: NOT_FOUND. */
export async function removeFactor(
  work: TenantWork,
  owner: FactorOwner,
  which: 'totp' | 'all' | { readonly passkey: string },
): Promise<Result<null, CodedError>> {
  const { id, storeId } = owner.account.account;
  const totp = which === 'totp' || which === 'all' ? await deleteTotp(work, id) : false;
  const passkeys =
    which === 'totp'
      ? 0
      : await deletePasskeys(work, id, which === 'all' ? undefined : which.passkey);
  if (!totp && passkeys === 0) {
    return err({ code: 'NOT_FOUND', message: 'There is no such second factor.' });
  }
  if ((await factorsOf(work, id)).length === 0) await replaceRecoveryCodes(work, id, []);
  const line = { storeId, action: 'account.remove_second_factor', subject: id, after: null };
  await recordChanges(work, [{ ...line, before: { totp, passkeys } }]);
  await tell(work, owner, 'second_factor_removed');
  return ok(null);
}

/** Notes and mails that a second factor was added. */
export async function noteAdded(
  work: TenantWork,
  owner: FactorOwner,
  factor: SecondFactor,
): Promise<void> {
  const { id, storeId } = owner.account.account;
  const line = { storeId, action: 'account.add_second_factor', subject: id, before: null };
  await recordChanges(work, [{ ...line, after: { factor } }]);
  await tell(work, owner, 'second_factor_added');
}

async function tell(
  work: TenantWork,
  { account, organizationName }: FactorOwner,
  kind: MailKind,
  values: Readonly<Record<string, string>> = {},
): Promise<void> {
  const at = momentInMail(work.at, account.language);
  const words = { kind, values: { organization: organizationName, at, ...values } };
  await queueMail(work, addresseeOf(account), words);
}
