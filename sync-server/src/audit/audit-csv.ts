/** The audit log as comma-separated values, newest first. */
import type { OrganizationId } from '@second-chance/shared/ids.ts';
import { csvLine } from '@second-chance/shared/text/csv.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { type AuditFilter, type AuditLine, listAuditLines } from './audit-repository.ts';

const PAGE = 1_000;
const HEAD = ['number', 'at_utc', 'actor', 'actor_name', 'action', 'subject', 'before', 'after'];

/** Read page by page; before and after are JSON. */
export async function* auditLines(
  db: Kysely<Database>,
  {
    organizationId,
    filter,
  }: { readonly organizationId: OrganizationId; readonly filter: AuditFilter },
): AsyncGenerator<string> {
  yield csvLine(HEAD);
  for (let beforeId: number | null = null; ; ) {
    const before: number | null = beforeId;
    const rows: readonly AuditLine[] = await inTenant(db, organizationId, (tx) =>
      listAuditLines({ tx, organizationId }, { filter, beforeId: before, limit: PAGE }),
    );
    yield rows.map((row) => csvLine(fieldsOf(row))).join('');
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    beforeId = last.id;
  }
}

function fieldsOf(line: AuditLine) {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  return [
    String(line.id),
    new Date(line.at).toISOString(),
    line.actor,
    line.actorName,
    line.action,
    line.subject,
    json(line.before),
    json(line.after),
  ];
}
