/** Who asks, and of which organization: what every REST handler is given. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { OrganizationId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { Request } from 'express';
import type { Actor } from '../accounts/actor.ts';
import { onlyOrganization, organizationBySlug } from '../accounts/organization-repository.ts';
import { actorOfToken } from '../accounts/sign-in.ts';
import type { ServerDeps } from './deps.ts';
import type { RestContext } from './rest.ts';

/**
 * Reads who asks from the access token, and the organization from there; of a stranger from
 * `?organization=` or `x-organization` (a slug), else the server's default, else the only one.
 *
 * Errors: NOT_SIGNED_IN for a token that is not valid, even where none is needed; NOT_ALLOWED for
 * the token of one organization with the name of another; NOT_FOUND for an unknown organization.
 */
export async function restContext(
  deps: ServerDeps,
  req: Request,
): Promise<Result<Omit<RestContext, 'onRoute'>, CodedError>> {
  const actor = await actorOf(deps, req.get('authorization'));
  if (!actor.ok) return actor;
  const organization = await organizationOf(deps, { req, actor: actor.value });
  if (!organization.ok) return organization;
  return ok({
    deps,
    actor: actor.value,
    organizationId: organization.value,
    address: req.ip ?? 'unknown',
  });
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
  { req, actor }: { readonly req: Request; readonly actor: Actor | null },
): Promise<Result<OrganizationId, CodedError>> {
  const named = req.query.organization ?? req.get('x-organization');
  const slug = typeof named === 'string' ? named : actor ? null : defaultOrganization;
  if (slug === null) {
    const id = actor?.organizationId ?? (await onlyOrganization(db));
    return id === null ? err(WHICH_ORGANIZATION) : ok(id);
  }
  const id = SLUG.test(slug) ? await organizationBySlug(db, slug) : null;
  if (actor && id !== actor.organizationId) return err(OTHER_ORGANIZATION);
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
