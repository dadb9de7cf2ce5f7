import type { TaskId } from '@second-chance/shared/ids.ts';
import { beginBulkEdit } from '../catalogue/bulk-edit-items.ts';
import { taskItemsWith, taskRowView } from '../tasks/task-item-repository.ts';
import { addTaskJob } from '../tasks/task-jobs.ts';
import { beginTask, beginUndo, cancelTask, ownTasks, taskView } from '../tasks/tasks.ts';
import { beginImport } from '../transfer/import-items.ts';
import { actorWith, change, orRefuse, type RestContext, read, rest } from './rest.ts';

export const taskHandlers = {
  list: rest.tasks.list.handler(async ({ context }) => {
    const actor = actorWith(context, 'edit_catalogue', null);
    return { rows: [...(await read(context, (scope) => ownTasks(scope, actor)))] };
  }),

  get: rest.tasks.get.handler(({ input, context }) => viewOf(context, input.id)),

  rows: rest.tasks.rows.handler(async ({ input, context }) => {
    const { id: taskId, outcome, after, limit } = input;
    await viewOf(context, taskId);
    const outcomes = outcome === undefined ? null : [outcome];
    const rows = await read(context, (scope) =>
      taskItemsWith(scope, { taskId, outcomes, after, limit }),
    );
    return { rows: rows.map(taskRowView) };
  }),

  cancel: rest.tasks.cancel.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'edit_catalogue', null);
    await change(context, (work) => cancelTask(work, { id: input.id, actor }));
    return viewOf(context, input.id);
  }),

  undo: rest.tasks.undo.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'edit_catalogue', null);
    const { id: of, taskId: id } = input;
    await change(context, (work) => beginUndo(work, { id, of, actor }));
    return begun(context, id);
  }),

  bulkEdit: rest.tasks.bulkEdit.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'edit_catalogue', input.storeId);
    await change(context, (work) => beginBulkEdit(work, { actor, ...input }));
    return begun(context, input.id);
  }),

  import: rest.tasks.import.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'edit_catalogue', null);
    const { id: checkId, taskId: id } = input;
    await change(context, (work) => beginImport(work, { id, checkId, actor }));
    return begun(context, id);
  }),

  export: rest.tasks.export.handler(async ({ input, context }) => {
    const { id, storeId, ...wish } = input;
    const actor = actorWith(context, 'edit_catalogue', storeId);
    await change(context, (work) =>
      beginTask(work, { id, actor, storeId, kind: 'export', input: wish }),
    );
    return begun(context, id);
  }),
};

async function begun(context: RestContext, taskId: TaskId) {
  const { organizationId, deps } = context;
  await addTaskJob(deps.jobs, { organizationId, taskId });
  return viewOf(context, taskId);
}

async function viewOf(context: RestContext, id: TaskId) {
  const actor = actorWith(context, 'edit_catalogue', null);
  return orRefuse(await read(context, (scope) => taskView(scope, { id, actor })));
}
