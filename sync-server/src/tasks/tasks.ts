import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { TaskKind, TaskView } from '@second-chance/shared/contract/rest/tasks.ts';
import type { StoreId, TaskId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Scope } from '../db/document-repository.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { listFiles } from './task-file-repository.ts';
import { countOutcomes, insertItemsToUndo } from './task-item-repository.ts';
import { askToCancel, findTask, insertTask, listTasks, markUndone } from './task-repository.ts';
import { canUndo, type TaskRow } from './task-row.ts';

/** How long a task, its files and its undo are kept. */
const DAY_MS = 24 * 60 * 60 * 1_000;
const KEPT_MS: Readonly<Record<TaskKind, number>> = {
  bulk_edit: 30 * DAY_MS,
  import: 30 * DAY_MS,
  import_check: 2 * DAY_MS,
  export: DAY_MS,
  undo: 30 * DAY_MS,
};
const LISTED = 50;

export interface TaskWish {
  readonly id: TaskId;
  readonly actor: Actor;
  readonly storeId: StoreId;
  readonly kind: TaskKind;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Notes a task that is to be done. `exists`: the request was repeated. Errors: ALREADY_EXISTS. */
export async function beginTask(
  work: TenantWork,
  { id, actor, storeId, kind, input }: TaskWish,
): Promise<Result<'begun' | 'exists', CodedError>> {
  const { accountId } = actor;
  const createdAt = work.at;
  const expiresAt = (createdAt + KEPT_MS[kind]) as EpochMs;
  const task = { id, storeId, accountId, kind, input, createdAt, expiresAt };
  if ((await insertTask(work, task)) === 'inserted') return ok('begun');
  const known = await findTask(work, { id, accountId });
  return known?.kind === kind
    ? ok('exists')
    : err({ code: 'ALREADY_EXISTS', message: 'This id is taken.', details: { id } });
}

/** Somebody's own task as it is shown. Errors: NOT_FOUND, also for everybody else's. */
export async function taskView(
  scope: Scope,
  own: { readonly id: TaskId; readonly actor: Actor },
): Promise<Result<TaskView, CodedError>> {
  const task = await findTask(scope, { id: own.id, accountId: own.actor.accountId });
  if (task === null) return err(NO_SUCH_TASK);
  const files = await listFiles(scope, [task.id]);
  const counts = task.result ?? (await countOutcomes(scope, task.id));
  return ok(viewOf(task, { counts, files }));
}

/** Somebody's own tasks, newest first. */
export async function ownTasks(scope: Scope, actor: Actor): Promise<readonly TaskView[]> {
  const tasks = await listTasks(scope, { accountId: actor.accountId, limit: LISTED });
  const files = await listFiles(
    scope,
    tasks.map(({ id }) => id),
  );
  return tasks.map((task) =>
    viewOf(task, {
      counts: task.result ?? {},
      files: files.filter(({ taskId }) => taskId === task.id),
    }),
  );
}

function viewOf(
  task: TaskRow,
  {
    counts,
    files,
  }: {
    readonly counts: Readonly<Record<string, number>>;
    readonly files: Awaited<ReturnType<typeof listFiles>>;
  },
): TaskView {
  const { id, storeId, kind, state, done, total, error, input, undoneBy } = task;
  const { createdAt, startedAt, finishedAt, expiresAt } = task;
  return {
    id,
    storeId,
    kind,
    state,
    done,
    total,
    counts: { ...counts },
    error: error && { ...error },
    about: { ...input },
    // What came in is not what came out.
    files:
      kind === 'export' && state === 'done'
        ? files.map(({ name, bytes }) => ({ name, bytes }))
        : [],
    createdAt,
    startedAt,
    finishedAt,
    expiresAt,
    undoneBy,
    canUndo: canUndo(task),
  };
}

/** Ends a task; one that is done already stays so. Errors: NOT_FOUND. */
export async function cancelTask(
  work: TenantWork,
  { id, actor }: { readonly id: TaskId; readonly actor: Actor },
): Promise<Result<void, CodedError>> {
  if ((await findTask(work, { id, accountId: actor.accountId })) === null) return err(NO_SUCH_TASK);
  await askToCancel(work, id);
  return ok(undefined);
}

/**
 * Begins to take back what a task did. Errors: NOT_FOUND, CONFLICT where it did nothing that could
 * be taken back, or was taken back already.
 */
export async function beginUndo(
  work: TenantWork,
  { id, of, actor }: { readonly id: TaskId; readonly of: TaskId; readonly actor: Actor },
): Promise<Result<'begun' | 'exists', CodedError>> {
  const task = await findTask(work, { id: of, accountId: actor.accountId, lock: true });
  if (task === null) return err(NO_SUCH_TASK);
  if (task.undoneBy === id) return ok('exists');
  if (!canUndo(task)) {
    return err({ code: 'CONFLICT', message: 'There is nothing that could be taken back.' });
  }
  const { storeId, kind, input } = task;
  const wish = { id, actor, storeId, kind: 'undo', input: { of, kind, about: input } } as const;
  const begun = await beginTask(work, wish);
  if (!begun.ok || begun.value === 'exists') return begun;
  await insertItemsToUndo(work, { taskId: id, of });
  await markUndone(work, { id: of, by: id });
  return begun;
}

export const NO_SUCH_TASK: CodedError = {
  code: 'NOT_FOUND',
  message: 'There is no such task, or its time is over.',
};
