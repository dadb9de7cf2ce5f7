import type { EventBulk, RxStorageChangeEvent, RxStorageDefaultCheckpoint } from 'rxdb';
import { type CollectionChannel, issue } from './collection-channel.ts';
import type { Connection } from './connection.ts';
import type { DocumentTable } from './document-table.ts';

const POLL_MS = 1;

type Bulk<T> = EventBulk<RxStorageChangeEvent<T>, RxStorageDefaultCheckpoint>;

/**
 * Tells everyone who listens what was written: at once, or, inside a transaction that somebody else
 * opened on the connection, when that has ended. SQLite does not say how it ended, so the events
 * then go out for what is really stored.
 */
export function emitAfterCommit<T>(
  connection: Connection,
  channel: CollectionChannel,
  table: DocumentTable<T>,
  bulk: Bulk<T>,
): void {
  if (connection.sqlite.inTransaction) {
    queueMicrotask(() => emitWhenEnded(connection, channel, table, bulk));
    return;
  }
  if (channel.events.observed) issue(channel, bulk.checkpoint);
  channel.events.next(bulk);
}

function emitWhenEnded<T>(
  connection: Connection,
  channel: CollectionChannel,
  table: DocumentTable<T>,
  bulk: Bulk<T>,
): void {
  // Whoever begins to listen now is told of what comes after.
  if (!connection.sqlite.open || channel.removed || !channel.events.observed) return;
  if (connection.sqlite.inTransaction) {
    setTimeout(() => emitWhenEnded(connection, channel, table, bulk), POLL_MS);
    return;
  }
  const stored = table.revisions(bulk.events.map(({ documentId }) => documentId));
  const wasStored = ({ documentId, documentData }: RxStorageChangeEvent<T>) =>
    stored.get(documentId) === (documentData as { readonly _rev: string })._rev;
  const events = bulk.events.filter(wasStored);
  if (events.length > 0) emitAfterCommit(connection, channel, table, { ...bulk, events });
}
