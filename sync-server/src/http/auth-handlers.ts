import { assert } from '@second-chance/shared/assert.ts';
import type { Account } from '@second-chance/shared/contract/rest/accounts.ts';
import { ACCESS_TOKEN_SECONDS, signAccessToken } from '../accounts/access-token.ts';
import { findAccountById } from '../accounts/account-repository.ts';
import { uncommonPassword } from '../accounts/common-password.ts';
import { createAccount } from '../accounts/create-account.ts';
import { hashSecret } from '../accounts/password.ts';
import { signIn } from '../accounts/sign-in.ts';
import { change, orRefuse, type RestContext, read, refusal, rest } from './rest.ts';

export const authHandlers = {
  register: rest.auth.register.handler(async ({ input, context }) => {
    orRefuse(await context.deps.limits.registerByAddress.take(context.address));
    const { email, displayName } = input;
    const password = orRefuse(uncommonPassword(input.password, input));
    const passwordHash = await hashSecret(password);
    const customer = { email, displayName, passwordHash, role: 'customer', storeId: null } as const;
    return session(context, await change(context, (work) => createAccount(work, customer)));
  }),

  login: rest.auth.login.handler(async ({ input, context }) => {
    const { deps, organizationId, address } = context;
    return session(context, orRefuse(await signIn(deps, { ...input, organizationId, address })));
  }),

  me: rest.auth.me.handler(async ({ context }) => {
    const { actor } = context;
    if (actor === null) throw refusal({ code: 'NOT_SIGNED_IN', message: 'Sign in first.' });
    const found = await read(context, (scope) => findAccountById(scope, actor.accountId));
    assert(found, 'the account was there a moment ago');
    return found.account;
  }),
};

async function session({ deps }: RestContext, account: Account) {
  const { id: accountId, organizationId } = account;
  const subject = { accountId, organizationId, now: deps.clock() };
  return {
    accessToken: await signAccessToken(deps.serverKey, subject),
    tokenType: 'Bearer' as const,
    expiresInSeconds: ACCESS_TOKEN_SECONDS,
    account,
  };
}
