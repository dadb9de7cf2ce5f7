import { listAuditLines } from '../audit/audit-repository.ts';
import { keyAt, pageOf } from './page.ts';
import { actorWith, read, rest } from './rest.ts';

const NUMBER = /^[1-9][0-9]{0,15}$/;

export const auditHandlers = {
  list: rest.audit.list.handler(async ({ input, context }) => {
    // A store's admin sees what concerns the store, the platform admin everything.
    const { cursor, limit: wanted, ...asked } = input;
    const own = actorWith(context, 'read_audit_log', asked.storeId ?? null).storeId;
    const filter = { ...asked, storeId: asked.storeId ?? own };
    const key = keyAt(cursor, NUMBER);
    const beforeId = key === null ? null : Number(key);
    const limit = wanted + 1;
    const found = await read(context, (scope) =>
      listAuditLines(scope, { filter, beforeId, limit }),
    );
    const lines = found.map((line) => ({ ...line, id: String(line.id) }));
    const { rows, nextCursor } = pageOf(lines, { limit: wanted, keyOf: ({ id }) => id });
    return { rows: [...rows], nextCursor };
  }),
};
