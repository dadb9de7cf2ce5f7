/** Follows the feeds of stores for all who listen on this node: one read a move, however many do. */
import {
  FEED_PARTS,
  type FeedChange,
  type FeedPart,
} from '@second-chance/shared/documents/collections.ts';
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
    readonly page: Pick<FeedPage, 'changes' | 'checkpoint'>;
  }) => void;
  /** There is more than a stream should carry. */
  readonly onResync: () => void;
}

export interface FeedTails {
  /** Tells a follower what comes after its places, and everything from then on. Returns what ends it. */
  readonly follow: (scope: FeedScope, places: Places, follower: Follower) => () => void;
  /**
   * Says what this node committed to the catalogue's part, each number from the first to the last: who
   * stands right before it is told at once, without reading it again. To all others nothing is said
   * here; they are told as ever.
   */
  readonly committed: (scope: FeedScope, changes: readonly FeedChange[]) => void;
  /**
   * Says that this node is about to commit something, until what it answers is called: news of a
   * commit wait a moment for `committed`, which is quicker than to read.
   */
  readonly committing: (scope: FeedScope) => () => void;
}

/** Changes of one part that a stream carries at once; beyond it a pull is the better way. */
export const STREAMED_AT_ONCE_MAX = 500;
const PARTS = Object.keys(FEED_PARTS) as readonly FeedPart[];
const RETRY_MS = 500;
/** How long news of a commit wait for what this node may say of it. */
const OWN_COMMIT_MS = 4;

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
  const underWay = new Map<string, number>();

  /** Reads for everybody who stands at the same place at once. */
  async function advance(scope: FeedScope, tail: Tail): Promise<void> {
    const groups = Map.groupBy(tail.followers, ({ places }) => JSON.stringify(places));
    for (const group of groups.values()) {
      const places = group[0]?.places;
      if (!places) continue;
      const pages = await inTenant(db, scope.organizationId, async (tx) => {
        const read = await Promise.all(
          PARTS.map(async (part) => {
            const query = { collections: FEED_PARTS[part], after: places[part] };
            return [
              part,
              await readFeed(tx, scope, { ...query, limit: STREAMED_AT_ONCE_MAX }),
            ] as const;
          }),
        );
        return Object.fromEntries(read) as Record<FeedPart, FeedPage>;
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

  function committed(scope: FeedScope, changes: readonly FeedChange[]): void {
    const tail = tails.get(keyOf(scope));
    const [first, last] = [changes[0]?.number, changes.at(-1)?.number];
    // What is being read now may hold some of it already.
    if (!tail || tail.reading || first === undefined || last === undefined) return;
    if (changes.length > STREAMED_AT_ONCE_MAX || last - first + 1 !== changes.length) return;
    const before = first - 1;
    const text = JSON.stringify(changes);
    for (const following of tail.followers) {
      const { follower, places } = following;
      if (PARTS.some((part) => places[part] !== before)) continue;
      following.places = placesOf(() => last);
      for (const part of PARTS) {
        const page = { changes: part === 'catalogue' ? text : '[]', checkpoint: last };
        follower.onChanges({ part, from: before, page });
      }
    }
  }

  function committing(scope: FeedScope): () => void {
    const key = keyOf(scope);
    underWay.set(key, (underWay.get(key) ?? 0) + 1);
    return () => {
      const left = (underWay.get(key) ?? 1) - 1;
      if (left > 0) underWay.set(key, left);
      else underWay.delete(key);
    };
  }

  function heard(key: string, scope: FeedScope, lastNumber: number | null): void {
    const isOwn = lastNumber !== null && underWay.has(key);
    if (isOwn) setTimeout(() => wake(key, scope, lastNumber), OWN_COMMIT_MS);
    else wake(key, scope, lastNumber);
  }

  /** `lastNumber`: up to where the feed is said to go; null where that is not known. */
  function wake(key: string, scope: FeedScope, lastNumber: number | null): void {
    const tail = tails.get(key);
    if (!tail) return;
    if (lastNumber !== null && !tail.reading && isThere(tail, lastNumber)) return;
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
    committed,
    committing,
    follow(scope, places, follower) {
      const { organizationId, storeId } = scope;
      const key = keyOf(scope);
      let tail = tails.get(key);
      if (!tail) {
        const unsubscribe = live.subscribe({ organizationId, storeId }, ({ lastNumber }) =>
          heard(key, scope, lastNumber),
        );
        tail = { followers: new Set(), reading: false, again: false, unsubscribe };
        tails.set(key, tail);
      }
      const own = tail;
      const following = { follower, places };
      own.followers.add(following);
      wake(key, scope, null);
      return () => {
        own.followers.delete(following);
        if (own.followers.size > 0 || tails.get(key) !== own) return;
        own.unsubscribe();
        tails.delete(key);
      };
    },
  };
}

function keyOf({ organizationId, storeId }: FeedScope): string {
  return `${organizationId}:${storeId}`;
}

/** Whether all who follow were told up to there. */
function isThere({ followers }: Tail, lastNumber: number): boolean {
  return [...followers].every(({ places }) => PARTS.every((part) => places[part] >= lastNumber));
}

function placesOf(place: (part: FeedPart) => number): Places {
  return { catalogue: place('catalogue'), receipts: place('receipts') };
}
