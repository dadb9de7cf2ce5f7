/** Brings a page of the store's feed onto the till's disk, together with how far it reaches. */
import {
  COLLECTION_SCHEMAS,
  type Collection,
  type DocumentOf,
  type FeedChange,
} from '@second-chance/shared/documents/collections.ts';
import type { StaffDocument } from '@second-chance/shared/documents/reference-data.ts';
import type { StockLevelDocument } from '@second-chance/shared/documents/stock-level.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import type { Sealer } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import { documentsChanged } from './document-version.ts';
import { readFeedState, writeFeedState } from './feed-state.ts';
import { sealStaff } from './staff-seal.ts';
import { deleteItem, writeItem } from './write-item.ts';

export interface FeedPage {
  readonly changes: readonly FeedChange[];
  readonly checkpoint: number;
  readonly upToDate: boolean;
  readonly totalDocuments: number;
}

/** What a page did: which collections changed, and how many documents were set aside. */
export interface Applied {
  readonly collections: ReadonlySet<Collection>;
  readonly setAside: number;
}

/**
 * Stores a page and its checkpoint in one transaction. What the feed says last is what holds.
 *
 * A document that does not fit its schema, or of a collection that this till does not know, is set
 * aside; its version from before stays in force and nothing else waits for it. Staff PIN hashes are
 * sealed before they touch the disk. Repeating a page is harmless.
 */
export function applyChanges(store: Store, sealer: Sealer, page: FeedPage): Applied {
  const applied = store.quickTransaction(() => {
    const state = readFeedState(store);
    const collections = new Set<Collection>();
    let documents = state.documents;
    let setAside = 0;
    for (const change of page.changes) {
      const outcome = applyChange(store, sealer, change);
      if (outcome === null) {
        setAside += 1;
      } else {
        documents += outcome.added;
        collections.add(outcome.collection);
      }
    }
    writeFeedState(store, {
      checkpoint: page.checkpoint,
      documents,
      total: page.totalDocuments,
      complete: state.complete || page.upToDate,
    });
    return { collections, setAside };
  });
  const { collections } = applied;
  const stockAlone = collections.size === 1 && collections.has('stockLevels');
  if (collections.size > 0) documentsChanged(store, stockAlone ? 'stock' : 'catalogue');
  return applied;
}

interface Outcome {
  readonly collection: Collection;
  /** By how many live documents there are more. */
  readonly added: number;
}

function applyChange(store: Store, sealer: Sealer, change: FeedChange): Outcome | null {
  const { collection } = change;
  if (!isCollection(collection)) return setDocumentAside(store, change, 'unknown collection');
  if (change.deleted) {
    forgetSetAside(store, change);
    return { collection, added: remove(store, collection, change) };
  }
  const parsed = COLLECTION_SCHEMAS[collection].safeParse(change.document);
  if (!parsed.success) return setDocumentAside(store, change, parsed.error.message);
  forgetSetAside(store, change);
  return { collection, added: write(store, sealer, { ...change, document: parsed.data }) };
}

function isCollection(name: string): name is Collection {
  return Object.hasOwn(COLLECTION_SCHEMAS, name);
}

type ParsedChange = Omit<FeedChange, 'document'> & { readonly document: DocumentOf<Collection> };

function write(store: Store, sealer: Sealer, change: ParsedChange): number {
  const { collection, revision, document } = change;
  switch (collection) {
    case 'items':
      return writeItem(store, revision, document as DocumentOf<'items'>);
    case 'stockLevels':
      return writeStockLevel(store, revision, document as StockLevelDocument);
    case 'staff':
      return writeDocument(store, change, sealStaff(sealer, document as StaffDocument));
    default:
      return writeDocument(store, change, document);
  }
}

function remove(store: Store, collection: Collection, { id, revision }: FeedChange): number {
  switch (collection) {
    case 'items':
      return deleteItem(store, revision, id as ItemId);
    case 'stockLevels':
      return -store.prepare('delete from stock_level where item_id = ?').run(id).changes;
    default:
      return -store
        .prepare(
          `update document set deleted = 1, revision = ?
           where collection = ? and id = ? and deleted = 0`,
        )
        .run(revision, collection, id).changes;
  }
}

function writeDocument(store: Store, change: ParsedChange, document: object): number {
  const { collection, id, revision } = change;
  const live = store
    .prepare('select 1 from document where collection = ? and id = ? and deleted = 0')
    .get(collection, id);
  store
    .prepare(
      `insert into document (collection, id, revision, deleted, document_json)
       values (?, ?, ?, 0, ?)
       on conflict (collection, id) do update set revision = excluded.revision,
         deleted = 0, document_json = excluded.document_json`,
    )
    .run(collection, id, revision, JSON.stringify(document));
  return live === undefined ? 1 : 0;
}

function writeStockLevel(store: Store, revision: number, level: StockLevelDocument): number {
  const known = store.prepare('select 1 from stock_level where item_id = ?').get(level.id);
  store
    .prepare(
      `insert into stock_level (item_id, store_id, revision, on_hand, claimed, applied_json)
       values (?, ?, ?, ?, ?, ?)
       on conflict (item_id) do update set revision = excluded.revision,
         on_hand = excluded.on_hand, claimed = excluded.claimed,
         applied_json = excluded.applied_json`,
    )
    .run(
      level.id,
      level.storeId,
      revision,
      level.onHand,
      level.claimed,
      JSON.stringify(level.applied),
    );
  return known === undefined ? 1 : 0;
}

function setDocumentAside(store: Store, change: FeedChange, problem: string): null {
  store
    .prepare(
      `insert into document_set_aside (collection, id, revision, problem, document_json)
       values (?, ?, ?, ?, ?)
       on conflict (collection, id) do update set revision = excluded.revision,
         problem = excluded.problem, document_json = excluded.document_json`,
    )
    .run(
      change.collection,
      change.id,
      change.revision,
      problem,
      JSON.stringify({ deleted: change.deleted, document: change.document }),
    );
  return null;
}

function forgetSetAside(store: Store, { collection, id }: FeedChange): void {
  store
    .prepare('delete from document_set_aside where collection = ? and id = ?')
    .run(collection, id);
}
