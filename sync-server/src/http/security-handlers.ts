/** REST handlers of `restContract.security`: what secures one's own account. */
import { assert } from '@second-chance/shared/assert.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { ok } from '@second-chance/shared/result.ts';
import { findAccountById, type StoredAccount } from '../accounts/account-repository.ts';
import { uncommonPassword } from '../accounts/common-password.ts';
import { organizationName } from '../accounts/organization-repository.ts';
import { changeEmail, setOwnPassword } from '../accounts/own-account.ts';
import { hashSecret } from '../accounts/password.ts';
import { deleteSessions, listSessions } from '../accounts/session-repository.ts';
import { FRESH_MS, type OpenSession } from '../accounts/sessions.ts';
import { recordChanges } from '../audit/record-change.ts';
import {
  beginTotp,
  confirmTotp,
  type FactorOwner,
  factorsOf,
  removeFactor,
  renewRecoveryCodes,
  securityView,
} from '../factors/factors.ts';
import { addPasskey, beginPasskey } from '../factors/passkeys.ts';
import { qrCode } from '../factors/qr-code.ts';
import { newTotp } from '../factors/totp.ts';
import { changeAndMail } from './mailing.ts';
import { change, orRefuse, type RestContext, read, refusal, rest } from './rest.ts';

export const securityHandlers = {
  get: rest.security.get.handler(async ({ context }) => {
    const account = await ownAccount(context);
    return read(context, (scope) => securityView(scope, account));
  }),

  setPassword: rest.security.setPassword.handler(async ({ input, context }) => {
    const { session, owner } = await fresh(context);
    const password = orRefuse(uncommonPassword(input.password, owner.account.account));
    const passwordHash = await hashSecret(password);
    const wanted = { owner, passwordHash, sessionId: session.session.id };
    await changeAndMail(context, (work) => setOwnPassword(work, wanted));
    return read(context, (scope) => securityView(scope, owner.account));
  }),

  changeEmail: rest.security.changeEmail.handler(async ({ input, context }) => {
    const { owner } = await fresh(context);
    orRefuse(await context.deps.limits.mailByEmail.take(owner.account.account.id));
    const wanted = { owner, email: input.email, publicUrl: context.deps.publicUrl() };
    await changeAndMail(context, (work) => changeEmail(work, wanted));
    return { accepted: true as const };
  }),

  beginTotp: rest.security.beginTotp.handler(async ({ context }) => {
    const { owner } = await fresh(context);
    const { email } = owner.account.account;
    const { secret, uri } = newTotp({ organization: owner.organizationName, email });
    await change(context, (work) => beginTotp(work, owner, secret));
    return { secret, uri, qrCode: qrCode(uri) };
  }),

  confirmTotp: rest.security.confirmTotp.handler(async ({ input, context }) => {
    const { owner } = await fresh(context);
    const { secondFactor } = context.deps.limits;
    orRefuse(await secondFactor.take(owner.account.account.id));
    const codes = await changeAndMail(context, (work) => confirmTotp(work, owner, input.code));
    await secondFactor.forget(owner.account.account.id);
    return { recoveryCodes: [...codes] };
  }),

  removeTotp: rest.security.removeTotp.handler(async ({ context }) => {
    const { owner } = await fresh(context);
    await changeAndMail(context, (work) => removeFactor(work, owner, 'totp'));
    return read(context, (scope) => securityView(scope, owner.account));
  }),

  beginPasskey: rest.security.beginPasskey.handler(async ({ context }) => {
    const { owner, session } = await fresh(context);
    const asked = { session, site: context.site };
    const options = await change(context, (work) => beginPasskey(work, owner, asked));
    return { options: { ...options } };
  }),

  addPasskey: rest.security.addPasskey.handler(async ({ input, context }) => {
    const { owner, session } = await fresh(context);
    const made = { session, site: context.site, ...input };
    const codes = await changeAndMail(context, (work) => addPasskey(work, owner, made));
    return { recoveryCodes: [...codes] };
  }),

  removePasskey: rest.security.removePasskey.handler(async ({ input, context }) => {
    const { owner } = await fresh(context);
    await changeAndMail(context, (work) => removeFactor(work, owner, { passkey: input.id }));
    return read(context, (scope) => securityView(scope, owner.account));
  }),

  renewRecoveryCodes: rest.security.renewRecoveryCodes.handler(async ({ context }) => {
    const { owner } = await fresh(context);
    const { id } = owner.account.account;
    if ((await read(context, (scope) => factorsOf(scope, id))).length === 0) {
      throw refusal({ code: 'NOT_FOUND', message: 'There is no second factor to stand in for.' });
    }
    const codes = await change(context, async (work) => ok(await renewRecoveryCodes(work, owner)));
    return { recoveryCodes: [...codes] };
  }),

  sessions: rest.security.sessions.handler(async ({ context }) => {
    const { account } = await ownAccount(context);
    const now = context.deps.clock();
    const rows = await read(context, (scope) =>
      listSessions(scope, { accountId: account.id, now }),
    );
    return {
      rows: rows
        .filter(({ secondFactorDue }) => !secondFactorDue)
        .map(({ id, userAgent, address, createdAt, lastSeenAt }) => ({
          id,
          userAgent,
          address,
          createdAt,
          lastSeenAt,
          current: id === context.session?.session.id,
        })),
    };
  }),

  endSession: rest.security.endSession.handler(async ({ input, context }) =>
    endSessions(context, { only: input.id }),
  ),

  endOtherSessions: rest.security.endOtherSessions.handler(async ({ context }) => {
    const { session } = context;
    return endSessions(context, session === null ? {} : { except: session.session.id });
  }),
};

async function endSessions(
  context: RestContext,
  which: Omit<Parameters<typeof deleteSessions>[1], 'accountId'>,
): Promise<{ readonly ended: number }> {
  const { account } = await ownAccount(context);
  const { id: accountId, storeId } = account;
  return change(context, async (work) => {
    const ended = await deleteSessions(work, { accountId, ...which });
    const line = { storeId, action: 'session.end_others', subject: accountId, before: null };
    if (ended > 0) await recordChanges(work, [{ ...line, after: { ended } }]);
    return ok({ ended });
  });
}

const NOT_SIGNED_IN: CodedError = { code: 'NOT_SIGNED_IN', message: 'Sign in first.' };

async function ownAccount(context: RestContext): Promise<StoredAccount> {
  const { actor } = context;
  if (actor === null) throw refusal(NOT_SIGNED_IN);
  const found = await read(context, (scope) => findAccountById(scope, actor.accountId));
  assert(found, 'the account was there a moment ago');
  return found;
}

/**
 * Whoever asks for something delicate proved a short while ago who they are, with a browser.
 * Errors: NOT_SIGNED_IN, FRESH_SIGN_IN_REQUIRED.
 */
async function fresh(
  context: RestContext,
): Promise<{ readonly owner: FactorOwner; readonly session: OpenSession }> {
  const account = await ownAccount(context);
  const { session, deps, organizationId } = context;
  if (session === null || deps.clock() - session.session.provenAt > FRESH_MS) {
    throw refusal({ code: 'FRESH_SIGN_IN_REQUIRED', message: 'Prove again who you are.' });
  }
  const organization = await organizationName(deps.db, organizationId);
  assert(organization, 'the organization of a session is there');
  const { privateKey } = deps.serverKey;
  return { session, owner: { account, organizationName: organization.name, privateKey } };
}
