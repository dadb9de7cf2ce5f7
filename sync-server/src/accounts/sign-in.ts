import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { Account } from '@second-chance/shared/contract/rest/accounts.ts';
import type { OrganizationId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { readAccessToken } from './access-token.ts';
import { findAccountByEmail, findAccountById, foldEmail } from './account-repository.ts';
import type { Actor } from './actor.ts';
import { verifySecret } from './password.ts';
import type { ServerKey } from './server-key.ts';
import type { SignInLimits } from './sign-in-limits.ts';

interface SignInDeps {
  readonly db: Kysely<Database>;
  readonly limits: SignInLimits;
}

export interface Credentials {
  readonly organizationId: OrganizationId;
  readonly email: string;
  readonly password: string;
  /** Address of the one who tries. */
  readonly address: string;
}

/**
 * The account of an e-mail and password. Unknown e-mail and wrong password cannot be told apart, not by
 * time either; that an account is disabled learns only who knows its password.
 * Errors: WRONG_CREDENTIALS, ACCOUNT_DISABLED, TOO_MANY_TRIES.
 */
export async function signIn(
  { db, limits }: SignInDeps,
  { organizationId, email, password, address }: Credentials,
): Promise<Result<Account, CodedError>> {
  const who = `${organizationId}/${foldEmail(email)}`;
  const allowed = [await limits.loginByAddress.take(address), await limits.loginByEmail.take(who)];
  for (const limit of allowed) if (!limit.ok) return limit;
  const found = email.includes('\u0000')
    ? null
    : await inTenant(db, organizationId, (tx) => findAccountByEmail({ tx, organizationId }, email));
  const isRight = await verifySecret(password, found?.passwordHash ?? null);
  if (!found || !isRight) {
    return err({ code: 'WRONG_CREDENTIALS', message: 'E-mail or password is wrong.' });
  }
  if (found.disabled) return err({ code: 'ACCOUNT_DISABLED', message: 'It is disabled.' });
  await limits.loginByEmail.forget(who);
  return ok(found.account);
}

/**
 * Whose access token this is. The account is read anew each time: a disabled one is refused at once.
 * Errors: NOT_SIGNED_IN.
 */
export async function actorOfToken(
  { db, serverKey }: { readonly db: Kysely<Database>; readonly serverKey: ServerKey },
  { token, now }: { readonly token: string; readonly now: EpochMs },
): Promise<Result<Actor, CodedError>> {
  const subject = await readAccessToken(serverKey, { token, now });
  if (subject === null) return err(SIGN_IN_AGAIN);
  const { accountId, organizationId } = subject;
  const found = await inTenant(db, organizationId, (tx) =>
    findAccountById({ tx, organizationId }, accountId),
  );
  if (found === null || found.disabled) return err(SIGN_IN_AGAIN);
  const { role, storeId } = found.account;
  return ok({ accountId, organizationId, role, storeId });
}

const SIGN_IN_AGAIN: CodedError = {
  code: 'NOT_SIGNED_IN',
  message: 'The access token is not valid or no longer valid. Sign in again.',
};
