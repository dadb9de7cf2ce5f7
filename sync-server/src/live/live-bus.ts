/** Tells parts of this node which feeds moved, whichever node moved them. */
import type { OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import { FEED_CHANNEL } from '../db/feed.ts';
import { keepListening } from './listening-connection.ts';

/** Whose feeds somebody wants to hear of; `storeId` null: those of all the organization's stores. */
export interface LiveScope {
  readonly organizationId: OrganizationId;
  readonly storeId: StoreId | null;
}

export interface FeedMoved extends LiveScope {
  /** The feed's last number as of some commit; null: something may have been missed, look again. */
  readonly lastNumber: number | null;
}
type Listener = (moved: FeedMoved) => void;

export interface LiveBus {
  /**
   * Calls `listener` after every commit that moved a feed in scope, soon and in commit order, and
   * with `lastNumber` null whenever some may have been missed. Returns what ends it.
   *
   * A call is a hint to read, not a promise about what is there: read by checkpoint, and once after
   * subscribing.
   */
  readonly subscribe: (scope: LiveScope, listener: Listener) => () => void;
  readonly close: () => Promise<void>;
}

export interface LiveBusOptions {
  readonly url: string;
  readonly onError: (error: unknown) => void;
}

/** The bus of one node: one connection to PostgreSQL, however many listen. */
export function openLiveBus({ url, onError }: LiveBusOptions): LiveBus {
  const subscriptions = new Map<string, Map<symbol, Subscription>>();
  const call = ({ listener }: Subscription, moved: FeedMoved) => {
    try {
      listener(moved);
    } catch (error) {
      onError(error);
    }
  };
  const connection = keepListening({
    url,
    channel: FEED_CHANNEL,
    onBroken: onError,
    onListening() {
      for (const group of subscriptions.values()) {
        for (const one of group.values()) call(one, { ...one.scope, lastNumber: null });
      }
    },
    onNotification(payload) {
      const moved = parseMoved(payload);
      if (moved === null) return;
      for (const storeId of [moved.storeId, null]) {
        const group = subscriptions.get(keyOf({ ...moved, storeId }));
        for (const one of group?.values() ?? []) call(one, moved);
      }
    },
  });
  return {
    subscribe(scope, listener) {
      const key = keyOf(scope);
      const id = Symbol('subscription');
      const group = subscriptions.get(key) ?? new Map<symbol, Subscription>();
      subscriptions.set(key, group.set(id, { scope, listener }));
      return () => {
        group.delete(id);
        if (group.size === 0 && subscriptions.get(key) === group) subscriptions.delete(key);
      };
    },
    close: connection.close,
  };
}

interface Subscription {
  readonly scope: LiveScope;
  readonly listener: Listener;
}

function keyOf({ organizationId, storeId }: LiveScope): string {
  return `${organizationId}:${storeId ?? '*'}`;
}

/** Null for what no feed of ours says; anybody with a login can notify. */
function parseMoved(payload: string): (FeedMoved & { readonly storeId: StoreId }) | null {
  const [organizationId = '', storeId = '', number = ''] = payload.split(':');
  const lastNumber = Number(number);
  if (!UUID.test(organizationId) || !UUID.test(storeId) || !Number.isSafeInteger(lastNumber)) {
    return null;
  }
  return {
    organizationId: organizationId as OrganizationId,
    storeId: storeId as StoreId,
    lastNumber,
  };
}

const UUID = /^[0-9a-f-]{36}$/;
