/**
 * Tells open pages when their thing is sold or back. One question a store to the database, however
 * many pages are open, and only after the store's feed moved.
 */
import type { ItemId, OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';
import type { LiveBus } from '../live/live-bus.ts';

export interface WatchedItem {
  readonly organizationId: OrganizationId;
  readonly storeId: StoreId;
  readonly itemId: ItemId;
}

export type AvailabilityListener = (onSale: boolean) => void;
/** Calls at once with what is, and after every change. Returns what ends it. */
export type WatchAvailability = (item: WatchedItem, listener: AvailabilityListener) => () => void;

interface Group {
  readonly listeners: Map<ItemId, Map<AvailabilityListener, boolean | null>>;
  readonly end: () => void;
  readonly look: () => void;
}

interface WatchDeps {
  readonly db: Kysely<Database>;
  readonly live: LiveBus;
  readonly onError: (error: unknown) => void;
}

export function availabilityWatch({ db, live, onError }: WatchDeps): WatchAvailability {
  const groups = new Map<string, Group>();

  function open({ organizationId, storeId }: WatchedItem): Group {
    const listeners: Group['listeners'] = new Map();
    let looking = false;
    let again = false;
    const look = () => {
      again = true;
      if (looking) return;
      looking = true;
      void (async () => {
        while (again) {
          again = false;
          await tell(organizationId, listeners);
        }
      })()
        .catch(onError)
        .finally(() => {
          looking = false;
        });
    };
    return { listeners, look, end: live.subscribe({ organizationId, storeId }, look) };
  }

  async function tell(organizationId: OrganizationId, listeners: Group['listeners']) {
    const ids = [...listeners.keys()];
    if (ids.length === 0) return;
    const rows = await db
      .selectFrom('shop_item')
      .select('item_id')
      .where('organization_id', '=', organizationId)
      .where('item_id', 'in', ids)
      .execute();
    const onSale = new Set(rows.map(({ item_id }) => item_id));
    for (const id of ids) {
      const now = onSale.has(id);
      for (const [listener, before] of listeners.get(id) ?? []) {
        if (before === now) continue;
        listeners.get(id)?.set(listener, now);
        listener(now);
      }
    }
  }

  return (item, listener) => {
    const key = `${item.organizationId}/${item.storeId}`;
    const group = groups.get(key) ?? open(item);
    groups.set(key, group);
    const known = group.listeners.get(item.itemId) ?? new Map<AvailabilityListener, null>();
    group.listeners.set(item.itemId, known.set(listener, null));
    group.look();
    return () => {
      const listening = group.listeners.get(item.itemId);
      listening?.delete(listener);
      if (listening?.size === 0) group.listeners.delete(item.itemId);
      if (group.listeners.size > 0 || groups.get(key) !== group) return;
      group.end();
      groups.delete(key);
    };
  };
}
