import { isDeepStrictEqual } from 'node:util';
import { applyBulkEdit, type BulkEdit } from '@second-chance/shared/catalogue/bulk-edit.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { ItemId, ItemListId, StoreId, TaskId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Stored } from '../db/document-repository.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import {
  countOpenItems,
  insertItemsOfList,
  movedItemsOf,
  nextTaskItems,
  type SettledItem,
  settleTaskItems,
  type TaskItem,
} from '../tasks/task-item-repository.ts';
import type { DoTask } from '../tasks/task-run.ts';
import { beginTask } from '../tasks/tasks.ts';
import { itemsError } from './check-items.ts';
import { itemListWindow } from './item-list-repository.ts';
import { type ItemWrite, lockItems, writeItems } from './write-items.ts';

export interface BulkEditWish {
  readonly id: TaskId;
  readonly actor: Actor;
  readonly storeId: StoreId;
  readonly listId: ItemListId;
  readonly ranges: readonly (readonly [from: number, to: number])[];
  readonly edit: BulkEdit;
}

/**
 * Notes an edit of the items at some places of a list, with the revisions that they have now.
 * Errors: NOT_FOUND where the list is gone, ALREADY_EXISTS.
 */
export async function beginBulkEdit(
  work: TenantWork,
  { listId, ranges, edit, ...wish }: BulkEditWish,
): Promise<Result<'begun' | 'exists', CodedError>> {
  const { accountId } = wish.actor;
  const list = { id: listId, accountId, offset: 0, limit: 1 };
  if ((await itemListWindow(work, list)) === null) {
    return err({ code: 'NOT_FOUND', message: 'This list is gone. Make it anew.' });
  }
  const begun = await beginTask(work, { ...wish, kind: 'bulk_edit', input: { edit } });
  if (!begun.ok || begun.value === 'exists') return begun;
  await insertItemsOfList(work, { taskId: wish.id, listId, ranges });
  return begun;
}

/** Few enough that the tills' feed is never locked for long. */
const BATCH = 250;

/** Changes items batch by batch, each at the revision that was seen; others are left and named. */
export const bulkEditItems: DoTask = async ({ task, work, checkpoint }) => {
  const edit = task.input.edit as BulkEdit;
  return inBatches({ task, work, checkpoint }, ({ before }) => {
    const after = applyBulkEdit(before.document, edit);
    return after.ok
      ? ok({ after: after.value, deleted: false })
      : err({
          outcome: 'refused',
          details: { problems: [{ column: 'price', problem: after.error }] },
        });
  });
};

/**
 * Puts items back as they were before another task, where nobody changed them since; what that task
 * added is removed.
 */
export const undoItems: DoTask = async ({ task, work, checkpoint }) => {
  // Sold, counted or set right since: that happened to the item, and it stays.
  const moved = await work((scope) => movedItemsOf(scope, task.id));
  return inBatches({ task, work, checkpoint }, ({ before, item }) => {
    if (item.after !== null) return ok({ after: item.after, deleted: false });
    return moved.has(before.document.id)
      ? err({ outcome: 'conflict', details: {} })
      : ok({ after: before.document, deleted: true });
  });
};

type NextOf = (each: {
  readonly before: Stored<ItemDocument>;
  readonly item: TaskItem;
}) => Result<
  { readonly after: ItemDocument; readonly deleted: boolean },
  { readonly outcome: 'refused' | 'conflict'; readonly details: Readonly<Record<string, unknown>> }
>;

async function inBatches(
  { task, work, checkpoint }: Pick<Parameters<DoTask>[0], 'task' | 'work' | 'checkpoint'>,
  nextOf: NextOf,
): Promise<Result<void, CodedError>> {
  const { id: taskId, storeId } = task;
  const total = await work((scope) => countOpenItems(scope, taskId));
  let done = task.done;
  const all = done + total;
  await checkpoint({ done, total: all });
  for (;;) {
    const count = await work(async (scope) => {
      const batch = await nextTaskItems(scope, { taskId, limit: BATCH });
      await settleBatch(scope, { taskId, storeId, batch, nextOf });
      return batch.length;
    });
    if (count === 0) return ok(undefined);
    done += count;
    await checkpoint({ done, total: all });
  }
}

interface Batch {
  readonly taskId: TaskId;
  readonly storeId: StoreId;
  readonly batch: readonly TaskItem[];
  readonly nextOf: NextOf;
}

async function settleBatch(
  scope: TenantWork,
  { taskId, storeId, batch, nextOf }: Batch,
): Promise<void> {
  const locked = await lockItems(
    scope,
    batch.flatMap(({ itemId }) => itemId ?? []),
  );
  const planned = batch.map((item) => planOf({ item, storeId, locked, nextOf }));
  const wanted = planned.flatMap(({ write }) => write ?? []);
  const refused = await refusedBy(scope, { storeId, writes: wanted });
  const settled = planned.map(({ settled: plan, write }) => {
    const problems = write && refused.get(write.after.id);
    return problems === undefined
      ? plan
      : { place: plan.place, outcome: 'refused' as const, details: { ...plan.details, problems } };
  });
  await settleTaskItems(scope, { taskId, items: settled });
  await writeItems(scope, {
    storeId,
    writes: wanted.filter(({ after }) => !refused.has(after.id)),
  });
}

interface Planned {
  readonly settled: SettledItem;
  readonly write?: ItemWrite;
}

function planOf({
  item,
  storeId,
  locked,
  nextOf,
}: {
  readonly item: TaskItem;
  readonly storeId: StoreId;
  readonly locked: Awaited<ReturnType<typeof lockItems>>;
  readonly nextOf: NextOf;
}): Planned {
  const { place, itemId, revision } = item;
  const before = itemId === null ? undefined : locked.get(itemId);
  if (before === undefined || before.document.storeId !== storeId) {
    return { settled: { place, outcome: 'gone' } };
  }
  const details = { name: before.document.name, sku: before.document.sku };
  if (before.revision !== revision) {
    return { settled: { place, outcome: before.deleted ? 'gone' : 'conflict', details } };
  }
  const next = nextOf({ before, item });
  if (!next.ok)
    return {
      settled: {
        place,
        details: { ...details, ...next.error.details },
        outcome: next.error.outcome,
      },
    };
  const { after, deleted } = next.value;
  if (deleted === before.deleted && isDeepStrictEqual(after, before.document)) {
    return { settled: { place, outcome: 'same', details } };
  }
  return {
    write: { before, after, deleted },
    settled: {
      place,
      outcome: 'changed',
      before: before.document,
      afterRevision: before.revision + 1,
      details,
    },
  };
}

/** What stands against writing some of these: asked for all at once, one by one only where it must. */
async function refusedBy(
  scope: TenantWork,
  { storeId, writes }: { readonly storeId: StoreId; readonly writes: readonly ItemWrite[] },
): Promise<ReadonlyMap<ItemId, readonly object[]>> {
  const items = writes.filter(({ deleted }) => !deleted).map(({ after }) => after);
  const refused = new Map<ItemId, readonly object[]>();
  if (items.length === 0 || (await itemsError(scope, { storeId, items })) === null) return refused;
  for (const item of items) {
    const wrong = await itemsError(scope, { storeId, items: [item] });
    if (wrong === null) continue;
    const issues = (wrong.details?.issues ?? []) as readonly { path: string; message: string }[];
    refused.set(
      item.id,
      issues.map(({ path, message }) => ({ column: path, problem: message })),
    );
  }
  return refused;
}
