import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { NewItem } from '@second-chance/shared/contract/rest/catalogue.ts';
import type { StoreId, TaskId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { Actor } from '../accounts/actor.ts';
import { createItems } from '../catalogue/create-items.ts';
import { lockItems, writeItems } from '../catalogue/write-items.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { insertImported, type TaskItem, taskItemsWith } from '../tasks/task-item-repository.ts';
import { findTask } from '../tasks/task-repository.ts';
import type { DoTask } from '../tasks/task-run.ts';
import { beginTask, NO_SUCH_TASK } from '../tasks/tasks.ts';
import { makeCategories, newCategoriesOf } from './new-categories.ts';

/**
 * Notes an import of what a check found. Errors: NOT_FOUND; CONFLICT where the check is not done or
 * found an error.
 */
export async function beginImport(
  work: TenantWork,
  { id, checkId, actor }: ImportWish,
): Promise<Result<'begun' | 'exists', CodedError>> {
  const check = await findTask(work, { id: checkId, accountId: actor.accountId });
  if (check === null || check.kind !== 'import_check') return err(NO_SUCH_TASK);
  const errors = check.result?.error ?? 0;
  if (check.state !== 'done' || errors > 0) {
    return err({
      code: 'CONFLICT',
      message: 'Only a file without an error is imported.',
      details: { errors },
    });
  }
  const input = {
    checkId,
    fileName: check.input.fileName ?? '',
    newCategories: newCategoriesOf(check.input),
  };
  return beginTask(work, { id, actor, storeId: check.storeId, kind: 'import', input });
}

interface ImportWish {
  readonly id: TaskId;
  readonly checkId: TaskId;
  readonly actor: Actor;
}

const BATCH = 500;

/**
 * Does what a check found, in one transaction: all of it, or, where somebody changed one of the
 * items since, nothing. Should the server stop, PostgreSQL forgets what was begun.
 */
export const importItems: DoTask = async ({ task, work, checkpoint }) => {
  const { id: taskId, storeId } = task;
  const checkId = task.input.checkId as TaskId;
  return work(async (scope) => {
    const rows = await plannedRows(scope, checkId);
    const total = rows.length;
    const steps = { done: 0, total: 2 * total };
    const conflicts: number[] = [];
    for (const batch of batchesOf(rows)) {
      conflicts.push(...(await changedSince(scope, batch)));
      steps.done += batch.length;
      await checkpoint(steps);
    }
    if (conflicts.length > 0) return err(changedMeanwhile(conflicts));
    const categories = await makeCategories(scope, newCategoriesOf(task.input));
    if (!categories.ok) throw new ImportBroken(categories.error);
    await insertImported(scope, { taskId, checkId });
    for (const batch of batchesOf(rows)) {
      const error = await writeBatch(scope, { storeId, batch });
      // Nothing of the import may stay, so the transaction has to be broken.
      if (error) throw new ImportBroken(error);
      steps.done += batch.length;
      await checkpoint(steps);
    }
    return ok(undefined);
  }).catch((thrown: unknown) => {
    if (thrown instanceof ImportBroken) return err(thrown.coded);
    throw thrown;
  });
};

/** A rule that the items broke while they were written; everything is rolled back with it. */
class ImportBroken extends Error {
  override readonly name = 'ImportBroken';
  readonly coded: CodedError;
  constructor(coded: CodedError) {
    super(coded.message);
    this.coded = coded;
  }
}

async function plannedRows(scope: TenantWork, checkId: TaskId): Promise<readonly TaskItem[]> {
  const rows: TaskItem[] = [];
  for (;;) {
    const page = await taskItemsWith(scope, {
      taskId: checkId,
      outcomes: ['create', 'update'],
      after: rows.at(-1)?.place ?? 0,
      limit: 5_000,
    });
    if (page.length === 0) return rows;
    rows.push(...page);
  }
}

/** Rows whose item was changed, removed or made since the check. Locks the others. */
async function changedSince(scope: TenantWork, batch: readonly TaskItem[]): Promise<number[]> {
  const locked = await lockItems(
    scope,
    batch.flatMap(({ itemId }) => itemId ?? []),
  );
  return batch
    .filter(({ itemId, outcome, revision }) => {
      const now = itemId === null ? undefined : locked.get(itemId);
      if (outcome === 'create') return now !== undefined;
      return now === undefined || now.deleted || now.revision !== revision;
    })
    .map(({ place }) => place);
}

async function writeBatch(
  scope: TenantWork,
  { storeId, batch }: { readonly storeId: StoreId; readonly batch: readonly TaskItem[] },
): Promise<CodedError | null> {
  const fresh = batch
    .filter(({ outcome }) => outcome === 'create')
    .map(({ after }) => after as unknown as NewItem);
  if (fresh.length > 0) {
    const created = await createItems(scope, { storeId, items: fresh });
    if (!created.ok) return created.error;
  }
  const writes = batch.flatMap(({ outcome, before, after, revision }) =>
    outcome === 'update' && before && after && revision !== null
      ? [{ before: { document: before, revision, deleted: false }, after, deleted: false }]
      : [],
  );
  await writeItems(scope, { storeId, writes });
  return null;
}

function* batchesOf<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += BATCH) yield rows.slice(from, from + BATCH);
}

function changedMeanwhile(rows: readonly number[]): CodedError {
  return {
    code: 'CONFLICT',
    message: 'Items were changed since the check. Check the file again.',
    details: { rows: rows.slice(0, 100), count: rows.length },
  };
}
