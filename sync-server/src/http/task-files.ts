/** The files of tasks: what an import is given, and what an export gives. Neither is JSON. */
import { IMPORT_BYTES_MAX } from '@second-chance/shared/contract/rest/tasks.ts';
import { idSchema, type StoreId, type TaskId } from '@second-chance/shared/ids.ts';
import { isStorableText } from '@second-chance/shared/text/text-schema.ts';
import { type RequestHandler, Router } from 'express';
import { mayAct } from '../accounts/actor.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { asWork } from '../db/tenant-work.ts';
import { readBody } from '../sync/read-body.ts';
import { filePart, putFilePart } from '../tasks/task-file-repository.ts';
import { addTaskJob } from '../tasks/task-jobs.ts';
import { beginTask, taskView } from '../tasks/tasks.ts';
import { IMPORT_FILE } from '../transfer/check-import.ts';
import type { ServerDeps } from './deps.ts';
import { restContext } from './rest-context.ts';
import { sendError } from './send-error.ts';

const PART_BYTES = 1_000_000;
const NAME_MAX = 200;

export function taskFiles(deps: ServerDeps): Router {
  const router = Router();
  router.post('/imports', takeImport(deps));
  router.get('/tasks/:id/files/:name', giveFile(deps));
  return router;
}

/** `POST /imports?storeId=…&id=…&name=…`: a table as the body. Answers the task that checks it. */
function takeImport(deps: ServerDeps): RequestHandler {
  return async (req, res) => {
    const refuse = (error: Parameters<typeof sendError>[1]) => {
      // Nobody reads what is still coming.
      res.set('connection', 'close');
      sendError(res, error);
    };
    const context = await restContext(deps, req);
    if (!context.ok) return refuse(context.error);
    const { organizationId } = context.value;
    const storeId = idSchema<'Store'>().safeParse(req.query.storeId);
    const id = idSchema<'Task'>().safeParse(req.query.id);
    const place = storeId.success ? (storeId.data as StoreId) : null;
    const actor = mayAct(context.value.actor, { right: 'edit_catalogue', storeId: place });
    if (!actor.ok) return refuse(actor.error);
    const { name } = req.query;
    const fileName = typeof name === 'string' && isStorableText(name) ? name : '';
    if (!id.success || place === null || fileName.length > NAME_MAX) {
      return refuse({ code: 'INVALID_REQUEST', message: 'Name store, id and file.' });
    }
    const limit = await deps.limits.uploadByAccount.take(actor.value.accountId);
    if (!limit.ok) return refuse(limit.error);
    const body = await readBody(req, IMPORT_BYTES_MAX);
    if (!body.ok) return refuse(body.error);
    const taskId = id.data as TaskId;
    const scope = { organizationId, at: deps.clock(), actorId: actor.value.accountId };
    const begun = await asWork(deps.db, scope, async (work) => {
      const task = { id: taskId, actor: actor.value, storeId: place, input: { fileName } };
      const made = await beginTask(work, { ...task, kind: 'import_check' });
      if (!made.ok || made.value === 'exists') return made;
      for (let part = 0; part * PART_BYTES < body.value.length; part += 1) {
        const content = body.value.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
        await putFilePart(work, { taskId, name: IMPORT_FILE, part, content });
      }
      return made;
    });
    if (!begun.ok) return sendError(res, begun.error);
    await addTaskJob(deps.jobs, { organizationId, taskId });
    const view = await inTenant(deps.db, organizationId, (tx) =>
      taskView({ tx, organizationId }, { id: taskId, actor: actor.value }),
    );
    if (!view.ok) return sendError(res, view.error);
    res.status(201).json(view.value);
  };
}

/** `GET /tasks/{id}/files/{name}`: to whoever asked for the task, and to nobody else. */
function giveFile(deps: ServerDeps): RequestHandler<{ id: string; name: string }> {
  return async (req, res) => {
    const context = await restContext(deps, req);
    if (!context.ok) return sendError(res, context.error);
    const { organizationId } = context.value;
    const actor = mayAct(context.value.actor, { right: 'edit_catalogue', storeId: null });
    if (!actor.ok) return sendError(res, actor.error);
    const { id, name } = req.params;
    const taskId = idSchema<'Task'>().safeParse(id);
    const view = taskId.success
      ? await inTenant(deps.db, organizationId, (tx) =>
          taskView({ tx, organizationId }, { id: taskId.data, actor: actor.value }),
        )
      : null;
    const known = view?.ok && view.value.files.some((file) => file.name === name);
    const isOver = view?.ok && view.value.expiresAt < deps.clock();
    if (!known || isOver || !taskId.success) {
      return sendError(res, { code: 'NOT_FOUND', message: 'There is no such file any more.' });
    }
    res.set({
      'content-type': name.endsWith('.json') ? 'application/json' : 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    });
    for (let part = 0; ; part += 1) {
      const content = await inTenant(deps.db, organizationId, (tx) =>
        filePart({ tx, organizationId }, { taskId: taskId.data, name, part }),
      );
      if (content === null || res.destroyed) break;
      // Whoever reads slowly is waited for: no more than a part is in memory.
      if (!res.write(content))
        await new Promise((resolve) => res.once('drain', resolve).once('close', resolve));
    }
    res.end();
  };
}
