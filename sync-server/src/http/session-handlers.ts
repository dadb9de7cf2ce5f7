/** REST handlers of `restContract.session`: signing in and out with a browser. */
import { assert } from '@second-chance/shared/assert.ts';
import type { SessionState } from '@second-chance/shared/contract/rest/session.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { organizationName } from '../accounts/organization-repository.ts';
import { beginSession, endSession, FRESH_MS, type OpenSession } from '../accounts/sessions.ts';
import { signIn } from '../accounts/sign-in.ts';
import { change, orRefuse, type RestContext, rest } from './rest.ts';

export const sessionHandlers = {
  get: rest.session.get.handler(({ context }) => stateOf(context, context.session)),

  start: rest.session.start.handler(async ({ input, context }) => {
    const { deps, organizationId, address, device } = context;
    const account = orRefuse(await signIn(deps, { ...input, organizationId, address }));
    const before = context.session;
    const { token, session } = await change(context, async (work) => {
      if (before !== null) await endSession(work, before);
      return beginSession(work, { account, device, secondFactorDue: false });
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
};

/** How far somebody has come, as the admin web wants to know it. */
async function stateOf(
  { deps, organizationId }: RestContext,
  open: OpenSession | null,
): Promise<SessionState> {
  const organization = await organizationName(deps.db, organizationId);
  assert(organization, 'the organization of a request is there');
  if (open === null) return { state: 'signed_out', organization };
  const { session, account } = open;
  if (session.secondFactorDue) return { state: 'second_factor', organization, factors: [] };
  return {
    state: 'signed_in',
    organization,
    account,
    sessionId: session.id,
    freshUntil: (session.provenAt + FRESH_MS) as EpochMs,
  };
}
