import type {
  PartProgress,
  SyncProgress,
} from '@second-chance/shared/contract/till/document-views.ts';
import {
  COLLECTIONS,
  type Collection,
  FEED_PARTS,
  type FeedPart,
} from '@second-chance/shared/documents/collections.ts';
import { ok } from '@second-chance/shared/result.ts';
import { readFeedState } from '../documents/feed-state.ts';
import { countIntents, nextIntents } from '../documents/intent-rows.ts';
import { countCollection } from '../documents/read-version.ts';
import type { Outcome } from '../outcome.ts';
import type { Store } from '../store/open-store.ts';
import type { Reconciled } from '../sync/sync.ts';
import type { EditSession } from './edit-document.ts';
import { editView } from './edit-views.ts';

const WAITING_SHOWN = 50;

/** How both directions stand, for the person who wonders. */
export function syncProgress(
  session: EditSession,
  { repaired, comparedAt }: Reconciled,
): Outcome<SyncProgress> {
  const { store, editing } = session;
  const waiting = nextIntents(store, editing.sealer, { after: 0, limit: WAITING_SHOWN });
  const aside = store.prepare('select count(*) as documents from document_set_aside').get();
  const counts = COLLECTIONS.map((name): [Collection, number] => [
    name,
    countCollection(store, name),
  ]);
  return ok({
    parts: (Object.keys(FEED_PARTS) as FeedPart[]).map((part) => partProgress(store, part)),
    waiting: waiting.map((intent) => editView(session, intent)),
    waitingTotal: countIntents(store).waiting,
    setAside: (aside as { readonly documents: number }).documents,
    repaired,
    comparedAt,
    collections: Object.fromEntries(counts) as SyncProgress['collections'],
  });
}

function partProgress(store: Store, part: FeedPart): PartProgress {
  const { documents, total, complete, fresh } = readFeedState(store, part);
  return { part, documents, total, complete, reloading: fresh !== null };
}
