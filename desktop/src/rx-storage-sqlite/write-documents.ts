import type {
  BulkWriteRow,
  CategorizeBulkWriteRowsOutput,
  EventBulk,
  RxDocumentData,
  RxStorageChangeEvent,
  RxStorageDefaultCheckpoint,
  RxStorageInstance,
  RxStorageWriteError,
} from 'rxdb';
import { categorizeBulkWriteRows } from 'rxdb';
import type { AttachmentStore, BlobBytes } from './attachments.ts';
import { isBefore } from './collection-channel.ts';
import type { DocumentTable } from './document-table.ts';

/** Smallest step of RxDB's clock, in milliseconds. */
const CLOCK_STEP = 0.01;

export interface WriteTarget<T> {
  // biome-ignore lint/suspicious/noExplicitAny: RxDB's helper asks for it in this form.
  readonly instance: RxStorageInstance<T, any, any>;
  readonly table: DocumentTable<T>;
  readonly attachments: AttachmentStore | null;
}

export interface Written<T> {
  readonly errors: RxStorageWriteError<T>[];
  /** Null when there is nothing to tell. */
  readonly events: EventBulk<RxStorageChangeEvent<T>, RxStorageDefaultCheckpoint> | null;
}

/**
 * Writes a bulk inside the caller's transaction: rows whose `previous` is not what is stored answer
 * as conflicts, all others are stored.
 *
 * `issued` is the furthest checkpoint that a reader may hold. A document with an older write time
 * (a clock that was set back, a bulk that was prepared earlier) takes a place behind it, so that no
 * reader misses it.
 */
export function writeDocuments<T>(
  target: WriteTarget<T>,
  rows: readonly BulkWriteRow<T>[],
  context: string,
  issued: RxStorageDefaultCheckpoint,
  blobs: BlobBytes,
): Written<T> {
  const errors: RxStorageWriteError<T>[] = [];
  let events: Written<T>['events'] = null;
  for (const wave of wavesOfDistinctIds(rows, target.table.layout.primaryPath)) {
    const written = writeWave(target, wave, context, issued, blobs);
    for (const error of written.errors) errors.push(error);
    if (written.events === null) continue;
    if (events === null) events = written.events;
    else {
      events.events.push(...written.events.events);
      if (isBefore(events.checkpoint, written.events.checkpoint)) {
        events.checkpoint = written.events.checkpoint;
      }
    }
  }
  return { errors, events };
}

function writeWave<T>(
  target: WriteTarget<T>,
  rows: BulkWriteRow<T>[],
  context: string,
  issued: RxStorageDefaultCheckpoint,
  blobs: BlobBytes,
): Written<T> {
  const { table, instance } = target;
  const { primaryPath } = table.layout;
  const idOf = (document: unknown) => (document as Record<string, unknown>)[primaryPath] as string;
  const ids = rows.map(({ document }) => checkedId(idOf(document)));
  const rowsInTable = table.storedRows(ids);
  // For the decision the revision is enough; whole documents are read for conflicts alone.
  const stored = new Map<string, { readonly _rev: string }>();
  for (const [id, { rev }] of rowsInTable) stored.set(id, { _rev: rev });

  const sorted = categorizeBulkWriteRows<T>(
    instance,
    primaryPath as never,
    stored as never,
    rows,
    context,
  );
  completeErrors(table, sorted.errors);

  let newest: RxStorageDefaultCheckpoint | null = null;
  const placeOf = (document: RxDocumentData<T>): number | null => {
    const place = { id: idOf(document), lwt: document._meta.lwt };
    const isLate = !isBefore(issued, place);
    if (isLate) place.lwt = Math.round((issued.lwt + CLOCK_STEP) * 100) / 100;
    if (newest === null || isBefore(newest, place)) newest = place;
    return isLate ? place.lwt : null;
  };
  for (const { document } of sorted.bulkInsertDocs) table.insert(document, placeOf(document));
  for (const { document } of sorted.bulkUpdateDocs) {
    const row = rowsInTable.get(idOf(document));
    if (row === undefined) throw new Error('an update of a document that is not stored');
    table.update(document, row, placeOf(document));
  }
  const failed = new Set(sorted.errors.map(({ documentId }) => documentId));
  if (target.attachments !== null) writeAttachments(target.attachments, sorted, failed, blobs);
  return { errors: sorted.errors, events: eventsOf(sorted, failed, newest) };
}

function checkedId(id: unknown): string {
  if (typeof id !== 'string') throw new TypeError('the primary key of a document must be a string');
  return id;
}

function completeErrors<T>(table: DocumentTable<T>, errors: RxStorageWriteError<T>[]): void {
  const known = errors.filter((error) => 'documentInDb' in error && error.documentInDb);
  if (known.length === 0) return;
  const documents = table.byId(known.map(({ documentId }) => documentId));
  for (const error of known) {
    const documentInDb = documents.get(error.documentId);
    if (documentInDb !== undefined) Object.assign(error, { documentInDb });
  }
}

function writeAttachments<T>(
  attachments: AttachmentStore,
  sorted: CategorizeBulkWriteRowsOutput<T>,
  failed: ReadonlySet<string>,
  blobs: BlobBytes,
): void {
  for (const place of [...sorted.attachmentsAdd, ...sorted.attachmentsUpdate]) {
    if (!failed.has(place.documentId)) attachments.put(place, blobs);
  }
  for (const place of sorted.attachmentsRemove) {
    if (!failed.has(place.documentId)) attachments.remove(place);
  }
}

function eventsOf<T>(
  sorted: CategorizeBulkWriteRowsOutput<T>,
  failed: ReadonlySet<string>,
  checkpoint: RxStorageDefaultCheckpoint | null,
): Written<T>['events'] {
  const bulk = sorted.eventBulk;
  const events = bulk.events.filter(({ documentId }) => !failed.has(documentId));
  if (checkpoint === null || events.length === 0) return null;
  return { ...bulk, events, checkpoint } as Written<T>['events'];
}

/** One wave unless an id comes twice: then the later row must see what the earlier one stored. */
function wavesOfDistinctIds<T>(
  rows: readonly BulkWriteRow<T>[],
  primaryPath: string,
): BulkWriteRow<T>[][] {
  const waves: BulkWriteRow<T>[][] = [];
  const timesSeen = new Map<unknown, number>();
  for (const row of rows) {
    const id = (row.document as Record<string, unknown>)[primaryPath];
    const wave = timesSeen.get(id) ?? 0;
    timesSeen.set(id, wave + 1);
    const list = waves[wave];
    if (list === undefined) waves.push([row]);
    else list.push(row);
  }
  return waves;
}
