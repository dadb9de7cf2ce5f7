import type { StoreId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { Scope } from '../db/document-repository.ts';

export interface AuditFilter {
  readonly storeId?: StoreId | null | undefined;
  readonly actor?: string | undefined;
  /** Whole, or its beginning up to the dot. */
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  /** First and last millisecond. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

export interface AuditQuery {
  readonly filter: AuditFilter;
  /** Lines before this one; null: from the newest. */
  readonly beforeId: number | null;
  readonly limit: number;
}

export interface AuditLine {
  readonly id: number;
  readonly at: EpochMs;
  readonly actor: string | null;
  readonly actorName: string | null;
  readonly action: string;
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Lines of the audit log, newest first. A filter without a store is of every store and of none. */
export function listAuditLines(
  { tx, organizationId }: Scope,
  { filter, beforeId, limit }: AuditQuery,
): Promise<readonly AuditLine[]> {
  const { storeId, actor, action, subject, from, to } = filter;
  return tx
    .selectFrom('audit_log as l')
    .leftJoin('account as a', (join) =>
      join
        .onRef('a.organization_id', '=', 'l.organization_id')
        .on(sql<boolean>`a.id::text = l.actor`),
    )
    .select(['l.id', 'l.at', 'l.actor', 'a.display_name as actorName'])
    .select(['l.action', 'l.subject', 'l.before', 'l.after'])
    .where('l.organization_id', '=', organizationId)
    .$if(storeId != null, (lines) => lines.where('l.store_id', '=', storeId ?? null))
    .$if(beforeId !== null, (lines) => lines.where('l.id', '<', beforeId ?? 0))
    .$if(actor !== undefined, (lines) => lines.where('l.actor', '=', actor ?? ''))
    .$if(subject !== undefined, (lines) => lines.where('l.subject', '=', subject ?? ''))
    .$if(action !== undefined, (lines) =>
      action?.includes('.')
        ? lines.where('l.action', '=', action)
        : lines.where('l.action', 'like', `${action?.replaceAll('_', '\\_')}.%`),
    )
    .$if(from !== undefined, (lines) => lines.where('l.at', '>=', (from ?? 0) as EpochMs))
    .$if(to !== undefined, (lines) => lines.where('l.at', '<=', (to ?? 0) as EpochMs))
    .orderBy('l.id', 'desc')
    .limit(limit)
    .execute();
}
