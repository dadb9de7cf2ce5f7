/** What merges left out: shown, restored or let be by a person. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { ConflictDocument } from '@second-chance/shared/documents/conflict.ts';
import type { ConflictId, StoreId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { sql } from 'kysely';
import { type Actor, mayAct } from '../accounts/actor.ts';
import { findDocument, type Scope, type Stored } from '../db/document-repository.ts';
import { revisionConflict } from '../db/revision-conflict.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { applyEdits } from './apply-edits.ts';
import { isEditable } from './desk.ts';
import { type Edit, TABLE_OF } from './edit.ts';

export interface ChangeList {
  readonly storeId: StoreId | null;
  readonly open: boolean | undefined;
  readonly limit: number;
}

/** Conflicts before one (null: from the newest), newest first: ids begin with the time of making. */
export async function listConflicts(
  { tx, organizationId }: Scope,
  { storeId, open, before, limit }: ChangeList & { readonly before: ConflictId | null },
): Promise<readonly Stored<ConflictDocument>[]> {
  const conditions = [
    sql`organization_id = ${organizationId}`,
    sql`not deleted`,
    ...(storeId === null ? [] : [sql`store_id = ${storeId}`]),
    ...(open === undefined ? [] : [sql`open = ${open}`]),
    ...(before === null ? [] : [sql`id < ${before}`]),
  ];
  const { rows } = await sql<Stored<ConflictDocument>>`
    select document, revision, deleted from conflict
    where ${sql.join(conditions, sql` and `)} order by id desc limit ${limit}`.execute(tx);
  return rows;
}

export interface Settling {
  readonly actor: Actor;
  readonly id: ConflictId;
  readonly revision: number;
}

/**
 * Sets values that the merge left out (all, or of some fields) as a new edit of what is there now,
 * and settles the conflict.
 * Errors: NOT_FOUND (also where the document is gone for good), NOT_ALLOWED, CONFLICT, and those of
 * the document's rules.
 */
export async function restoreConflict(
  work: TenantWork,
  { fields, ...settling }: Settling & { readonly fields?: readonly string[] | undefined },
): Promise<Result<Stored<ConflictDocument>, CodedError>> {
  const found = await openConflict(work, settling);
  if (!found.ok) return found;
  const { document } = found.value;
  const { collection, documentId } = document;
  if (!isEditable(collection)) return err(GONE);
  const target = await findDocument(work, TABLE_OF[collection], { id: documentId });
  if (!target) return err(GONE);
  const lost = document.fields.filter(({ field }) => fields?.includes(field) ?? true);
  const restored: Record<string, unknown> = { ...target.document };
  for (const { field, lost: value } of lost) if (field !== 'deleted') restored[field] = value;
  const deletion = lost.find(({ field }) => field === 'deleted');
  const edit: Edit = {
    collection,
    id: documentId,
    baseRevision: target.revision,
    deleted: deletion ? deletion.lost === true : target.deleted,
    document: restored,
  };
  return settle(work, { ...settling, found: found.value, how: 'restored', edits: [edit] });
}

/** Leaves the merge as it is. Errors: NOT_FOUND, NOT_ALLOWED, CONFLICT. */
export async function dismissConflict(
  work: TenantWork,
  settling: Settling,
): Promise<Result<Stored<ConflictDocument>, CodedError>> {
  const found = await openConflict(work, settling);
  if (!found.ok) return found;
  return settle(work, { ...settling, found: found.value, how: 'dismissed', edits: [] });
}

async function openConflict(
  work: TenantWork,
  { actor, id, revision }: Settling,
): Promise<Result<Stored<ConflictDocument>, CodedError>> {
  const found = await findDocument(work, 'conflict', { id });
  if (!found || found.deleted) return err(NOT_FOUND);
  const { storeId } = found.document;
  const allowed = mayAct(actor, { right: 'settle_changes', storeId });
  if (!allowed.ok) return allowed;
  if (found.revision !== revision || found.document.settled !== null) {
    return err(revisionConflict(found.revision));
  }
  return ok(found);
}

async function settle(
  work: TenantWork,
  {
    actor,
    found,
    how,
    edits,
  }: Settling & {
    readonly found: Stored<ConflictDocument>;
    readonly how: 'restored' | 'dismissed';
    readonly edits: readonly Edit[];
  },
): Promise<Result<Stored<ConflictDocument>, CodedError>> {
  const { id, storeId } = found.document;
  const settled = { at: work.at, by: actor.accountId, how };
  const conflict: Edit = {
    collection: 'conflicts',
    id,
    baseRevision: found.revision,
    deleted: false,
    document: { ...found.document, settled },
  };
  const editor = { id: actor.accountId, role: actor.role, approverRole: null, registerId: null };
  const applied = await applyEdits(work, { storeId, edits: [...edits, conflict], editor });
  if (!applied.ok) return applied;
  const { now } = applied.value.held('conflicts', id);
  return now ? ok(now as Stored<ConflictDocument>) : err(NOT_FOUND);
}

const NOT_FOUND: CodedError = { code: 'NOT_FOUND', message: 'There is no such conflict.' };
const GONE: CodedError = { code: 'NOT_FOUND', message: 'What it was about is not there any more.' };
