/** A forgotten password: a link is mailed. It is a job, so that the answer takes as long for anyone. */
import { idSchema, type OrganizationId } from '@second-chance/shared/ids.ts';
import { z } from 'zod';
import type { TenantWork } from '../db/tenant-work.ts';
import type { JobKind } from '../jobs/jobs.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { addresseeOf, createLink } from './account-links.ts';
import { findAccountByEmail } from './account-repository.ts';

export const ACCOUNT_NEW_PASSWORD: JobKind<{
  readonly organizationId: OrganizationId;
  readonly email: string;
}> = {
  name: 'account.new_password',
  payload: z.strictObject({
    organizationId: idSchema<'Organization'>() as z.ZodType<OrganizationId, OrganizationId>,
    email: z.string().max(254),
  }),
  retries: 5,
  retryWaitSecondsMax: 60,
  secondsMax: 60,
  atOnce: 1,
  // What somebody typed is not kept.
  keptSeconds: 60,
};

/** Mails a link to whoever has this e-mail; to nobody where nobody has, or the account is disabled. */
export async function mailNewPassword(
  work: TenantWork,
  {
    email,
    publicUrl,
    organizationName,
  }: {
    readonly email: string;
    readonly publicUrl: string;
    readonly organizationName: string;
  },
): Promise<void> {
  const account = email.includes('\u0000') ? null : await findAccountByEmail(work, email);
  if (account === null || account.disabled) return;
  const { url, until } = await createLink(work, { account, purpose: 'new_password', publicUrl });
  await queueMail(work, addresseeOf(account), {
    kind: 'new_password',
    link: url,
    values: { organization: organizationName, until },
  });
}
