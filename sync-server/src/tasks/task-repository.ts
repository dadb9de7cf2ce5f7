import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { TaskView } from '@second-chance/shared/contract/rest/tasks.ts';
import type { AccountId, OrganizationId, TaskId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { type Kysely, sql } from 'kysely';
import type { Scope } from '../db/document-repository.ts';
import type { Database } from '../db/schema.ts';
import type { TaskRow } from './task-row.ts';

/** The database's clock, which all nodes share. */
const NOW = sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
/** Without a sign of life for so long a node does not have its task any more. */
const LEASE_MS = 20_000;

const COLUMNS = sql`organization_id as "organizationId", id, store_id as "storeId",
  account_id as "accountId", kind, state, input, done, total, result, error,
  cancel_asked as "cancelAsked", undone_by as "undoneBy", created_at as "createdAt",
  started_at as "startedAt", finished_at as "finishedAt", expires_at as "expiresAt"`;

export type NewTask = Pick<
  TaskRow,
  'id' | 'storeId' | 'accountId' | 'kind' | 'input' | 'createdAt' | 'expiresAt'
>;

/** Inserts a task that waits, unless its id has one. */
export async function insertTask(
  { tx, organizationId }: Scope,
  { id, storeId, accountId, kind, input, createdAt, expiresAt }: NewTask,
): Promise<'inserted' | 'exists'> {
  const { numAffectedRows } = await sql`
    insert into task
      (organization_id, id, store_id, account_id, kind, input, created_at, expires_at)
    values (${organizationId}, ${id}, ${storeId}, ${accountId}, ${kind},
      ${JSON.stringify(input)}::jsonb, ${createdAt}, ${expiresAt})
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n ? 'inserted' : 'exists';
}

/** Somebody's own task. */
export async function findTask(
  { tx, organizationId }: Scope,
  { id, accountId, lock = false }: OwnTask & { readonly lock?: boolean },
): Promise<TaskRow | null> {
  const { rows } = await sql<TaskRow>`
    select ${COLUMNS} from task
    where organization_id = ${organizationId} and id = ${id} and account_id = ${accountId}
    ${lock ? sql`for update` : sql``}`.execute(tx);
  return rows[0] ?? null;
}

export interface OwnTask {
  readonly id: TaskId;
  readonly accountId: AccountId;
}

/** Somebody's own tasks, newest first. */
export async function listTasks(
  { tx, organizationId }: Scope,
  { accountId, limit }: { readonly accountId: AccountId; readonly limit: number },
): Promise<readonly TaskRow[]> {
  const { rows } = await sql<TaskRow>`
    select ${COLUMNS} from task
    where organization_id = ${organizationId} and account_id = ${accountId}
    order by created_at desc, id desc limit ${limit}`.execute(tx);
  return rows;
}

/** Tasks of all organizations that nobody does: new ones, and those whose node is gone. */
export async function abandonedTasks(
  db: Kysely<Database>,
): Promise<readonly Pick<TaskRow, 'organizationId' | 'id'>[]> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('app.task_runner', 'yes', true)`.execute(tx);
    const { rows } = await sql<Pick<TaskRow, 'organizationId' | 'id'>>`
      select organization_id as "organizationId", id from task
      where state in ('waiting', 'running') and lease_until < ${NOW}
      order by created_at limit 100`.execute(tx);
    return rows;
  });
}

/** Adds to what a task is about. */
export async function noteOfTask(
  { tx, organizationId }: Scope,
  { id, note }: { readonly id: TaskId; readonly note: Readonly<Record<string, unknown>> },
): Promise<void> {
  await sql`
    update task set input = input || ${JSON.stringify(note)}::jsonb
    where organization_id = ${organizationId} and id = ${id}`.execute(tx);
}

/** Takes a task, if nobody has it. Whoever takes it must show signs of life. */
export async function claimTask(
  { tx, organizationId }: Scope,
  { id, runner }: { readonly id: TaskId; readonly runner: string },
): Promise<TaskRow | null> {
  const { rows } = await sql<TaskRow>`
    update task set state = 'running', runner = ${runner}, lease_until = ${NOW} + ${LEASE_MS}::bigint,
      started_at = coalesce(started_at, ${NOW})
    where organization_id = ${organizationId} and id = ${id}
      and state in ('waiting', 'running') and lease_until < ${NOW}
    returning ${COLUMNS}`.execute(tx);
  return rows[0] ?? null;
}

/** A sign of life with how far it is. Answers whether to go on. */
export async function keepTask(
  { tx, organizationId }: Scope,
  { id, runner, done, total }: Progress,
): Promise<'go_on' | 'cancel' | 'lost'> {
  const { rows } = await sql<{ readonly cancel: boolean }>`
    update task set lease_until = ${NOW} + ${LEASE_MS}::bigint,
      done = coalesce(${done}::int, done), total = coalesce(${total}::int, total)
    where organization_id = ${organizationId} and id = ${id} and runner = ${runner}
      and state = 'running'
    returning cancel_asked as cancel`.execute(tx);
  const [row] = rows;
  if (row === undefined) return 'lost';
  return row.cancel ? 'cancel' : 'go_on';
}

export interface Progress {
  readonly id: TaskId;
  readonly runner: string;
  readonly done: number | null;
  readonly total: number | null;
}

/** Lets go of a task, so that another node can have it at once. */
export async function releaseTask(
  { tx, organizationId }: Scope,
  { id, runner }: { readonly id: TaskId; readonly runner: string },
): Promise<void> {
  await sql`
    update task set lease_until = 0
    where organization_id = ${organizationId} and id = ${id} and runner = ${runner}
      and state = 'running'`.execute(tx);
}

/** Ends a task of this runner; answers false where it has it no more. */
export async function finishTask(
  { tx, organizationId }: Scope,
  { id, runner, state, result, error }: Finish,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update task set state = ${state}, finished_at = ${NOW}, lease_until = 0,
      result = ${JSON.stringify(result)}::jsonb,
      error = ${error === null ? null : JSON.stringify(error)}::jsonb
    where organization_id = ${organizationId} and id = ${id} and runner = ${runner}
      and state = 'running'`.execute(tx);
  return numAffectedRows === 1n;
}

interface Finish {
  readonly id: TaskId;
  readonly runner: string;
  readonly state: Extract<TaskView['state'], 'done' | 'failed' | 'canceled'>;
  readonly result: Readonly<Record<string, number>>;
  readonly error: CodedError | null;
}

/** Asks a task to end; one that waits ends at once. */
export async function askToCancel({ tx, organizationId }: Scope, id: TaskId): Promise<void> {
  await sql`
    update task set cancel_asked = true,
      state = case when state = 'waiting' then 'canceled' else state end,
      finished_at = case when state = 'waiting' then ${NOW} else finished_at end
    where organization_id = ${organizationId} and id = ${id}
      and state in ('waiting', 'running')`.execute(tx);
}

export async function markUndone(
  { tx, organizationId }: Scope,
  { id, by }: { readonly id: TaskId; readonly by: TaskId },
): Promise<void> {
  await sql`
    update task set undone_by = ${by}
    where organization_id = ${organizationId} and id = ${id}`.execute(tx);
}

/** Forgets what is past its time, with all that belongs to it. Answers how many. */
export async function deleteExpiredTasks(
  { tx, organizationId }: { readonly tx: Scope['tx']; readonly organizationId: OrganizationId },
  at: EpochMs,
): Promise<number> {
  const { rows } = await sql<{ readonly id: TaskId }>`
    delete from task where organization_id = ${organizationId} and expires_at < ${at}
      and state not in ('waiting', 'running')
    returning id`.execute(tx);
  const ids = rows.map(({ id }) => id);
  for (const table of ['task_item', 'task_file']) {
    await sql`
      delete from ${sql.table(table)}
      where organization_id = ${organizationId} and task_id = any(${ids}::uuid[])`.execute(tx);
  }
  return ids.length;
}
