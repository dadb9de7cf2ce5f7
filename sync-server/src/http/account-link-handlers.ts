/** REST handlers of `restContract.accountLinks`: links in mails, opened by whoever has them. */
import { assert } from '@second-chance/shared/assert.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { OrganizationId } from '@second-chance/shared/ids.ts';
import { confirmEmailByLink, openLink, setPasswordByLink } from '../accounts/account-links.ts';
import { foldEmail } from '../accounts/account-repository.ts';
import { uncommonPassword } from '../accounts/common-password.ts';
import { ACCOUNT_NEW_PASSWORD, mailNewPassword } from '../accounts/new-password.ts';
import { organizationName } from '../accounts/organization-repository.ts';
import { hashSecret } from '../accounts/password.ts';
import { readScopedToken } from '../accounts/scoped-token.ts';
import { asWork } from '../db/tenant-work.ts';
import type { ServerDeps } from './deps.ts';
import { changeAndMail, deliverSoon } from './mailing.ts';
import { orRefuse, type RestContext, read, refusal, rest } from './rest.ts';

const EXPIRED: CodedError = {
  code: 'LINK_EXPIRED',
  message: 'This link was used already, or is too old.',
};

export const accountLinkHandlers = {
  requestPassword: rest.accountLinks.requestPassword.handler(async ({ input, context }) => {
    const { deps, organizationId, address } = context;
    const email = input.email.trim();
    orRefuse(await deps.limits.mailByAddress.take(address));
    orRefuse(await deps.limits.mailByEmail.take(`${organizationId}/${foldEmail(email)}`));
    await deps.jobs.add(ACCOUNT_NEW_PASSWORD, { organizationId, email: withoutNull(email) });
    return { accepted: true as const };
  }),

  read: rest.accountLinks.read.handler(async ({ input, context }) => {
    const here = await ofLink(context, input.token);
    const { link, account } = await opened(here, input.token);
    return {
      purpose: link.purpose,
      email: link.email ?? account.account.email,
      displayName: account.account.displayName,
      organization: await nameOf(here),
    };
  }),

  setPassword: rest.accountLinks.setPassword.handler(async ({ input, context }) => {
    const here = await ofLink(context, input.token);
    const { account } = await opened(here, input.token);
    const password = orRefuse(uncommonPassword(input.password, account.account));
    const { name } = await nameOf(here);
    const passwordHash = await hashSecret(password);
    const wanted = { token: input.token, passwordHash, organizationName: name };
    const changed = await changeAndMail(here, (work) => setPasswordByLink(work, wanted));
    await here.deps.limits.loginByEmail.forget(
      `${here.organizationId}/${foldEmail(changed.email)}`,
    );
    return changed;
  }),

  confirmEmail: rest.accountLinks.confirmEmail.handler(async ({ input, context }) => {
    const here = await ofLink(context, input.token);
    const wanted = { token: input.token, organizationName: (await nameOf(here)).name };
    return changeAndMail(here, (work) => confirmEmailByLink(work, wanted));
  }),
};

/** Does the job `account.new_password`. */
export async function mailNewPasswordTo(
  deps: ServerDeps,
  { organizationId, email }: { readonly organizationId: OrganizationId; readonly email: string },
): Promise<void> {
  const organization = await organizationName(deps.db, organizationId);
  if (organization === null) return;
  const scope = { organizationId, at: deps.clock(), actorId: null };
  const wanted = { email, publicUrl: deps.publicUrl(), organizationName: organization.name };
  await asWork(deps.db, scope, (work) => mailNewPassword(work, wanted));
  await deliverSoon(deps, organizationId);
}

/** A link knows its organization, whichever the request would have been of. */
async function ofLink(context: RestContext, token: string): Promise<RestContext> {
  orRefuse(await context.deps.limits.linkByAddress.take(context.address));
  const scoped = readScopedToken(token);
  if (scoped === null) throw refusal(EXPIRED);
  return { ...context, organizationId: scoped.organizationId, actor: null };
}

async function opened(context: RestContext, token: string) {
  const now = context.deps.clock();
  return orRefuse(await read(context, (scope) => openLink(scope, { token, now })));
}

async function nameOf({ deps, organizationId }: RestContext) {
  const organization = await organizationName(deps.db, organizationId);
  assert(organization, 'a link that opens is of an organization');
  return organization;
}

/** The one sign that a queue cannot hold; nobody's address has it. */
function withoutNull(email: string): string {
  return email.replaceAll('\u0000', ' ');
}
