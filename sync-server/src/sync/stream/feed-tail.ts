/** Follows the feeds of stores for all who listen on this node: one read a move, however many do. */
import { FEED_PARTS, type FeedPart } from '@second-chance/shared/documents/collections.ts';
import { inTenant } from '../../db/tenant-transaction.ts';
import type { ServerDeps } from '../../http/deps.ts';
import type { FeedScope } from '../feed/feed-sources.ts';
import { type FeedPage, readFeed } from '../feed/read-feed.ts';

/** Where somebody is in each part of a feed. */
export type Places = Readonly<Record<FeedPart, number>>;

/** One who listens. */
export interface Follower {
  /** Changes of a part that follow `from`, as the database spelled them, and where that leads. */
  readonly onChanges: (event: {
    readonly part: FeedPart;
    readonly from: number;
    readonly page: FeedPage;
  }) => void;
  /** There is more than a stream should carry. */
  readonly onResync: () => void;
}

export interface FeedTails {
  /** Tells a follower what comes after its places, and everything from then on. Returns what ends it. */
  readonly follow: (scope: FeedScope, places: Places, follower: Follower) => () => void;
}

/** Changes of one part that a stream carries at once; beyond it a pull is the better way. */
export const STREAMED_AT_ONCE_MAX = 500;
const PARTS = Object.keys(FEED_PARTS) as readonly FeedPart[];
const RETRY_MS = 500;

interface Following {
  readonly follower: Follower;
  places: Places;
}

interface Tail {
  readonly followers: Set<Following>;
  /** Set while a read goes on; what is told meanwhile is read after it. */
  reading: boolean;
  again: boolean;
  readonly unsubscribe: () => void;
}

/** The tails of one node. */
export function feedTails({
  db,
  live,
  logger,
}: Pick<ServerDeps, 'db' | 'live' | 'logger'>): FeedTails {
  const tails = new Map<string, Tail>();

  /** Reads for everybody who stands at the same place at once. */
  async function advance(scope: FeedScope, tail: Tail): Promise<void> {
    const groups = Map.groupBy(tail.followers, ({ places }) => JSON.stringify(places));
    for (const group of groups.values()) {
      const places = group[0]?.places;
      if (!places) continue;
      const pages = await inTenant(db, scope.organizationId, async (tx) => {
        const read: Partial<Record<FeedPart, FeedPage>> = {};
        for (const part of PARTS) {
          const query = { collections: FEED_PARTS[part], after: places[part] };
          read[part] = await readFeed(tx, scope, { ...query, limit: STREAMED_AT_ONCE_MAX });
        }
        return read as Record<FeedPart, FeedPage>;
      });
      for (const following of group) tell(following, pages);
    }
  }

  function tell(following: Following, pages: Record<FeedPart, FeedPage>): void {
    const { follower, places } = following;
    const tooMuch = PARTS.some((part) => pages[part].more || places[part] < pages[part].horizon);
    if (tooMuch) {
      // Its next pull leads at least here; until then it stands elsewhere and pulls by itself.
      following.places = placesOf((part) => pages[part].lastNumber);
      follower.onResync();
      return;
    }
    following.places = placesOf((part) => pages[part].checkpoint);
    for (const part of PARTS) {
      const [from, page] = [places[part], pages[part]];
      if (page.checkpoint > from) follower.onChanges({ part, from, page });
    }
  }

  function wake(key: string, scope: FeedScope): void {
    const tail = tails.get(key);
    if (!tail) return;
    tail.again = true;
    if (tail.reading) return;
    tail.reading = true;
    void (async () => {
      while (tail.again && tails.get(key) === tail) {
        tail.again = false;
        try {
          await advance(scope, tail);
        } catch (error) {
          logger.warn({ err: error }, 'a feed could not be read for its streams');
          tail.again = true;
          await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
        }
      }
      tail.reading = false;
    })();
  }

  return {
    follow(scope, places, follower) {
      const { organizationId, storeId } = scope;
      const key = `${organizationId}:${storeId}`;
      let tail = tails.get(key);
      if (!tail) {
        const unsubscribe = live.subscribe({ organizationId, storeId }, () => wake(key, scope));
        tail = { followers: new Set(), reading: false, again: false, unsubscribe };
        tails.set(key, tail);
      }
      const own = tail;
      const following = { follower, places };
      own.followers.add(following);
      wake(key, scope);
      return () => {
        own.followers.delete(following);
        if (own.followers.size > 0 || tails.get(key) !== own) return;
        own.unsubscribe();
        tails.delete(key);
      };
    },
  };
}

function placesOf(place: (part: FeedPart) => number): Places {
  return { catalogue: place('catalogue'), receipts: place('receipts') };
}
