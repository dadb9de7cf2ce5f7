/** What the till knows of the shop: items, categories, taxes, markdowns, staff, settings, stock. */

import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type {
  CategoryDocument,
  PriceScheduleDocument,
  StaffDocument,
  StoreSettingsDocument,
  TaxRateDocument,
} from '@second-chance/shared/documents/reference-data.ts';
import type { StockLevelDocument } from '@second-chance/shared/documents/stock-level.ts';
import type {
  CategoryId,
  ItemId,
  PriceScheduleId,
  StaffId,
  TaxRateId,
} from '@second-chance/shared/ids.ts';
import type { Sealer } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import { tableOf } from './collection-tables.ts';
import { catalogueVersion, referenceVersion } from './document-version.ts';
import { type FeedState, readFeedState } from './feed-state.ts';
import { itemById, itemsByCode } from './find-item.ts';
import { readReferenceData } from './reference-rows.ts';
import { type ItemSearch, searchItems } from './search-items.ts';
import { stockLevel } from './stock-rows.ts';

/** Reads only what is on this disk; every function answers at once. */
export interface Catalogue {
  /** Null for an item that is not here or was deleted. */
  readonly itemById: (id: ItemId) => ItemDocument | null;
  /** What a scanned or typed code names; see find-item.ts for the order of looking. */
  readonly itemsByCode: (code: string) => readonly ItemDocument[];
  /** Items of which every typed word begins some word, the newest first. */
  readonly search: (search: ItemSearch) => readonly ItemDocument[];
  /** By position, then name. */
  readonly categories: () => readonly CategoryDocument[];
  readonly category: (id: CategoryId) => CategoryDocument | null;
  /** Live items directly in each category; one without any is absent. */
  readonly itemCounts: () => ReadonlyMap<CategoryId, number>;
  readonly taxRate: (id: TaxRateId) => TaxRateDocument | null;
  readonly priceSchedule: (id: PriceScheduleId) => PriceScheduleDocument | null;
  /** Null until the store's settings are here. */
  readonly settings: () => StoreSettingsDocument | null;
  /** By name, those who left included. PIN hashes are open; null where this device cannot. */
  readonly staff: () => readonly StaffDocument[];
  readonly staffById: (id: StaffId) => StaffDocument | null;
  /** Null where the server never said anything about the item's stock. */
  readonly stockLevel: (itemId: ItemId) => StockLevelDocument | null;
  /** How much of the store's feed is here. */
  readonly coverage: () => Pick<FeedState, 'documents' | 'total' | 'complete' | 'fresh'>;
}

/**
 * Opens the catalogue of a store. `sealer` answers null before the device is enrolled.
 *
 * Small documents are kept in memory and read again after a page of the feed changed any.
 */
export function openCatalogue(store: Store, sealer: () => Sealer | null): Catalogue {
  const reference = whileUnchanged(store, referenceVersion, () =>
    readReferenceData(store, sealer()),
  );
  const itemCounts = whileUnchanged(store, catalogueVersion, () => countItems(store));
  return {
    itemById: (id) => itemById(store, id),
    itemsByCode: (code) => itemsByCode(store, code),
    search: (search) => searchItems(store, search, reference().categories.sorted),
    categories: () => reference().categories.sorted,
    category: (id) => reference().categories.byId.get(id) ?? null,
    itemCounts,
    taxRate: (id) => reference().taxRates.get(id) ?? null,
    priceSchedule: (id) => reference().priceSchedules.get(id) ?? null,
    settings: () => reference().settings,
    staff: () => reference().staff.sorted,
    staffById: (id) => reference().staff.byId.get(id) ?? null,
    stockLevel: (itemId) => stockLevel(store, itemId),
    coverage: () => readFeedState(store, 'catalogue'),
  };
}

/** Keeps what `read` answered until documents change by that version. */
function whileUnchanged<T>(
  store: Store,
  versionOf: (store: Store) => number,
  read: () => T,
): () => T {
  let kept: { readonly version: number; readonly value: T } | null = null;
  return () => {
    const version = versionOf(store);
    if (kept?.version !== version) kept = { version, value: read() };
    return kept.value;
  };
}

function countItems(store: Store): ReadonlyMap<CategoryId, number> {
  const rows = store
    .prepare(
      `select category_id as id, count(*) as items from ${tableOf('items')} where deleted = 0
       group by category_id`,
    )
    .all() as readonly { readonly id: CategoryId; readonly items: number }[];
  return new Map(rows.map(({ id, items }) => [id, items]));
}
