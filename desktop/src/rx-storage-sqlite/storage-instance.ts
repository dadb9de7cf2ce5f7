import { SqliteError } from 'better-sqlite3';
import type {
  BulkWriteRow,
  PreparedQuery,
  RxDocumentData,
  RxStorageBulkWriteResponse,
  RxStorageDefaultCheckpoint,
  RxStorageInstanceCreationParams,
} from 'rxdb';
import { deepEqual, now } from 'rxdb';
import {
  attachmentStore,
  type BlobBytes,
  bringsBlobs,
  NO_BLOBS,
  readBlobs,
} from './attachments.ts';
import {
  type CollectionChannel,
  forgetChannel,
  issue,
  joinChannel,
  leaveChannel,
} from './collection-channel.ts';
import { type Connection, leaveConnection } from './connection.ts';
import { documentTable } from './document-table.ts';
import { emitAfterCommit } from './emit-after-commit.ts';
import { countDocuments, runQuery } from './run-query.ts';
import type { RxStorageInstanceSQLite, RxStorageSQLiteOptions } from './storage-types.ts';
import { dropTable, openTable, quote } from './table.ts';
import { type TableLayout, tableLayout } from './table-layout.ts';
import { type Written, writeDocuments } from './write-documents.ts';

/** A tombstone clean-up removes no more at once, so that it never holds up a write for long. */
const CLEANUP_ROWS = 5_000;

const START: RxStorageDefaultCheckpoint = { id: '', lwt: 0 };

/** Opens one collection of one schema version on a connection that the instance gives back. */
export function openInstance<T>(
  connection: Connection,
  params: RxStorageInstanceCreationParams<T, RxStorageSQLiteOptions>,
  { failStop }: { readonly failStop: boolean },
): RxStorageInstanceSQLite<T> {
  const { databaseName, collectionName, schema, options } = params;
  const address = { databaseName, collectionName, version: schema.version };
  const layout = tableLayout(schema);
  const channelKey = JSON.stringify([connection.fileKey, ...Object.values(address)]);
  const channel = joinChannel(channelKey, { schema, fingerprint: layout.fingerprint });
  const tableName = openOrLeave(() => {
    assertSameForm(channel, params, layout);
    return openTable(connection, address, layout, schema.attachments !== undefined);
  });
  const table = documentTable<T>(connection, tableName, layout);
  const attachments =
    schema.attachments === undefined ? null : attachmentStore(connection, tableName);
  const queryTarget = { connection, schema, table };
  let isClosed = false;

  function openOrLeave(work: () => string): string {
    try {
      return work();
    } catch (failure) {
      leaveChannel(channelKey, channel);
      throw failure;
    }
  }

  /** Runs an operation, or says why this instance answers nothing any more. */
  function guarded<R>(work: () => R): R {
    assertUsable(channel, collectionName, isClosed);
    if (failStop && connection.failure !== null) throw stopped(connection.failure);
    try {
      return work();
    } catch (failure) {
      // A query that makes no sense is the caller's; what SQLite says is the storage's.
      if (failure instanceof SqliteError) connection.failure ??= failure;
      throw failure;
    }
  }

  function write(rows: BulkWriteRow<T>[], context: string, blobs: BlobBytes): Written<T> {
    if (rows.length === 0) return { errors: [], events: null };
    const target = { connection, instance, table, attachments };
    const issued = () => (channel.issued ??= table.lastChange());
    try {
      const written = writeDocuments(target, rows, context, issued, blobs);
      if (written.events !== null) emitAfterCommit(connection, channel, table, written.events);
      return written;
    } catch (failure) {
      connection.failure ??= failure instanceof Error ? failure : new Error(String(failure));
      throw failure;
    }
  }

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    leaveChannel(channelKey, channel);
    leaveConnection(connection);
  }

  const instance: RxStorageInstanceSQLite<T> = {
    databaseName,
    collectionName,
    schema,
    options,
    internals: {
      connection: connection.sqlite,
      table: tableName,
      columns: new Map([...layout.columnOf].map(([path, { column }]) => [path, column])),
    },

    async bulkWrite(documentWrites, context): Promise<RxStorageBulkWriteResponse<T>> {
      guarded(() => undefined);
      const withBlobs =
        attachments !== null && documentWrites.some((row) => bringsBlobs(row.document));
      if (!withBlobs) return { error: write(documentWrites, context, NO_BLOBS).errors };
      const blobs = await readBlobs(documentWrites);
      return guarded(() => ({ error: write(documentWrites, context, blobs).errors }));
    },

    bulkWriteSync: (documentWrites, context) =>
      guarded(() => ({ error: write(documentWrites, context, NO_BLOBS).errors })),

    async findDocumentsById(ids, withDeleted) {
      const found = guarded(() => table.byId(ids));
      return ids.flatMap((id) => {
        const document = found.get(id);
        return document === undefined || (document._deleted && !withDeleted) ? [] : [document];
      });
    },

    query: async (prepared: PreparedQuery<T>) => ({
      documents: guarded(() => runQuery(queryTarget, prepared)),
    }),

    count: async (prepared: PreparedQuery<T>) => ({
      count: guarded(() => countDocuments(queryTarget, prepared)),
      mode: 'fast',
    }),

    async getAttachmentData(documentId, attachmentId, digest) {
      const data = guarded(() => attachments?.get({ documentId, attachmentId, digest }) ?? null);
      if (data !== null) return data;
      throw new Error(`attachment ${attachmentId} of ${documentId} does not exist`);
    },

    async getChangedDocumentsSince(limit, since = START) {
      const sqlLimit = Number.isSafeInteger(limit) ? limit : -1;
      return guarded(() => {
        channel.issued ??= table.lastChange();
        const changes = table.changedSince(sqlLimit, since);
        const checkpoint = changes[changes.length - 1]?.place ?? since;
        issue(channel, checkpoint);
        const documents: RxDocumentData<T>[] = changes.map(({ document }) => document);
        return { documents, checkpoint };
      });
    },

    changeStream() {
      assertUsable(channel, collectionName, false);
      return channel.events.asObservable();
    },

    cleanup: async (minimumDeletedTime) =>
      guarded(() =>
        connection.transaction(() => {
          const removed = connection
            .prepare(
              `DELETE FROM ${quote(tableName)} WHERE rowid IN (
                 SELECT rowid FROM ${quote(tableName)} WHERE deleted = 1 AND lwt <= ? LIMIT ?)`,
            )
            .run(now() - minimumDeletedTime, CLEANUP_ROWS).changes;
          if (removed > 0) attachments?.removeOrphans();
          return removed < CLEANUP_ROWS;
        }),
      ),

    close: async () => close(),

    async remove() {
      guarded(() => dropTable(connection, tableName));
      channel.removed = true;
      forgetChannel(channelKey, channel);
      close();
    },
  };
  return instance;
}

function assertUsable(channel: CollectionChannel, collectionName: string, closed: boolean): void {
  if (channel.removed) throw new Error(`the collection ${collectionName} was removed`);
  if (closed) throw new Error(`the instance of the collection ${collectionName} is closed`);
}

/** Another layout would take columns away under the instances that are open. */
function assertSameForm<T>(
  { form }: CollectionChannel,
  { schema, collectionName, devMode }: RxStorageInstanceCreationParams<T, RxStorageSQLiteOptions>,
  { fingerprint }: TableLayout,
): void {
  if (form.fingerprint === fingerprint && (!devMode || deepEqual(form.schema, schema))) return;
  throw new Error(`the collection ${collectionName} is open with another schema`);
}

function stopped(cause: Error): Error {
  return new Error(`the storage stopped after a write failed: ${cause.message}`, { cause });
}
