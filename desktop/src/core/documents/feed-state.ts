/** How far the store's feed has arrived, kept beside the documents and in the same transactions. */
import type { FeedPart } from '@second-chance/shared/documents/collections.ts';
import type { Store } from '../store/open-store.ts';

export interface FeedState {
  /** Number of the last change that is here; 0 before the first. */
  readonly checkpoint: number;
  /** Live documents here. */
  readonly documents: number;
  /** Live documents that the server has, as it last said. */
  readonly total: number;
  /** The feed was here in full at least once, so that what is not found is not there. */
  readonly complete: boolean;
  /** How far a load beside what is here has come; null where none is under way. */
  readonly fresh: number | null;
  /** During a load from 0: the feed's last number when it began; null otherwise. */
  readonly begun: number | null;
}

const NOTHING: FeedState = {
  checkpoint: 0,
  documents: 0,
  total: 0,
  complete: false,
  fresh: null,
  begun: null,
};

const KEYS: { readonly [P in FeedPart]: string } = { catalogue: 'feed', receipts: 'feed/receipts' };

export function readFeedState(store: Store, part: FeedPart): FeedState {
  const row = store.prepare('select value from sync_state where key = ?').get(KEYS[part]) as
    | { readonly value: string }
    | undefined;
  // A file that an older program wrote lacks what came later.
  return row === undefined ? NOTHING : { ...NOTHING, ...JSON.parse(row.value) };
}

export function writeFeedState(store: Store, part: FeedPart, state: FeedState): void {
  store
    .prepare(
      `insert into sync_state (key, value) values (?, ?)
       on conflict (key) do update set value = excluded.value`,
    )
    .run(KEYS[part], JSON.stringify(state));
}

/** After what the feed is to be read next. */
export function feedPosition({ checkpoint, fresh }: FeedState): number {
  return fresh ?? checkpoint;
}
