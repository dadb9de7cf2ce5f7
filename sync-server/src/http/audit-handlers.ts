import { listAuditLines } from '../audit/audit-repository.ts';
import { keyAt, pageOf } from './page.ts';
import { actorWith, read, rest } from './rest.ts';

const NUMBER = /^[1-9][0-9]{0,15}$/;

export const auditHandlers = {
  list: rest.audit.list.handler(async ({ input, context }) => {
    // A store's admin sees what concerns the store, the platform admin everything.
    const { storeId } = actorWith(context, 'read_audit_log', null);
    const key = keyAt(input.cursor, NUMBER);
    const beforeId = key === null ? null : Number(key);
    const limit = input.limit + 1;
    const found = await read(context, (scope) =>
      listAuditLines(scope, { storeId, beforeId, limit }),
    );
    const lines = found.map((line) => ({ ...line, id: String(line.id) }));
    const { rows, nextCursor } = pageOf(lines, { limit: input.limit, keyOf: ({ id }) => id });
    return { rows: [...rows], nextCursor };
  }),
};
