/** How far the store's feed has arrived, kept beside the documents and in the same transactions. */
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
}

const NOTHING: FeedState = { checkpoint: 0, documents: 0, total: 0, complete: false };

export function readFeedState(store: Store): FeedState {
  const row = store.prepare(`select value from sync_state where key = 'feed'`).get() as
    | { readonly value: string }
    | undefined;
  return row === undefined ? NOTHING : (JSON.parse(row.value) as FeedState);
}

export function writeFeedState(store: Store, state: FeedState): void {
  store
    .prepare(
      `insert into sync_state (key, value) values ('feed', ?)
       on conflict (key) do update set value = excluded.value`,
    )
    .run(JSON.stringify(state));
}
