/** Which pushed rows were decided before, and which are parked. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { IntentId, StaffId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { storable } from '../../documents/storable.ts';
import type { KnownTill } from '../known-till.ts';

/** What became of a row for good; one that met a conflict is decided anew when it comes again. */
export interface DecidedIntent {
  readonly intentId: IntentId;
  readonly outcome: 'accepted' | 'rejected';
  readonly revision: number | null;
  readonly error: CodedError | null;
}

/** Pushes of one store are taken one after another: the same one twice at once is done once. */
export async function lockPushes(tx: TenantTransaction, { storeId }: KnownTill): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`push:${storeId}`}, 0))`.execute(tx);
}

export async function decidedIntents(
  tx: TenantTransaction,
  { organizationId, storeId }: KnownTill,
  intentIds: readonly IntentId[],
): Promise<ReadonlyMap<IntentId, DecidedIntent>> {
  const { rows } = await sql<DecidedIntent>`
    select intent_id as "intentId", outcome, revision, error from push_intent
    where organization_id = ${organizationId} and store_id = ${storeId}
      and intent_id = any(${intentIds}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.intentId, row]));
}

export async function insertIntents(
  tx: TenantTransaction,
  { organizationId, storeId, registerId }: KnownTill,
  { decided, at }: { readonly decided: readonly DecidedIntent[]; readonly at: EpochMs },
): Promise<void> {
  if (decided.length === 0) return;
  const errors = decided.map(({ error }) =>
    error === null ? null : JSON.stringify(storable(error)),
  );
  await sql`
    insert into push_intent
      (organization_id, store_id, register_id, at, intent_id, outcome, revision, error)
    select ${organizationId}::uuid, ${storeId}::uuid, ${registerId}::uuid, ${at}::bigint, i.id,
      i.outcome, i.revision, i.error::jsonb
    from unnest(${decided.map(({ intentId }) => intentId)}::uuid[],
      ${decided.map(({ outcome }) => outcome)}::text[],
      ${decided.map(({ revision }) => revision)}::int[], ${errors}::text[])
      as i (id, outcome, revision, error)`.execute(tx);
}

export interface ParkedRow {
  readonly intentId: IntentId;
  readonly staffId: StaffId | null;
  readonly collection: string;
  readonly documentId: string;
  /** As it came, without what the database cannot hold. */
  readonly row: unknown;
  readonly error: CodedError;
}

export async function parkRows(
  tx: TenantTransaction,
  { organizationId, storeId, registerId }: KnownTill,
  { parked, at }: { readonly parked: readonly ParkedRow[]; readonly at: EpochMs },
): Promise<void> {
  if (parked.length === 0) return;
  await tx
    .insertInto('parked_change')
    .values(
      parked.map(({ intentId, staffId, collection, documentId, row, error }) => ({
        organization_id: organizationId,
        store_id: storeId,
        id: intentId,
        register_id: registerId,
        staff_id: staffId,
        collection,
        document_id: documentId,
        row: JSON.stringify(row),
        code: error.code,
        message: error.message,
        details: error.details === undefined ? null : JSON.stringify(storable(error.details)),
        parked_at: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
