/** Where each replicated collection lies on this disk; see migrations/catalogue. */
import type { Collection } from '@second-chance/shared/documents/collections.ts';

/**
 * RxDB allows 13 collections in a process: the small ones that change rarely share one, by kind.
 */
export const STORED_COLLECTIONS = [
  'items',
  'reference',
  'stockLevels',
  'customers',
  'conflicts',
  'receipts',
] as const;
export type StoredCollection = (typeof STORED_COLLECTIONS)[number];

/** Name under which RxDB finds the collections. */
export const DOCUMENT_DATABASE = 'till';

/** Version of the documents' schemas, one for all; see docs/decisions/0012. */
export const DOCUMENT_SCHEMA_VERSION = 0;

const REFERENCE: ReadonlySet<Collection> = new Set<Collection>([
  'categories',
  'taxRates',
  'priceSchedules',
  'staff',
  'storeSettings',
]);

export interface Place {
  readonly stored: StoredCollection;
  readonly table: string;
  /** Set in the collection that holds several kinds. */
  readonly kind: Collection | null;
}

/** The collection and table in which documents of a replicated collection lie. */
export function placeOf(collection: Collection): Place {
  if (REFERENCE.has(collection)) {
    return { stored: 'reference', table: tableOf('reference'), kind: collection };
  }
  const stored = collection as StoredCollection;
  return { stored, table: tableOf(stored), kind: null };
}

export function tableOf(stored: StoredCollection): string {
  return `rx_${DOCUMENT_DATABASE}_${stored}_${DOCUMENT_SCHEMA_VERSION}`;
}

/** The primary key of a document in its table. */
export function keyOf({ kind }: Place, id: string): string {
  return kind === null ? id : `${kind}|${id}`;
}

/** What RxDB keeps beside the fields of a document. */
export interface StoredFields {
  readonly _rev: string;
  readonly _deleted: boolean;
  readonly _meta: { readonly lwt: number };
  readonly _attachments: Record<string, never>;
}

/** A document as it lies in its table. */
export type StoredDocument = StoredFields & Readonly<Record<string, unknown>>;

/** The document itself out of the JSON text of its row. */
export function documentOf<Document>(json: string): Document {
  const { _rev, _deleted, _meta, _attachments, ...document } = JSON.parse(json) as StoredDocument;
  return document as Document;
}

/** The same out of the collection that holds several kinds. */
export function referenceDocumentOf<Document>(json: string): Document {
  const { key, kind, ...document } = documentOf<Record<string, unknown>>(json);
  return document as Document;
}

/**
 * A row's revision in RxDB's sense says how often it was written here, and the revision of the
 * server's version that it stands on; 0 where the server has none.
 */
export function rowRevision(writes: number, revision: number): string {
  return `${writes}-${revision}`;
}

export function parseRowRevision(rev: string): {
  readonly writes: number;
  readonly revision: number;
} {
  const dash = rev.indexOf('-');
  return { writes: Number(rev.slice(0, dash)), revision: Number(rev.slice(dash + 1)) };
}
