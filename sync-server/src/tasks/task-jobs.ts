/** Tasks as jobs of the queue: done at once, and found again when the node that had them is gone. */

import type { TaskKind } from '@second-chance/shared/contract/rest/tasks.ts';
import type { OrganizationId, TaskId } from '@second-chance/shared/ids.ts';
import { idSchema } from '@second-chance/shared/ids.ts';
import { z } from 'zod';
import { inTenant } from '../db/tenant-transaction.ts';
import type { JobKind, Jobs } from '../jobs/jobs.ts';
import { runTask, type TaskDeps, type TaskToRun } from './run-task.ts';
import { abandonedTasks, deleteExpiredTasks } from './task-repository.ts';
import type { DoTask } from './task-run.ts';

/** The job that does a task. */
export const RUN_TASK: JobKind<TaskToRun> = {
  name: 'task.run',
  payload: z.strictObject({
    organizationId: idSchema<'Organization'>() as z.ZodType<OrganizationId, OrganizationId>,
    taskId: idSchema<'Task'>() as z.ZodType<TaskId, TaskId>,
  }),
  retries: 5,
  retryWaitSecondsMax: 30,
  secondsMax: 3_600,
  atOnce: 2,
};

const LOOK: JobKind<Record<string, never>> = {
  name: 'task.look',
  payload: z.strictObject({}),
  retries: 0,
  retryWaitSecondsMax: 60,
  secondsMax: 60,
  atOnce: 1,
};
/** Longer than a node's lease of a task, so that what it had is free by then. */
const LOOK_AFTER_START_SECONDS = 25;

/** Has a task done soon, by whichever node is free. Called after the commit that made it. */
export function addTaskJob(jobs: Jobs, task: TaskToRun): Promise<void> {
  return jobs.add(RUN_TASK, task, { key: task.taskId });
}

/** Does tasks on this node, and looks every minute for those that nobody does. */
export async function handleTaskJobs(
  { jobs, ...deps }: TaskDeps & { readonly jobs: Jobs },
  kinds: Readonly<Record<TaskKind, DoTask>>,
): Promise<void> {
  await jobs.handle(RUN_TASK, (task, { signal }) => runTask(deps, kinds, { ...task, signal }));
  await jobs.handle(LOOK, async () => {
    for (const { organizationId, id } of await abandonedTasks(deps.db)) {
      await addTaskJob(jobs, { organizationId, taskId: id });
    }
    await forgetExpired(deps);
  });
  await jobs.repeat(LOOK, '* * * * *', {});
  await jobs.add(LOOK, {});
  await jobs.add(LOOK, {}, { afterSeconds: LOOK_AFTER_START_SECONDS });
}

async function forgetExpired({ db, clock }: TaskDeps): Promise<void> {
  const organizations = await db.selectFrom('organization').select('id').execute();
  for (const { id: organizationId } of organizations) {
    await inTenant(db, organizationId, (tx) => deleteExpiredTasks({ tx, organizationId }, clock()));
  }
}
