import type { PriceStep } from '@second-chance/shared/catalogue/price-history.ts';
import type { Condition, ItemKind } from '@second-chance/shared/documents/item.ts';
import type { ItemId, StoreId } from '@second-chance/shared/ids.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { BusinessDay } from '@second-chance/shared/time/time.ts';

/** A thing as it stands on a shelf of the shop. */
export interface CardView {
  readonly id: ItemId;
  readonly path: string;
  readonly name: string;
  readonly brand: string;
  readonly size: string;
  readonly condition: Condition;
  readonly price: MinorUnits;
  /** What it cost before, where the price fell. */
  readonly before: {
    readonly price: MinorUnits;
    readonly until: BusinessDay;
    /** The day from which the new price holds. */
    readonly since: BusinessDay;
  } | null;
  readonly currency: string;
  readonly locale: string;
  readonly storeName: string;
  /** Name of its first picture; null where it has none. */
  readonly picture: string | null;
  readonly sold: boolean;
}

/** What a picture shows, where somebody told. */
export function wordsOfPicture({ pictureWords }: ItemView, name: string): string | null {
  return Object.hasOwn(pictureWords, name) ? (pictureWords[name] ?? null) : null;
}

export interface ItemView extends CardView {
  readonly sku: string;
  readonly kind: ItemKind;
  readonly description: string;
  readonly colour: string;
  readonly defects: string;
  readonly pictures: readonly string[];
  /** What pictures show, by their names; of those that nobody described there is none. */
  readonly pictureWords: Readonly<Record<string, string>>;
  readonly prices: readonly PriceStep[];
  readonly listedOn: BusinessDay;
  readonly storeId: StoreId;
  readonly gtin: string | null;
  readonly trail: readonly { readonly name: string; readonly path: string }[];
}
