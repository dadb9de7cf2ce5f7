/** Who asks, and of which organization: what every REST handler is given. */
import { assert } from '@second-chance/shared/assert.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { OrganizationId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { Request } from 'express';
import type { Actor } from '../accounts/actor.ts';
import { onlyOrganization, organizationBySlug } from '../accounts/organization-repository.ts';
import { type OpenSession, readSession } from '../accounts/sessions.ts';
import { actorOfToken } from '../accounts/sign-in.ts';
import type { ServerDeps } from './deps.ts';
import type { RestContext } from './rest.ts';
import { ownOrigin, sessionTokenOf, siteOf } from './session-cookie.ts';

type Caller = Omit<RestContext, 'onRoute' | 'carrySession'>;

/**
 * Reads who asks from the access token, else from the cookie of a session, and the organization from
 * there; of a stranger from `?organization=` or `x-organization` (a slug), else the server's default,
 * else the only one. A cookie that is worth nothing any more is a stranger's.
 *
 * Errors: ORIGIN_REFUSED for a write by cookie that another site's page sent; NOT_SIGNED_IN for a token that is not valid, even where none is needed; NOT_ALLOWED for
 * the token of one organization with the name of another; NOT_FOUND for an unknown organization.
 */
export async function restContext(
  deps: ServerDeps,
  req: Request,
): Promise<Result<Caller, CodedError>> {
  const session = await sessionOf(deps, req);
  if (!session.ok) return session;
  const actor = session.value
    ? ok(actorOfSession(session.value))
    : await actorOf(deps, req.get('authorization'));
  if (!actor.ok) return actor;
  const organization = await organizationOf(deps, {
    req,
    own: session.value?.session.organizationId ?? actor.value?.organizationId ?? null,
  });
  if (!organization.ok) return organization;
  return ok({
    deps,
    actor: actor.value,
    organizationId: organization.value,
    session: session.value,
    site: siteOf(req),
    address: req.ip ?? 'unknown',
    device: { userAgent: req.get('user-agent') ?? '', address: req.ip ?? 'unknown' },
  });
}

/** A request with an access token is a program's, whatever cookies it has. */
async function sessionOf(
  deps: ServerDeps,
  req: Request,
): Promise<Result<OpenSession | null, CodedError>> {
  if (req.get('authorization') !== undefined) return ok(null);
  const token = sessionTokenOf(req);
  if (token === null) return ok(null);
  const origin = ownOrigin(req);
  if (!origin.ok) return origin;
  return ok(await readSession(deps, { token, now: deps.clock() }));
}

/** Until the second factor is shown nobody is signed in. */
function actorOfSession({ session, account }: OpenSession): Actor | null {
  if (session.secondFactorDue) return null;
  const { organizationId, role, storeId } = account;
  assert(organizationId === session.organizationId, 'a session is of its account');
  return { accountId: account.id, organizationId, role, storeId };
}

async function actorOf(
  deps: ServerDeps,
  authorization: string | undefined,
): Promise<Result<Actor | null, CodedError>> {
  if (authorization === undefined) return ok(null);
  const [, token] = /^Bearer ([^\s]{1,4000})$/i.exec(authorization) ?? [];
  if (token === undefined) {
    return err({ code: 'NOT_SIGNED_IN', message: 'Only Bearer tokens are understood here.' });
  }
  return actorOfToken(deps, { token, now: deps.clock() });
}

async function organizationOf(
  { db, defaultOrganization }: ServerDeps,
  { req, own }: { readonly req: Request; readonly own: OrganizationId | null },
): Promise<Result<OrganizationId, CodedError>> {
  const named = req.query.organization ?? req.get('x-organization');
  const slug = typeof named === 'string' ? named : own ? null : defaultOrganization;
  if (slug === null) {
    const id = own ?? (await onlyOrganization(db));
    return id === null ? err(WHICH_ORGANIZATION) : ok(id);
  }
  const id = SLUG.test(slug) ? await organizationBySlug(db, slug) : null;
  if (own && id !== own) return err(OTHER_ORGANIZATION);
  return id === null ? err(NO_SUCH_ORGANIZATION) : ok(id);
}

const SLUG = /^[a-z0-9-]{1,40}$/;

const WHICH_ORGANIZATION: CodedError = {
  code: 'NOT_FOUND',
  message: 'Name an organization by ?organization= or x-organization.',
};
const NO_SUCH_ORGANIZATION: CodedError = {
  code: 'NOT_FOUND',
  message: 'There is no such organization.',
};
const OTHER_ORGANIZATION: CodedError = {
  code: 'NOT_ALLOWED',
  message: 'You belong to another organization.',
};
