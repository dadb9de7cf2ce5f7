import type { BulkWriteRow, RxDocumentData } from 'rxdb';
import { now } from 'rxdb';
import type { AnyDocument } from './open-storage.ts';

let revisions = 0;

type Stored = RxDocumentData<AnyDocument>;

/** The document as RxDB writes it the first time. */
export function stored(data: AnyDocument, lwt = now()): Stored {
  return { _deleted: false, _attachments: {}, _rev: '1-test', _meta: { lwt }, ...data };
}

export function inserted(...documents: readonly AnyDocument[]): BulkWriteRow<AnyDocument>[] {
  return documents.map((data) => ({ document: stored(data) }));
}

/** A write on top of `previous`. */
export function changed(previous: Stored, change: AnyDocument): BulkWriteRow<AnyDocument> {
  revisions += 1;
  const height = Number.parseInt(previous._rev, 10) + 1;
  const document = {
    ...previous,
    _rev: `${height}-test${revisions}`,
    _meta: { lwt: now() },
    ...change,
  };
  return { previous, document };
}

export function deleted(previous: Stored): BulkWriteRow<AnyDocument> {
  return changed(previous, { _deleted: true, _attachments: {} });
}
