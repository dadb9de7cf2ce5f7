/** Brings back what the server lost. */
import { isDeepStrictEqual } from 'node:util';
import type { Master } from '@second-chance/shared/contract/sync.ts';
import {
  COLLECTION_SCHEMAS,
  type Collection,
  type EditableCollection,
} from '@second-chance/shared/documents/collections.ts';
import { receiptDocumentSchema } from '@second-chance/shared/documents/receipt.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { recordChanges } from '../../audit/record-change.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { isEditable, openDesk } from '../../documents/desk.ts';
import type { AnyDocument } from '../../documents/edit.ts';
import { writeEdits } from '../../documents/write-edits.ts';
import type { KnownTill } from '../known-till.ts';
import type { RepairRequest } from './repair.ts';
import { restoreLevels, restoreReceipts, wasEverKnown } from './restore-repository.ts';

export interface Restoring {
  readonly till: KnownTill;
  readonly collection: Collection;
  readonly documents: RepairRequest['documents'];
  /** What the server has of them. */
  readonly known: ReadonlyMap<string, Master>;
  readonly at: EpochMs;
}

/** Why a document of the server's had to be brought back. */
export type LossReason = 'missing' | 'older';
type Copy = NonNullable<RepairRequest['documents'][number]['copy']>;

/** Answers which documents were brought back, and why. */
export function restoreDocuments(
  tx: TenantTransaction,
  restoring: Restoring,
): Promise<ReadonlyMap<string, LossReason>> {
  const { collection } = restoring;
  if (isEditable(collection)) return restoreCopies(tx, { ...restoring, collection });
  if (collection === 'stockLevels') return restoreLostLevels(tx, restoring);
  if (collection === 'receipts') return restoreLostReceipts(tx, restoring);
  return Promise.resolve(new Map());
}

/**
 * Documents of which there is no trace, or an older version than the till was once given. What gives
 * access is not taken from a till's word: a person comes back only if the log knows them.
 */
async function restoreCopies(
  tx: TenantTransaction,
  {
    till,
    collection,
    documents,
    known,
    at,
  }: Restoring & { readonly collection: EditableCollection },
): Promise<ReadonlyMap<string, LossReason>> {
  const { organizationId, storeId, registerId } = till;
  const lost: { readonly document: AnyDocument; readonly revision: number; reason: LossReason }[] =
    [];
  for (const { id, copy } of documents) {
    const document = copy && validCopy(collection, { id, storeId, copy });
    const reason = copy && document && lossOf(copy, known.get(id));
    if (!reason) continue;
    if (collection === 'staff') {
      const isKnown = await wasEverKnown(tx, { organizationId, storeId, id });
      if (reason === 'older' || !isKnown) continue;
    }
    lost.push({ document, revision: copy.revision + 1, reason });
  }
  if (lost.length === 0) return new Map();
  const edits = lost.map(({ document }) => ({
    collection,
    id: document.id,
    baseRevision: 0,
    deleted: false,
    document: { ...document },
  }));
  const desk = await openDesk({ tx, organizationId, storeId }, { edits, staffIds: [] });
  const restored = new Map<string, LossReason>();
  for (const { document, revision, reason } of lost) {
    const held = desk.held(collection, document.id);
    // Somebody was quicker, or another store has this id.
    if (held.elsewhere || (held.before && held.before.revision >= revision)) continue;
    held.now = { document, revision, deleted: false };
    restored.set(document.id, reason);
  }
  const work = { tx, organizationId, at, actorId: null };
  await recordChanges(
    work,
    [...restored].map(([subject, reason]) => ({
      storeId,
      actor: registerId,
      action: `${collection}.restore`,
      subject,
      before: null,
      after: { reason },
    })),
  );
  await writeEdits(work, desk, { made: [], isRestored: true });
  return restored;
}

function lossOf(copy: Copy, master: Master | undefined): LossReason | null {
  if (master === undefined) return 'missing';
  const isNewer = copy.revision > master.revision;
  return isNewer && !master.deleted && !isDeepStrictEqual(master.document, copy.document)
    ? 'older'
    : null;
}

function validCopy(
  collection: EditableCollection,
  { id, storeId, copy }: { readonly id: string; readonly storeId: string; readonly copy: Copy },
): AnyDocument | null {
  const parsed = COLLECTION_SCHEMAS[collection].safeParse(copy.document);
  if (!parsed.success || parsed.data.id !== id || parsed.data.storeId !== storeId) return null;
  return parsed.data;
}

/** Levels are the sum of the ledger's movements. */
async function restoreLostLevels(
  tx: TenantTransaction,
  { till, documents, known }: Restoring,
): Promise<ReadonlyMap<string, LossReason>> {
  const lost = documents.flatMap(({ id, copy }) =>
    known.has(id) ? [] : [{ itemId: id, revision: (copy?.revision ?? 0) + 1 }],
  );
  const restored = await restoreLevels(tx, till, lost);
  return new Map(restored.map((id) => [id, 'missing']));
}

/** Receipts stand in the journal; the till's copy may say where. */
async function restoreLostReceipts(
  tx: TenantTransaction,
  { till, documents, known, at }: Restoring,
): Promise<ReadonlyMap<string, LossReason>> {
  const lost = documents.flatMap(({ id, copy }) => {
    if (known.has(id)) return [];
    const receipt = receiptDocumentSchema.safeParse(copy?.document);
    return [{ id, place: receipt.success ? receipt.data : null, revision: copy?.revision ?? 1 }];
  });
  const restored = await restoreReceipts(tx, till, { lost, at });
  return new Map(restored.map((id) => [id, 'missing']));
}
