import type {
  Collection,
  DocumentOf,
  FeedChange,
} from '@second-chance/shared/documents/collections.ts';

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
