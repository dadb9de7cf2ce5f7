import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { OrganizationId } from '@second-chance/shared/ids.ts';
import type { Result } from '@second-chance/shared/result.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { MAIL_DELIVER } from '../mail/deliver-mail.ts';
import type { ServerDeps } from './deps.ts';
import { change, type RestContext } from './rest.ts';

/** Runs a use case that also writes mails, and has them sent once it is committed. */
export async function changeAndMail<T>(
  context: RestContext,
  useCase: (work: TenantWork) => Promise<Result<T, CodedError>>,
): Promise<T> {
  const value = await change(context, useCase);
  await deliverSoon(context.deps, context.organizationId);
  return value;
}

/** What cannot be added here is found by the clock: a mail that is written goes out. */
export async function deliverSoon(
  { jobs, mailServer, logger }: ServerDeps,
  organizationId: OrganizationId,
): Promise<void> {
  if (mailServer === null) return;
  await jobs
    .add(MAIL_DELIVER, { organizationId })
    .catch((error: unknown) => logger.warn({ err: error }, 'mail waits for the clock'));
}
