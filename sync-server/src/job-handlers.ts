/** Which work this node does: one line each kind of job. */
import { ACCOUNT_NEW_PASSWORD } from './accounts/new-password.ts';
import { mailNewPasswordTo } from './http/account-link-handlers.ts';
import type { ServerDeps } from './http/deps.ts';
import {
  deliverMail,
  MAIL_DELIVER,
  MAIL_SWEEP,
  SWEEP_CRON,
  sweepMail,
} from './mail/deliver-mail.ts';
import { handlePaymentJobs } from './payments/payment-jobs.ts';

export async function handleJobs(deps: ServerDeps): Promise<void> {
  const { jobs } = deps;
  await jobs.handle(ACCOUNT_NEW_PASSWORD, (wanted) => mailNewPasswordTo(deps, wanted));
  await handlePaymentJobs(deps);
  if (deps.mailServer === null) return;
  await jobs.handle(MAIL_DELIVER, async ({ organizationId }) => {
    await deliverMail(deps, organizationId);
  });
  await jobs.handle(MAIL_SWEEP, () => sweepMail(deps));
  await jobs.repeat(MAIL_SWEEP, SWEEP_CRON, {});
}
