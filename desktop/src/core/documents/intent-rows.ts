/** The queue of what people at this till changed: one row a decision, until the server decided. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { EditableCollection } from '@second-chance/shared/documents/collections.ts';
import type { Version } from '@second-chance/shared/documents/merge-documents.ts';
import type { IntentId, StaffId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Sealer } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import { openDocument, sealDocument } from './staff-seal.ts';

export interface Base extends Version {
  readonly revision: number;
}

export interface Intent {
  readonly intentId: IntentId;
  readonly collection: EditableCollection;
  readonly documentId: string;
  /** What the decision was made on; null where the document is new. */
  readonly base: Base | null;
  /** What the person wants. */
  readonly wanted: Version;
  readonly staffId: StaffId;
  readonly approvedBy: StaffId | null;
  readonly at: EpochMs;
}

export interface IntentRow extends Intent {
  readonly position: number;
  readonly sent: boolean;
}

export interface ParkedIntent extends IntentRow {
  readonly refusal: { readonly code: string; readonly message: string };
  readonly details: CodedError['details'];
  readonly parkedAt: EpochMs;
}

const COLUMNS = `position, intent_id as intentId, collection, document_id as documentId,
  base_revision as baseRevision, base_deleted as baseDeleted, base_json as baseJson, deleted,
  document_json as documentJson, staff_id as staffId, approved_by as approvedBy, at, sent,
  parked_code as parkedCode, parked_message as parkedMessage,
  parked_details_json as parkedDetailsJson, parked_at as parkedAt`;

/** Left to itself SQLite walks through all that wait, in their order. */
const BY_DOCUMENT = 'document_intent indexed by document_intent_by_document';

/** Whether anything waits for the server's decision. */
export function hasIntents(store: Store): boolean {
  return (
    store.prepare('select 1 from document_intent where parked_code is null limit 1').get() !==
    undefined
  );
}

/** Whether a change of this document waits for the server's decision. */
export function isUndecided(store: Store, collection: string, id: string): boolean {
  return (
    store
      .prepare(
        `select 1 from ${BY_DOCUMENT}
         where collection = ? and document_id = ? and parked_code is null limit 1`,
      )
      .get(collection, id) !== undefined
  );
}

/** The undecided changes of one document, in order. */
export function intentsOf(
  store: Store,
  sealer: Sealer,
  collection: EditableCollection,
  id: string,
): readonly IntentRow[] {
  const rows = store
    .prepare(
      `select ${COLUMNS} from ${BY_DOCUMENT}
       where collection = ? and document_id = ? and parked_code is null order by position`,
    )
    .all(collection, id);
  return (rows as readonly Row[]).map((row) => intentOf(row, sealer));
}

export function intentById(store: Store, sealer: Sealer, intentId: string): IntentRow | null {
  const row = store
    .prepare(`select ${COLUMNS} from document_intent where intent_id = ? and parked_code is null`)
    .get(intentId) as Row | undefined;
  return row === undefined ? null : intentOf(row, sealer);
}

/**
 * The first changes that wait, after `after`, in order: of each document only its first, because a
 * later one stands on what becomes of it.
 */
export function nextIntents(
  store: Store,
  sealer: Sealer,
  { after, limit }: { readonly after: number; readonly limit: number },
): readonly IntentRow[] {
  const rows = store
    .prepare(
      `select ${COLUMNS} from document_intent intent
       where parked_code is null and position > ?
         and not exists (select 1 from document_intent earlier
             indexed by document_intent_by_document
           where earlier.collection = intent.collection
             and earlier.document_id = intent.document_id
             and earlier.position < intent.position and earlier.parked_code is null)
       order by position limit ?`,
    )
    .all(after, limit);
  return (rows as readonly Row[]).map((row) => intentOf(row, sealer));
}

export function insertIntent(store: Store, sealer: Sealer, intent: Intent): void {
  const { base, wanted, collection } = intent;
  store
    .prepare(
      `insert into document_intent (intent_id, collection, document_id, base_revision,
         base_deleted, base_json, deleted, document_json, staff_id, approved_by, at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      intent.intentId,
      collection,
      intent.documentId,
      base?.revision ?? 0,
      Number(base?.deleted ?? false),
      base === null ? null : jsonOf(sealer, collection, base),
      Number(wanted.deleted),
      jsonOf(sealer, collection, wanted),
      intent.staffId,
      intent.approvedBy,
      intent.at,
    );
}

/** Changes what a decision says that was never sent. */
export function rewriteIntent(
  store: Store,
  sealer: Sealer,
  { intentId, collection, base, wanted, staffId, approvedBy, at }: Intent,
): void {
  store
    .prepare(
      `update document_intent set base_revision = ?, base_deleted = ?, base_json = ?, deleted = ?,
         document_json = ?, staff_id = ?, approved_by = ?, at = ?
       where intent_id = ? and sent = 0`,
    )
    .run(
      base?.revision ?? 0,
      Number(base?.deleted ?? false),
      base === null ? null : jsonOf(sealer, collection, base),
      Number(wanted.deleted),
      jsonOf(sealer, collection, wanted),
      staffId,
      approvedBy,
      at,
      intentId,
    );
}

export function deleteIntent(store: Store, intentId: string): void {
  store.prepare('delete from document_intent where intent_id = ?').run(intentId);
}

/** From here on these say what they say: the server may have them. */
export function markSent(store: Store, intents: readonly IntentRow[]): void {
  for (const { intentId, sent } of intents) {
    if (!sent)
      store.prepare('update document_intent set sent = 1 where intent_id = ?').run(intentId);
  }
}

/** Takes `markSent` back where the request never left; those that were out before stay so. */
export function markUnsent(store: Store, intents: readonly IntentRow[]): void {
  for (const { intentId, sent } of intents) {
    if (sent) continue;
    store.prepare('update document_intent set sent = 0 where intent_id = ?').run(intentId);
  }
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

export function parkIntent(store: Store, intentId: string, refusal: Refusal, at: EpochMs): void {
  store
    .prepare(
      `update document_intent set parked_code = ?, parked_message = ?, parked_details_json = ?,
         parked_at = ? where intent_id = ?`,
    )
    .run(
      refusal.code,
      refusal.message,
      refusal.details === undefined ? null : JSON.stringify(refusal.details),
      at,
      intentId,
    );
}

/** What the server refused and no person has looked at yet, the latest first. */
export function parkedIntents(store: Store, sealer: Sealer | null): readonly ParkedIntent[] {
  const rows = store
    .prepare(
      `select ${COLUMNS} from document_intent where parked_code is not null
       order by parked_at desc, position desc`,
    )
    .all();
  return (rows as readonly Row[]).map((row) => ({
    ...intentOf(row, sealer),
    refusal: { code: row.parkedCode ?? '', message: row.parkedMessage ?? '' },
    details: row.parkedDetailsJson === null ? undefined : JSON.parse(row.parkedDetailsJson),
    parkedAt: row.parkedAt ?? row.at,
  }));
}

export interface IntentCounts {
  readonly waiting: number;
  readonly parked: number;
}

export function countIntents(store: Store): IntentCounts {
  return store
    .prepare(
      // Both counts are of an index, not of ten thousand documents.
      `select waiting, every - waiting as parked from (
         select (select count(*) from document_intent where parked_code is null) as waiting,
           (select count(*) from document_intent) as every)`,
    )
    .get() as IntentCounts;
}

interface Row {
  readonly position: number;
  readonly intentId: IntentId;
  readonly collection: EditableCollection;
  readonly documentId: string;
  readonly baseRevision: number;
  readonly baseDeleted: 0 | 1;
  readonly baseJson: string | null;
  readonly deleted: 0 | 1;
  readonly documentJson: string;
  readonly staffId: StaffId;
  readonly approvedBy: StaffId | null;
  readonly at: EpochMs;
  readonly sent: 0 | 1;
  readonly parkedCode: string | null;
  readonly parkedMessage: string | null;
  readonly parkedDetailsJson: string | null;
  readonly parkedAt: EpochMs | null;
}

function intentOf(row: Row, sealer: Sealer | null): IntentRow {
  const { collection } = row;
  const open = (json: string) => openDocument(sealer, collection, JSON.parse(json));
  return {
    position: row.position,
    intentId: row.intentId,
    collection,
    documentId: row.documentId,
    base:
      row.baseJson === null
        ? null
        : {
            revision: row.baseRevision,
            deleted: row.baseDeleted === 1,
            document: open(row.baseJson),
          },
    wanted: { deleted: row.deleted === 1, document: open(row.documentJson) },
    staffId: row.staffId,
    approvedBy: row.approvedBy,
    at: row.at,
    sent: row.sent === 1,
  };
}

function jsonOf(sealer: Sealer, collection: EditableCollection, { document }: Version): string {
  return JSON.stringify(sealDocument(sealer, collection, document));
}
