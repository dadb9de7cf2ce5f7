/** The tables of the public shop; see migration 0007. */
import type { Condition, PublicItemDocument } from '@second-chance/shared/documents/item.ts';
import type { StoreProfile } from '@second-chance/shared/documents/store-profile.ts';
import type {
  CategoryId,
  ItemId,
  OrganizationId,
  PriceScheduleId,
  StoreId,
} from '@second-chance/shared/ids.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { BusinessDay, EpochMs } from '@second-chance/shared/time/time.ts';
import type { Json } from './schema.ts';

/** A thing on sale as the public sees it; kept by triggers, see migration 0007. */
export interface ShopItemTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  item_id: ItemId;
  category_id: CategoryId;
  document: Json<PublicItemDocument>;
  brand: string;
  size: string;
  colour: string;
  condition: Condition;
  price: MinorUnits;
  listed_on: BusinessDay;
  schedule_id: PriceScheduleId | null;
  schedule_start: BusinessDay;
  sort_price: MinorUnits;
  price_since: BusinessDay | null;
  reprice_on: BusinessDay | null;
  search: string;
  changed_at: EpochMs;
}

export interface ShopWordTable {
  organization_id: OrganizationId;
  word: string;
  typos: string[];
}

export interface StoreProfileTable {
  organization_id: OrganizationId;
  store_id: StoreId;
  document: Json<StoreProfile>;
  revision: number;
  changed_at: EpochMs;
}

export interface ShopTables {
  shop_item: ShopItemTable;
  shop_word: ShopWordTable;
  store_profile: StoreProfileTable;
}
