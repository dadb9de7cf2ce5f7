import type {
  Collection,
  DocumentOf,
  FeedChange,
  FeedPart,
} from '@second-chance/shared/documents/collections.ts';
import type { Sealer } from '../../register/sealer.ts';
import { type Applied, applyChanges } from '../apply-changes.ts';
import type { DocumentStorage } from '../document-storage.ts';
import { feedPosition, readFeedState } from '../feed-state.ts';

/** Documents as a page of the feed brings them, numbered from `first` on. */
export function changesOf<C extends Collection>(
  collection: C,
  documents: readonly DocumentOf<C>[],
  first = 1,
): readonly FeedChange[] {
  return documents.map((document, index) => ({
    number: first + index,
    collection,
    id: document.id,
    revision: first + index,
    deleted: false,
    document: { ...document },
  }));
}

interface Page {
  readonly changes: readonly FeedChange[];
  readonly checkpoint: number;
  readonly part?: FeedPart;
  readonly upToDate?: boolean;
  readonly totalDocuments?: number;
}

/** Applies changes as the page that follows on what is here. */
export function applyNext(storage: DocumentStorage, sealer: Sealer, page: Page): Applied {
  const part = page.part ?? 'catalogue';
  const from = feedPosition(readFeedState(storage.store, part));
  return applyChanges(storage, sealer, {
    upToDate: true,
    totalDocuments: page.changes.length,
    lastNumber: page.checkpoint,
    ...page,
    part,
    from,
  });
}
