/** REST handlers of `restContract.conflicts` and `restContract.parkedChanges`. */
import { type IntentId, idSchema } from '@second-chance/shared/ids.ts';
import { dismissConflict, listConflicts, restoreConflict } from '../documents/conflicts.ts';
import {
  applyParkedChange,
  dismissParkedChange,
  listParkedChanges,
} from '../documents/parked-changes.ts';
import { cursorOf, placeAt } from './cursor.ts';
import { keyAt, pageOf } from './page.ts';
import { actorWith, change, read, rest } from './rest.ts';
import { revised } from './revised.ts';

const UUID = /^[0-9a-f-]{36}$/;
const conflictId = idSchema<'Conflict'>();

export const conflictHandlers = {
  list: rest.conflicts.list.handler(async ({ input, context }) => {
    const { open, limit } = input;
    const own = actorWith(context, 'settle_changes', input.storeId ?? null).storeId;
    const key = keyAt(input.cursor, UUID);
    const before = key === null ? null : conflictId.parse(key);
    const query = { storeId: input.storeId ?? own, open, before, limit: limit + 1 };
    const found = await read(context, (scope) => listConflicts(scope, query));
    const { rows, nextCursor } = pageOf(found, { limit, keyOf: ({ document }) => document.id });
    return { rows: rows.map(revised), nextCursor };
  }),

  restore: rest.conflicts.restore.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'settle_changes', null);
    return revised(await change(context, (work) => restoreConflict(work, { actor, ...input })));
  }),

  dismiss: rest.conflicts.dismiss.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'settle_changes', null);
    return revised(await change(context, (work) => dismissConflict(work, { actor, ...input })));
  }),
};

export const parkedChangeHandlers = {
  list: rest.parkedChanges.list.handler(async ({ input, context }) => {
    const { open, limit, cursor } = input;
    const own = actorWith(context, 'settle_changes', input.storeId ?? null).storeId;
    const after = placeAt<IntentId>(cursor);
    const query = { storeId: input.storeId ?? own, open, after, limit: limit + 1 };
    const found = await read(context, (scope) => listParkedChanges(scope, query));
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    return { rows, nextCursor: last ? cursorOf({ at: last.parkedAt, id: last.id }) : null };
  }),

  apply: rest.parkedChanges.apply.handler(({ input, context }) => {
    const actor = actorWith(context, 'settle_changes', null);
    return change(context, (work) => applyParkedChange(work, { actor, id: input.id }));
  }),

  dismiss: rest.parkedChanges.dismiss.handler(({ input, context }) => {
    const actor = actorWith(context, 'settle_changes', null);
    return change(context, (work) => dismissParkedChange(work, { actor, id: input.id }));
  }),
};
