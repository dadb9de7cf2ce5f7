/** The things that a task goes over, and what became of each. */
import type { TaskOutcome, TaskRowView } from '@second-chance/shared/contract/rest/tasks.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { ItemId, ItemListId, TaskId } from '@second-chance/shared/ids.ts';
import { sql } from 'kysely';
import type { Scope } from '../db/document-repository.ts';

export interface TaskItem {
  readonly place: number;
  readonly itemId: ItemId | null;
  readonly outcome: TaskOutcome | null;
  /** The revision that it is to be changed on. */
  readonly revision: number | null;
  readonly before: ItemDocument | null;
  readonly after: ItemDocument | null;
  readonly afterRevision: number | null;
  readonly details: Readonly<Record<string, unknown>> | null;
}

const COLUMNS = sql`place, item_id as "itemId", outcome, revision, before, after,
  after_revision as "afterRevision", details`;

/** The items at these places of a list, with the revisions that they have now. */
export async function insertItemsOfList(
  { tx, organizationId }: Scope,
  { taskId, listId, ranges }: ItemsOfList,
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into task_item (organization_id, task_id, place, item_id, revision)
    select ${organizationId}::uuid, ${taskId}::uuid,
      row_number() over (order by chosen.offset)::int, i.id, i.revision
    from (
      select distinct g as "offset",
        encode(substring(l.ids from (g * 16 + 1)::int for 16), 'hex')::uuid as item_id
      from item_list l,
        unnest(${ranges.map(([from]) => from)}::int[], ${ranges.map(([, to]) => to)}::int[])
          as range ("from", "to"),
        generate_series(range."from", least(range."to", l.total) - 1) as g
      where l.organization_id = ${organizationId} and l.id = ${listId}
    ) chosen
    join item i on i.organization_id = ${organizationId} and i.id = chosen.item_id
      and not i.deleted`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

interface ItemsOfList {
  readonly taskId: TaskId;
  readonly listId: ItemListId;
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

/** What another task did, to be taken back: last first. */
export async function insertItemsToUndo(
  { tx, organizationId }: Scope,
  { taskId, of }: { readonly taskId: TaskId; readonly of: TaskId },
): Promise<void> {
  await sql`
    insert into task_item (organization_id, task_id, place, item_id, revision, after)
    select organization_id, ${taskId}::uuid, row_number() over (order by place desc)::int, item_id,
      after_revision, before
    from task_item
    where organization_id = ${organizationId} and task_id = ${of}
      and outcome in ('changed', 'created')`.execute(tx);
}

/** Things that nothing was done with yet, in order. */
export async function nextTaskItems(
  { tx, organizationId }: Scope,
  { taskId, limit }: { readonly taskId: TaskId; readonly limit: number },
): Promise<readonly TaskItem[]> {
  const { rows } = await sql<TaskItem>`
    select ${COLUMNS} from task_item
    where organization_id = ${organizationId} and task_id = ${taskId} and outcome is null
    order by place limit ${limit}`.execute(tx);
  return rows;
}

export async function taskItemsWith(
  { tx, organizationId }: Scope,
  { taskId, outcomes, after, limit }: TaskItemQuery,
): Promise<readonly TaskItem[]> {
  const wanted = outcomes === null ? sql`` : sql`and outcome = any(${[...outcomes]}::text[])`;
  const { rows } = await sql<TaskItem>`
    select ${COLUMNS} from task_item
    where organization_id = ${organizationId} and task_id = ${taskId} and place > ${after}
      ${wanted}
    order by place limit ${limit}`.execute(tx);
  return rows;
}

export interface TaskItemQuery {
  readonly taskId: TaskId;
  readonly outcomes: readonly TaskOutcome[] | null;
  readonly after: number;
  readonly limit: number;
}

export type SettledItem = Pick<TaskItem, 'place'> &
  Partial<
    Pick<TaskItem, 'itemId' | 'before' | 'afterRevision' | 'details' | 'revision' | 'after'>
  > & {
    readonly outcome: TaskOutcome;
  };

/** Notes what became of things; those that were not there yet are added. */
export async function settleTaskItems(
  { tx, organizationId }: Scope,
  { taskId, items }: { readonly taskId: TaskId; readonly items: readonly SettledItem[] },
): Promise<void> {
  if (items.length === 0) return;
  await sql`
    insert into task_item as t (organization_id, task_id, place, item_id, outcome, before,
      after, revision, after_revision, details)
    select ${organizationId}::uuid, ${taskId}::uuid, g.place, g.item_id, g.outcome,
      g.before::jsonb, g.after::jsonb, g.revision, g.after_revision, g.details::jsonb
    from unnest(
      ${items.map(({ place }) => place)}::int[],
      ${items.map(({ itemId }) => itemId ?? null)}::uuid[],
      ${items.map(({ outcome }) => outcome)}::text[],
      ${items.map(({ before }) => (before ? JSON.stringify(before) : null))}::text[],
      ${items.map(({ after }) => (after ? JSON.stringify(after) : null))}::text[],
      ${items.map(({ revision }) => revision ?? null)}::int[],
      ${items.map(({ afterRevision }) => afterRevision ?? null)}::int[],
      ${items.map(({ details }) => (details ? JSON.stringify(details) : null))}::text[]
    ) as g (place, item_id, outcome, before, after, revision, after_revision, details)
    on conflict (organization_id, task_id, place) do update set
      outcome = excluded.outcome, before = excluded.before,
      after_revision = excluded.after_revision, details = excluded.details`.execute(tx);
}

/** How many things of a task there are of each outcome. */
export async function countOutcomes(
  { tx, organizationId }: Scope,
  taskId: TaskId,
): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ readonly outcome: string; readonly count: number }>`
    select outcome, count(*)::int as count from task_item
    where organization_id = ${organizationId} and task_id = ${taskId} and outcome is not null
    group by outcome`.execute(tx);
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]));
}

export function taskRowView({ place, itemId, outcome, details }: TaskItem): TaskRowView {
  return { place, itemId, outcome, details: details ?? {} };
}

/** Forgets what an unfinished check wrote, before it begins anew. */
export async function deleteTaskItems(
  { tx, organizationId }: Scope,
  taskId: TaskId,
): Promise<void> {
  await sql`
    delete from task_item
    where organization_id = ${organizationId} and task_id = ${taskId}`.execute(tx);
}

/** How many things nothing was done with yet. */
export async function countOpenItems(
  { tx, organizationId }: Scope,
  taskId: TaskId,
): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select count(*)::int as count from task_item
    where organization_id = ${organizationId} and task_id = ${taskId} and outcome is null`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}

/** Items of a task that moved since they were received. */
export async function movedItemsOf(
  { tx, organizationId }: Scope,
  taskId: TaskId,
): Promise<ReadonlySet<ItemId>> {
  const { rows } = await sql<{ readonly id: ItemId }>`
    select t.item_id as id from task_item t
    join item i on i.organization_id = t.organization_id and i.id = t.item_id
    where t.organization_id = ${organizationId} and t.task_id = ${taskId} and t.after is null
      and exists (
        select from stock_movement m where m.organization_id = t.organization_id
          and m.store_id = i.store_id and m.item_id = t.item_id and m.kind <> 'received')`.execute(
    tx,
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * What an import did, from what its check found: for its report and its undo, in the transaction
 * that does it.
 */
export async function insertImported(
  { tx, organizationId }: Scope,
  { taskId, checkId }: { readonly taskId: TaskId; readonly checkId: TaskId },
): Promise<void> {
  await sql`
    insert into task_item
      (organization_id, task_id, place, item_id, outcome, before, after_revision, details)
    select organization_id, ${taskId}::uuid, place, item_id,
      case outcome when 'create' then 'created' else 'changed' end, before,
      case outcome when 'create' then 1 else revision + 1 end, details
    from task_item
    where organization_id = ${organizationId} and task_id = ${checkId}
      and outcome in ('create', 'update')`.execute(tx);
}
