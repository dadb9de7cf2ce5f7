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
import type { Connection } from './connection.ts';
import type { DocumentTable } from './document-table.ts';

/** Smallest step of RxDB's clock, in milliseconds. */
const CLOCK_STEP = 0.01;

export interface WriteTarget<T> {
  // biome-ignore lint/suspicious/noExplicitAny: RxDB's helper asks for it in this form.
  readonly instance: RxStorageInstance<T, any, any>;
  readonly connection: Connection;
  readonly table: DocumentTable<T>;
  readonly attachments: AttachmentStore | null;
}

export interface Written<T> {
  readonly errors: RxStorageWriteError<T>[];
  /** Null when there is nothing to tell. */
  readonly events: EventBulk<RxStorageChangeEvent<T>, RxStorageDefaultCheckpoint> | null;
}

/** Thrown to undo a bulk that was written without looking first. */
class Surprise extends Error {
  override readonly message = 'a row was not written though nothing speaks against it';
}

/**
 * Writes a bulk in one transaction of the connection: rows whose `previous` is not what is stored
 * answer as conflicts, all others are stored.
 *
 * `issued` is the furthest checkpoint that a reader may hold. A document with an older write time
 * (a clock that was set back, a bulk that was prepared earlier) takes a place behind it, so that no
 * reader misses it.
 */
export function writeDocuments<T>(
  target: WriteTarget<T>,
  rows: BulkWriteRow<T>[],
  context: string,
  issued: () => RxStorageDefaultCheckpoint,
  blobs: BlobBytes,
): Written<T> {
  const { primaryPath } = target.table.layout;
  const attempt = (waves: readonly BulkWriteRow<T>[][], look: boolean) =>
    target.connection.transaction(() => {
      const place = issued();
      return joined(waves.map((wave) => writeWave({ target, context, blobs }, wave, place, look)));
    });
  try {
    // Nearly every bulk is free of conflicts: the statements themselves notice one.
    return attempt([rows], false);
  } catch (failure) {
    if (failure instanceof Surprise) return attempt(wavesOfDistinctIds(rows, primaryPath), true);
    throw failure;
  }
}

interface WriteJob<T> {
  readonly target: WriteTarget<T>;
  readonly context: string;
  readonly blobs: BlobBytes;
}

function writeWave<T>(
  { target, context, blobs }: WriteJob<T>,
  rows: BulkWriteRow<T>[],
  issued: RxStorageDefaultCheckpoint,
  look: boolean,
): Written<T> {
  const { table, instance } = target;
  const { primaryPath } = table.layout;
  const idOf = (document: unknown) => (document as Record<string, unknown>)[primaryPath] as string;
  const stored = look
    ? storedRevisions(
        table,
        rows.map(({ document }) => idOf(document)),
      )
    : assumed(rows, idOf);
  const sorted = categorizeBulkWriteRows<T>(
    instance,
    primaryPath as never,
    stored as never,
    rows,
    context,
  );
  if (!look && sorted.errors.length > 0) throw new Surprise();
  completeErrors(table, sorted.errors);

  let newest: RxStorageDefaultCheckpoint = { id: '', lwt: 0 };
  const latePlaceOf = (document: RxDocumentData<T>): number | null => {
    const id = idOf(document);
    if (typeof id !== 'string') throw new TypeError('the primary key must be a string');
    const { lwt } = document._meta;
    const isOnTime = lwt > issued.lwt || (lwt === issued.lwt && id > issued.id);
    const place = isOnTime ? lwt : nextTime(issued.lwt);
    if (place > newest.lwt || (place === newest.lwt && id > newest.id)) newest = { id, lwt: place };
    return isOnTime ? null : place;
  };
  for (const { document } of sorted.bulkInsertDocs) {
    if (!table.insert(document, latePlaceOf(document))) throw new Surprise();
  }
  for (const { document, previous } of sorted.bulkUpdateDocs) {
    const revision = previous?._rev ?? '';
    if (!table.update(document, revision, latePlaceOf(document))) throw new Surprise();
  }
  const failed = new Set(sorted.errors.map(({ documentId }) => documentId));
  if (target.attachments !== null) writeAttachments(target.attachments, sorted, failed, blobs);
  return { errors: sorted.errors, events: eventsOf(sorted, failed, newest) };
}

/** The next time of RxDB's clock, or of the numbers where those are coarser. */
function nextTime(time: number): number {
  const next = Math.round((time + CLOCK_STEP) * 100) / 100;
  return next > time ? next : time * (1 + Number.EPSILON);
}

interface Revision {
  readonly _rev: string;
}

/** For the decision the revision is enough; whole documents are read for conflicts alone. */
function storedRevisions<T>(
  table: DocumentTable<T>,
  ids: readonly string[],
): ReadonlyMap<string, Revision> {
  const stored = new Map<string, Revision>();
  for (const [id, _rev] of table.revisions(ids)) stored.set(id, { _rev });
  return stored;
}

/** What is stored if the caller is right: `previous` where there is one, otherwise nothing. */
function assumed<T>(
  rows: readonly BulkWriteRow<T>[],
  idOf: (document: unknown) => string,
): ReadonlyMap<string, Revision> {
  const stored = new Map<string, Revision>();
  for (const { document, previous } of rows) {
    if (previous) stored.set(idOf(document), previous);
  }
  return stored;
}

/** The answer of several waves as one. */
function joined<T>(waves: readonly Written<T>[]): Written<T> {
  const [first, ...others] = waves;
  let events = first?.events ?? null;
  for (const wave of others) {
    if (wave.events === null) continue;
    if (events === null) events = wave.events;
    else {
      events.events.push(...wave.events.events);
      if (isBefore(events.checkpoint, wave.events.checkpoint)) {
        events.checkpoint = wave.events.checkpoint;
      }
    }
  }
  return { errors: waves.flatMap(({ errors }) => errors), events };
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
  checkpoint: RxStorageDefaultCheckpoint,
): Written<T>['events'] {
  const bulk = sorted.eventBulk;
  const events =
    failed.size === 0
      ? bulk.events
      : bulk.events.filter(({ documentId }) => !failed.has(documentId));
  if (events.length === 0) return null;
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
