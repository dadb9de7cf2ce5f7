/** What tills sent that a rule or a right forbade: shown, tried again or let be by a person. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { ParkedChange } from '@second-chance/shared/contract/rest/changes.ts';
import type { IntentId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import { type Actor, mayAct } from '../accounts/actor.ts';
import { findDocument, type Scope } from '../db/document-repository.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { applyEdits } from './apply-edits.ts';
import type { ChangeList } from './conflicts.ts';
import { isEditable } from './desk.ts';
import { TABLE_OF } from './edit.ts';

interface Place {
  readonly at: EpochMs;
  readonly id: IntentId;
}

/** Parked changes behind a place in the list, newest first, each beside what is there now. */
export async function listParkedChanges(
  scope: Scope,
  { storeId, open, after, limit }: ChangeList & { readonly after: Place | null },
): Promise<readonly ParkedChange[]> {
  const conditions = [
    ...(storeId === null ? [] : [sql`store_id = ${storeId}`]),
    ...(open === undefined ? [] : [open ? sql`settled_at is null` : sql`settled_at is not null`]),
    ...(after === null
      ? []
      : [sql`(parked_at < ${after.at} or (parked_at = ${after.at} and id > ${after.id}))`]),
  ];
  return withMasters(scope, await select(scope, conditions, limit));
}

export interface SettlingParked {
  readonly actor: Actor;
  readonly id: IntentId;
}

/**
 * Makes the change by the right of who asks, over what is there now. Repeating it is harmless.
 * Errors: NOT_FOUND, NOT_ALLOWED, and those of the document's rules.
 */
export async function applyParkedChange(
  work: TenantWork,
  settling: SettlingParked,
): Promise<Result<ParkedChange, CodedError>> {
  const found = await openParked(work, settling);
  if (!found.ok || found.value.settledAt !== null) return found;
  const { storeId, collection, documentId, document, deleted } = found.value;
  if (!isEditable(collection)) return err(NOT_FOUND);
  const target = UUID.test(documentId)
    ? await findDocument(work, TABLE_OF[collection], { id: documentId })
    : null;
  const baseRevision = target?.revision ?? 0;
  const edit = { collection, id: documentId, baseRevision, deleted, document };
  const { accountId, role } = settling.actor;
  const editor = { id: accountId, role, approverRole: null, registerId: null };
  const applied = await applyEdits(work, { storeId, edits: [edit], editor });
  return applied.ok ? settle(work, settling, 'applied') : applied;
}

/** Errors: NOT_FOUND, NOT_ALLOWED. Repeating it is harmless. */
export async function dismissParkedChange(
  work: TenantWork,
  settling: SettlingParked,
): Promise<Result<ParkedChange, CodedError>> {
  const found = await openParked(work, settling);
  if (!found.ok || found.value.settledAt !== null) return found;
  return settle(work, settling, 'dismissed');
}

async function openParked(
  work: TenantWork,
  { actor, id }: SettlingParked,
): Promise<Result<ParkedChange, CodedError>> {
  const [found] = await select(work, [sql`id = ${id}`], 1, sql`for update`);
  if (!found) return err(NOT_FOUND);
  const allowed = mayAct(actor, { right: 'settle_changes', storeId: found.storeId });
  return allowed.ok ? ok(found) : allowed;
}

async function settle(
  work: TenantWork,
  { actor, id }: SettlingParked,
  how: 'applied' | 'dismissed',
): Promise<Result<ParkedChange, CodedError>> {
  await work.tx
    .updateTable('parked_change')
    .set({ settled_at: work.at, settled_by: actor.accountId, settled_how: how })
    .where('organization_id', '=', work.organizationId)
    .where('id', '=', id)
    .execute();
  const [settled] = await withMasters(work, await select(work, [sql`id = ${id}`], 1));
  return settled ? ok(settled) : err(NOT_FOUND);
}

async function select(
  { tx, organizationId }: Scope,
  conditions: readonly ReturnType<typeof sql>[],
  limit: number,
  end = sql``,
): Promise<readonly ParkedChange[]> {
  const where = [sql`organization_id = ${organizationId}`, ...conditions];
  const { rows } = await sql<ParkedChange>`
    select id, store_id as "storeId", register_id as "registerId", staff_id as "staffId",
      collection, document_id as "documentId", coalesce((row -> 'deleted')::boolean, false)
      as deleted, coalesce(row -> 'document', '{}') as document, null as master, code, details,
      parked_at as "parkedAt", settled_at as "settledAt", settled_how as "settledHow"
    from parked_change
    where ${sql.join(where, sql` and `)} order by parked_at desc, id limit ${limit} ${end}`.execute(
    tx,
  );
  return rows;
}

async function withMasters(
  scope: Scope,
  parked: readonly ParkedChange[],
): Promise<readonly ParkedChange[]> {
  const shown: ParkedChange[] = [];
  for (const one of parked) {
    const { collection, documentId, storeId } = one;
    const found =
      isEditable(collection) && UUID.test(documentId)
        ? await findDocument(scope, TABLE_OF[collection], { id: documentId })
        : null;
    const isHere = found !== null && !found.deleted && found.document.storeId === storeId;
    shown.push(withoutPin({ ...one, master: isHere ? { ...found.document } : null }));
  }
  return shown;
}

/** A person's PIN hash is for tills alone. */
function withoutPin({ document, master, ...parked }: ParkedChange): ParkedChange {
  const { pinHash: _, ...shown } = document;
  if (master === null) return { ...parked, document: shown, master };
  const { pinHash: __, ...there } = master;
  return { ...parked, document: shown, master: there };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NOT_FOUND: CodedError = { code: 'NOT_FOUND', message: 'There is no such parked change.' };
