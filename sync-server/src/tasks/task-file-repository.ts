/** Files of tasks, in parts: none is ever in memory as a whole on its way out. */
import type { TaskId } from '@second-chance/shared/ids.ts';
import { sql } from 'kysely';
import type { Scope } from '../db/document-repository.ts';

export interface FilePlace {
  readonly taskId: TaskId;
  readonly name: string;
}

/** Stores the next part of a file; parts are numbered from 0. Repeating a part replaces it. */
export async function putFilePart(
  { tx, organizationId }: Scope,
  { taskId, name, part, content }: FilePlace & { readonly part: number; readonly content: Buffer },
): Promise<void> {
  await sql`
    insert into task_file (organization_id, task_id, name, part, content)
    values (${organizationId}, ${taskId}, ${name}, ${part}, ${content})
    on conflict (organization_id, task_id, name, part)
      do update set content = excluded.content`.execute(tx);
}

/** A part of a file; null behind the last. */
export async function filePart(
  { tx, organizationId }: Scope,
  { taskId, name, part }: FilePlace & { readonly part: number },
): Promise<Buffer | null> {
  const { rows } = await sql<{ readonly content: Buffer }>`
    select content from task_file
    where organization_id = ${organizationId} and task_id = ${taskId} and name = ${name}
      and part = ${part}`.execute(tx);
  return rows[0]?.content ?? null;
}

/** A whole file, for one that came in under a limit. */
export async function wholeFile(scope: Scope, place: FilePlace): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let part = 0; ; part += 1) {
    const content = await filePart(scope, { ...place, part });
    if (content === null) return Buffer.concat(parts);
    parts.push(content);
  }
}

/** Names and sizes of the files of tasks. */
export async function listFiles(
  { tx, organizationId }: Scope,
  taskIds: readonly TaskId[],
): Promise<readonly { readonly taskId: TaskId; readonly name: string; readonly bytes: number }[]> {
  const { rows } = await sql<{ taskId: TaskId; name: string; bytes: number }>`
    select task_id as "taskId", name, sum(octet_length(content))::bigint as bytes from task_file
    where organization_id = ${organizationId} and task_id = any(${taskIds}::uuid[])
    group by task_id, name order by task_id, name`.execute(tx);
  return rows;
}

/** Removes the files of a task that begins anew. */
export async function deleteFiles({ tx, organizationId }: Scope, taskId: TaskId): Promise<void> {
  await sql`
    delete from task_file
    where organization_id = ${organizationId} and task_id = ${taskId}`.execute(tx);
}
