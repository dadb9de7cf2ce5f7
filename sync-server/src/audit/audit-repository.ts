import type { StoreId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Scope } from '../db/document-repository.ts';

export interface AuditQuery {
  /** Null: every store, and what concerns none. */
  readonly storeId: StoreId | null;
  /** Lines before this one; null: from the newest. */
  readonly beforeId: number | null;
  readonly limit: number;
}

export interface AuditLine {
  readonly id: number;
  readonly at: EpochMs;
  readonly actor: string | null;
  readonly action: string;
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Lines of the audit log, newest first. */
export function listAuditLines(
  { tx, organizationId }: Scope,
  { storeId, beforeId, limit }: AuditQuery,
): Promise<readonly AuditLine[]> {
  return tx
    .selectFrom('audit_log')
    .select(['id', 'at', 'actor', 'action', 'subject', 'before', 'after'])
    .where('organization_id', '=', organizationId)
    .$if(storeId !== null, (lines) => lines.where('store_id', '=', storeId))
    .$if(beforeId !== null, (lines) => lines.where('id', '<', beforeId ?? 0))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
