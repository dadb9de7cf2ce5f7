/** Brings the server's decisions on what was sent onto this disk, all of an answer or none. */
import type { PushResult } from '@second-chance/shared/contract/sync.ts';
import {
  COLLECTION_SCHEMAS,
  type Collection,
} from '@second-chance/shared/documents/collections.ts';
import type { ConflictDocument } from '@second-chance/shared/documents/conflict.ts';
import {
  type Merged,
  mergeDocuments,
  type Version,
} from '@second-chance/shared/documents/merge-documents.ts';
import { MERGE_POLICIES } from '@second-chance/shared/documents/merge-policy.ts';
import type { RegisterId, StoreId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { announce } from './apply-changes.ts';
import { conflictDocument } from './conflict-document.ts';
import { release } from './held-documents.ts';
import {
  type Base,
  deleteIntent,
  type IntentRow,
  insertIntent,
  intentById,
  intentsOf,
  parkIntent,
  type Refusal,
} from './intent-rows.ts';
import type { EditDeps } from './record-edit.ts';
import { setDocumentAside } from './set-aside.ts';
import { type DocumentVersion, writeVersions } from './write-versions.ts';

export interface AdoptDeps extends EditDeps {
  readonly storeId: StoreId;
  readonly registerId: RegisterId;
  readonly clock: () => EpochMs;
}

/** Versions of an answer are written together, at its end. */
interface Adopting extends AdoptDeps {
  readonly versions: DocumentVersion[];
}

export interface Adopted {
  readonly collections: ReadonlySet<Collection>;
  readonly accepted: number;
  readonly merged: number;
  readonly parked: number;
}

/**
 * Adopts an answer in one transaction. Accepted: the server's revision and version. Conflict: both
 * changes are merged field by field, the outcome becomes a new decision on the server's version,
 * and a conflict document names what lost. Rejected: the change is parked with its reason, and the
 * server's version is what shows again. Changes that wait behind are put onto what became of it.
 * Adopting twice is harmless, so this does not wait for the disk: what a power cut takes of it is
 * answered again.
 */
export function adoptResults(given: AdoptDeps, results: readonly PushResult[]): Adopted {
  const { store } = given.storage;
  const adopted = store.quickTransaction(() => {
    const collections = new Set<Collection>();
    const counts = { accepted: 0, merged: 0, parked: 0 };
    const deps: Adopting = { ...given, versions: [] };
    for (const result of results) {
      const intent = intentById(store, deps.sealer, result.intentId);
      if (intent === null) continue;
      collections.add(intent.collection);
      if (result.outcome === 'accepted') {
        adoptAccepted(deps, intent, result);
        counts.accepted += 1;
      } else if (result.outcome === 'rejected') {
        adoptRejected(deps, intent, masterOf(deps, intent, result), result);
        counts.parked += 1;
      } else {
        const conflicted = adoptConflict(deps, intent, masterOf(deps, intent, result));
        if (conflicted) collections.add('conflicts');
        counts.merged += 1;
      }
    }
    writeVersions(deps.storage, deps.sealer, deps.versions, { only: 'any' });
    return { collections, ...counts };
  });
  store.flushSoon();
  announce(store, adopted.collections);
  return adopted;
}

function adoptAccepted(
  deps: Adopting,
  intent: IntentRow,
  result: Extract<PushResult, { outcome: 'accepted' }>,
): void {
  deleteIntent(deps.storage.store, intent.intentId);
  const sent = { ...intent.wanted, revision: result.revision };
  const master = newest(sent, masterOf(deps, intent, result)) ?? sent;
  putLaterOnto(deps, intent, { base: intent.wanted, master });
}

function adoptRejected(
  deps: Adopting,
  intent: IntentRow,
  master: Base | null,
  refusal: Refusal,
): void {
  parkIntent(deps.storage.store, intent.intentId, refusal, deps.clock());
  putLaterOnto(deps, intent, { base: intent.wanted, master });
}

/** Whether a value had to lose. */
function adoptConflict(deps: Adopting, intent: IntentRow, master: Base | null): boolean {
  const { storage, sealer, newId } = deps;
  const { store } = storage;
  const undecided = intentsOf(store, sealer, intent.collection, intent.documentId);
  const latest = undecided.at(-1) ?? intent;
  for (const { intentId } of undecided) deleteIntent(store, intentId);
  const renewed = { ...latest, intentId: newId<'Intent'>() };
  if (master === null) {
    // The server knows nothing of it any more: what this till has is a new document.
    insertIntent(store, sealer, { ...renewed, base: null });
    return false;
  }
  const merged = merge(intent, { base: intent.base, till: latest.wanted, server: master });
  show(deps, intent, { ...merged, revision: master.revision });
  if (!merged.isServers) insertIntent(store, sealer, { ...renewed, base: master, wanted: merged });
  return recordConflict(deps, latest, merged);
}

/** What a person changed while this was on its way stands from now on on the server's version. */
function putLaterOnto(
  deps: Adopting,
  decided: IntentRow,
  { base, master }: { readonly base: Version; readonly master: Base | null },
): void {
  const { storage, sealer, newId } = deps;
  const { store } = storage;
  const later = intentsOf(store, sealer, decided.collection, decided.documentId).filter(
    ({ position }) => position > decided.position,
  );
  const latest = later.at(-1);
  for (const { intentId } of later) deleteIntent(store, intentId);
  if (master === null) {
    if (latest === undefined)
      show(deps, decided, { ...decided.wanted, deleted: true, revision: 0 });
    else insertIntent(store, sealer, { ...latest, intentId: newId<'Intent'>(), base: null });
    return;
  }
  if (latest === undefined) {
    show(deps, decided, master);
    return;
  }
  const merged = merge(decided, { base, till: latest.wanted, server: master });
  show(deps, decided, { ...merged, revision: master.revision });
  if (!merged.isServers) {
    const renewed = { ...latest, intentId: newId<'Intent'>(), base: master, wanted: merged };
    insertIntent(store, sealer, renewed);
  }
  recordConflict(deps, latest, merged);
}

function merge(
  { collection }: IntentRow,
  sides: { readonly base: Version | null; readonly till: Version; readonly server: Version },
): Merged {
  return mergeDocuments({ ...sides, policies: MERGE_POLICIES[collection] });
}

function recordConflict(deps: Adopting, intent: IntentRow, merged: Merged): boolean {
  // Two people who looked at one conflict leave nothing to look at.
  if (merged.conflicts.length === 0 || intent.collection === 'conflicts') return false;
  const { storage, sealer, newId } = deps;
  const { staffId, approvedBy } = intent;
  const at = deps.clock();
  const document: ConflictDocument = conflictDocument(
    { ...deps, id: newId<'Conflict'>(), at, intent },
    merged,
  );
  const wanted = { document: { ...document }, deleted: false };
  insertIntent(storage.store, sealer, {
    intentId: newId<'Intent'>(),
    collection: 'conflicts',
    documentId: document.id,
    base: null,
    wanted,
    staffId,
    approvedBy,
    at,
  });
  const version = { collection: 'conflicts', id: document.id, revision: 0, ...wanted } as const;
  deps.versions.push(version);
  return true;
}

/** The newest version of the server's that this till has heard of: in the answer, or from the feed. */
function masterOf(
  { storage, sealer }: AdoptDeps,
  { collection, documentId }: IntentRow,
  { master }: Pick<PushResult, 'master'>,
): Base | null {
  const held = release(storage.store, sealer, { collection, id: documentId });
  return newest(master, held);
}

function newest(one: Base | null, other: Base | null): Base | null {
  if (one === null || other === null) return one ?? other;
  return other.revision > one.revision ? other : one;
}

/** Makes a version the one that will be here, unless it does not fit: then it is set aside. */
function show(
  { storage, versions }: Adopting,
  { collection, documentId: id }: IntentRow,
  { revision, deleted, document }: Base,
): void {
  const parsed = deleted ? null : COLLECTION_SCHEMAS[collection].safeParse(document);
  if (parsed !== null && !parsed.success) {
    const change = { number: 1, collection, id, revision, deleted, document: { ...document } };
    setDocumentAside(storage.store, change, parsed.error.message);
    return;
  }
  const version: DocumentVersion = { collection, id, revision, deleted, document };
  versions.push(version);
}
