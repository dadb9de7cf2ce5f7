/** REST handlers of `restContract.session`: signing in and out with a browser. */
import { assert } from '@second-chance/shared/assert.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { SessionState } from '@second-chance/shared/contract/rest/session.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { findAccountById, foldEmail } from '../accounts/account-repository.ts';
import { organizationName } from '../accounts/organization-repository.ts';
import { verifySecret } from '../accounts/password.ts';
import {
  beginSession,
  completeSession,
  endSession,
  FRESH_MS,
  freshenSession,
  type OpenSession,
} from '../accounts/sessions.ts';
import { signIn } from '../accounts/sign-in.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import {
  FACTOR_WRONG,
  type FactorOwner,
  factorsOf,
  proveByCode,
  recordWrongFactor,
} from '../factors/factors.ts';
import { challengePasskey, proveByPasskey } from '../factors/passkeys.ts';
import { deliverSoon } from './mailing.ts';
import { change, orRefuse, type RestContext, read, refusal, rest } from './rest.ts';

export const sessionHandlers = {
  get: rest.session.get.handler(({ context }) => stateOf(context, context.session)),

  start: rest.session.start.handler(async ({ input, context }) => {
    const { deps, organizationId, address, device } = context;
    const account = orRefuse(await signIn(deps, { ...input, organizationId, address }));
    const before = context.session;
    const { token, session } = await change(context, async (work) => {
      if (before !== null) await endSession(work, before);
      const secondFactorDue = (await factorsOf(work, account.id)).length > 0;
      return beginSession(work, { account, device, secondFactorDue });
    });
    context.carrySession(token);
    return stateOf(context, { session, account });
  }),

  end: rest.session.end.handler(async ({ context }) => {
    const { session } = context;
    if (session !== null) await change(context, (work) => endSession(work, session));
    context.carrySession(null);
    return stateOf(context, null);
  }),

  proveCode: rest.session.proveCode.handler(async ({ input, context }) => {
    const session = sessionOf(context);
    const owner = await ownerOf(context, session);
    await tryFactor(context, session, (work) => proveByCode(work, owner, input.code));
    return proven(context, session);
  }),

  passkeyChallenge: rest.session.passkeyChallenge.handler(async ({ context }) => {
    const asked = { session: sessionOf(context), site: context.site };
    const options = await change(context, (work) => challengePasskey(work, asked));
    return { options: { ...options } };
  }),

  provePasskey: rest.session.provePasskey.handler(async ({ input, context }) => {
    const session = sessionOf(context);
    const shown = { session, site: context.site, response: input.response };
    await tryFactor(context, session, (work) => proveByPasskey(work, shown));
    return proven(context, session);
  }),

  confirm: rest.session.confirm.handler(async ({ input, context }) => {
    const { deps } = context;
    const session = sessionOf(context);
    if (session.session.secondFactorDue) throw refusal(NOT_SIGNED_IN);
    const owner = await ownerOf(context, session);
    const { email, organizationId } = session.account;
    const who = `${organizationId}/${foldEmail(email)}`;
    orRefuse(await deps.limits.loginByEmail.take(who));
    if (!(await verifySecret(input.password, owner.account.passwordHash))) {
      throw refusal({ code: 'WRONG_CREDENTIALS', message: 'The password is wrong.' });
    }
    await deps.limits.loginByEmail.forget(who);
    const { code } = input;
    await tryFactor(context, session, async (work): Promise<Result<unknown, CodedError>> => {
      if ((await factorsOf(work, session.account.id)).length === 0) return ok(null);
      return code === undefined ? err(FACTOR_WRONG) : proveByCode(work, owner, code);
    });
    return proven(context, session);
  }),
};

const NOT_SIGNED_IN: CodedError = { code: 'NOT_SIGNED_IN', message: 'Sign in first.' };

/** The session of whoever asks, also one that still lacks its second factor. */
function sessionOf({ session }: RestContext): OpenSession {
  if (session === null) throw refusal(NOT_SIGNED_IN);
  return session;
}

/** Lets a second factor be tried, not too often, and notes what was wrong. */
async function tryFactor(
  context: RestContext,
  { account }: OpenSession,
  prove: (work: TenantWork) => Promise<Result<unknown, CodedError>>,
): Promise<void> {
  const { deps, organizationId } = context;
  orRefuse(await deps.limits.secondFactor.take(account.id));
  const proved = await change(context, async (work) => ok(await prove(work)));
  if (!proved.ok) {
    const owner = await read(context, (tenant) => findAccountById(tenant, account.id));
    if (owner !== null) await change(context, (work) => recordWrongFactor(work, owner));
    throw refusal(proved.error);
  }
  await deps.limits.secondFactor.forget(account.id);
  await deliverSoon(deps, organizationId);
}

/** After a proof: the session is whole, or fresh again. */
async function proven(context: RestContext, open: OpenSession): Promise<SessionState> {
  if (!open.session.secondFactorDue) {
    const fresh = await change(context, async (work) => ok(await freshenSession(work, open)));
    return stateOf(context, fresh);
  }
  const { token, session } = await change(context, async (work) =>
    ok(await completeSession(work, open)),
  );
  context.carrySession(token);
  return stateOf(context, { session, account: open.account });
}

/** Whose second factors are to be looked at. */
async function ownerOf(context: RestContext, { account }: OpenSession): Promise<FactorOwner> {
  const { deps, organizationId } = context;
  const found = await read(context, (scope) => findAccountById(scope, account.id));
  const organization = await organizationName(deps.db, organizationId);
  assert(found && organization, 'a session is of an account that is there');
  const { privateKey } = deps.serverKey;
  return { account: found, organizationName: organization.name, privateKey };
}

/** How far somebody has come, as the admin web wants to know it. */
async function stateOf(context: RestContext, open: OpenSession | null): Promise<SessionState> {
  const { deps, organizationId } = context;
  const organization = await organizationName(deps.db, organizationId);
  assert(organization, 'the organization of a request is there');
  if (open === null) return { state: 'signed_out', organization };
  const { session, account } = open;
  const factors = [...(await read(context, (scope) => factorsOf(scope, account.id)))];
  if (session.secondFactorDue) return { state: 'second_factor', organization, factors };
  return {
    state: 'signed_in',
    organization,
    account,
    sessionId: session.id,
    freshUntil: (session.provenAt + FRESH_MS) as EpochMs,
    factors,
  };
}
