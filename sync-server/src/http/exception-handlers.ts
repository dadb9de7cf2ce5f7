/** REST handlers of `restContract.exceptions`. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { ExceptionFile } from '@second-chance/shared/contract/rest/sales.ts';
import type { ExceptionId } from '@second-chance/shared/ids.ts';
import { countOpen, listExceptions } from '../exceptions/exception-list.ts';
import { exceptionFile, settleException, undoSettlement } from '../exceptions/settle-exception.ts';
import { cursorOf, placeAt } from './cursor.ts';
import { actorWith, change, type RestContext, read, refusal, rest } from './rest.ts';

const NOT_FOUND: CodedError = { code: 'NOT_FOUND', message: 'There is no such exception.' };

async function fileOf(context: RestContext, id: ExceptionId): Promise<ExceptionFile> {
  const file = await read(context, (scope) => exceptionFile(scope, id));
  if (!file) throw refusal(NOT_FOUND);
  actorWith(context, 'read_exceptions', file.storeId);
  return file;
}

export const exceptionHandlers = {
  list: rest.exceptions.list.handler(async ({ input, context }) => {
    const { storeId, open, kind, cursor, limit } = input;
    const own = actorWith(context, 'read_exceptions', storeId ?? null).storeId;
    const after = placeAt<ExceptionId>(cursor);
    const query = { storeId: storeId ?? own, open, kind, after, limit: limit + 1 };
    const rows = await read(context, (scope) => listExceptions(scope, query));
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      rows: page,
      nextCursor: last ? cursorOf({ at: last.raisedAt, id: last.id }) : null,
    };
  }),

  counts: rest.exceptions.counts.handler(async ({ input, context }) => {
    const own = actorWith(context, 'read_exceptions', input.storeId ?? null).storeId;
    const rows = await read(context, (scope) => countOpen(scope, input.storeId ?? own));
    return { rows: [...rows] };
  }),

  get: rest.exceptions.get.handler(({ input, context }) => {
    actorWith(context, 'read_exceptions', null);
    return fileOf(context, input.id);
  }),

  settle: rest.exceptions.settle.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'settle_exceptions', null);
    await change(context, (work) => settleException(work, { ...input, actor }));
    return fileOf(context, input.id);
  }),

  undo: rest.exceptions.undo.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'settle_exceptions', null);
    await change(context, (work) => undoSettlement(work, { ...input, actor }));
    return fileOf(context, input.id);
  }),
};
