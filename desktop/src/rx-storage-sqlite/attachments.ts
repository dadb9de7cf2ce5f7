import type { RxAttachmentWriteData, RxDocumentWriteData } from 'rxdb';
import type { Connection } from './connection.ts';
import { sortKey } from './sort-key.ts';
import { attachmentTable, quote } from './table.ts';

/** Bytes of the Blobs in a bulk, read before the transaction because reading them is asynchronous. */
export type BlobBytes = ReadonlyMap<Blob, Uint8Array>;

export const NO_BLOBS: BlobBytes = new Map();

/** Reads every attachment that the documents bring along. */
export async function readBlobs(
  rows: readonly { readonly document: RxDocumentWriteData<unknown> }[],
): Promise<BlobBytes> {
  const bytes = new Map<Blob, Uint8Array>();
  for (const { document } of rows) {
    for (const attachment of Object.values(document._attachments ?? {})) {
      if (!('data' in attachment)) continue;
      bytes.set(attachment.data, new Uint8Array(await attachment.data.arrayBuffer()));
    }
  }
  return bytes;
}

/** Whether a document brings new attachment data. */
export function bringsBlobs(document: RxDocumentWriteData<unknown>): boolean {
  for (const id in document._attachments) {
    const attachment = document._attachments[id];
    if (attachment !== undefined && 'data' in attachment) return true;
  }
  return false;
}

interface AttachmentPlace {
  readonly documentId: string;
  readonly attachmentId: string;
}

/** The attachments of one collection. All calls run inside the caller's transaction. */
export interface AttachmentStore {
  readonly put: (
    place: AttachmentPlace & { readonly attachmentData: RxAttachmentWriteData },
    bytes: BlobBytes,
  ) => void;
  readonly remove: (place: AttachmentPlace) => void;
  readonly get: (place: AttachmentPlace & { readonly digest: string }) => Blob | null;
  /** Removes what belongs to no document any more. */
  readonly removeOrphans: () => void;
}

export function attachmentStore(connection: Connection, documents: string): AttachmentStore {
  const table = quote(attachmentTable(documents));
  return {
    put({ documentId, attachmentId, attachmentData }, bytes) {
      const data = bytes.get(attachmentData.data);
      if (data === undefined) {
        throw new Error('attachment data cannot be written synchronously; use bulkWrite');
      }
      connection
        .prepare(`INSERT OR REPLACE INTO ${table} VALUES (?, ?, ?, ?, ?)`)
        .run(sortKey(documentId), attachmentId, attachmentData.digest, attachmentData.type, data);
    },
    remove({ documentId, attachmentId }) {
      connection
        .prepare(`DELETE FROM ${table} WHERE document_id = ? AND attachment_id = ?`)
        .run(sortKey(documentId), attachmentId);
    },
    get({ documentId, attachmentId, digest }) {
      const row = connection
        .prepare(
          `SELECT type, data FROM ${table}
           WHERE document_id = ? AND attachment_id = ? AND digest = ?`,
        )
        .get(sortKey(documentId), attachmentId, digest) as
        | { type: string; data: Uint8Array<ArrayBuffer> }
        | undefined;
      return row === undefined ? null : new Blob([row.data], { type: row.type });
    },
    removeOrphans() {
      connection
        .prepare(
          `DELETE FROM ${table} WHERE document_id NOT IN (SELECT id FROM ${quote(documents)})`,
        )
        .run();
    },
  };
}
