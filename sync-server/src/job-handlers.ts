/** Which work this node does: one line each kind of job. */
import type { TaskKind } from '@second-chance/shared/contract/rest/tasks.ts';
import { ACCOUNT_NEW_PASSWORD } from './accounts/new-password.ts';
import { bulkEditItems } from './catalogue/bulk-edit-items.ts';
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
import { handlePictureJobs } from './picture-uploads/picture-jobs.ts';
import { handlePruneJobs } from './sync/prune/prune-feeds.ts';
import { handleTaskJobs } from './tasks/task-jobs.ts';
import type { DoTask } from './tasks/task-run.ts';
import { checkImport } from './transfer/check-import.ts';
import { exportData } from './transfer/export-data.ts';
import { importItems } from './transfer/import-items.ts';
import { undoTask } from './transfer/new-categories.ts';

const TASKS: Readonly<Record<TaskKind, DoTask>> = {
  bulk_edit: bulkEditItems,
  undo: undoTask,
  import_check: checkImport,
  import: importItems,
  export: exportData,
};

export async function handleJobs(deps: ServerDeps): Promise<void> {
  const { jobs } = deps;
  await handleTaskJobs(deps, TASKS);
  await handlePictureJobs(deps);
  await jobs.handle(ACCOUNT_NEW_PASSWORD, (wanted) => mailNewPasswordTo(deps, wanted));
  await handlePaymentJobs(deps);
  await handlePruneJobs(deps);
  if (deps.mailServer === null) return;
  await jobs.handle(MAIL_DELIVER, async ({ organizationId }) => {
    await deliverMail(deps, organizationId);
  });
  await jobs.handle(MAIL_SWEEP, () => sweepMail(deps));
  await jobs.repeat(MAIL_SWEEP, SWEEP_CRON, {});
}
