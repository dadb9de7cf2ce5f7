/** Things like a thing: of its category, sharing words of the name, brand or size, near in price. */
import type { PublicItemDocument } from '@second-chance/shared/documents/item.ts';
import type { OrganizationId } from '@second-chance/shared/ids.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { ShopRow } from './hit-repository.ts';
import { readOfCategory, type ShelfItem } from './public-item-repository.ts';
import type { ShopDeps } from './shop-pages.ts';
import type { ShopVersion } from './shop-version.ts';

const SIMILAR = 8;
/** Looked at for what is similar: the newest of the category. */
const LOOKED_AT = 60;

export interface LikeWhat {
  readonly document: PublicItemDocument;
  /** Words and stems of its name, and codes. */
  readonly names: readonly string[];
  readonly price: MinorUnits;
}

interface Compared {
  readonly item: ShelfItem;
  readonly names: ReadonlySet<string>;
}

/** The most similar first. */
export async function findSimilar(
  { pool, keep }: ShopDeps,
  shop: { readonly organizationId: OrganizationId; readonly version: ShopVersion },
  what: LikeWhat,
): Promise<readonly ShopRow[]> {
  const { categoryId, id } = what.document;
  const { organizationId } = shop;
  const shelf = await keep({ ...shop, key: `category ${categoryId}` }, async () => {
    // One more, for the thing itself.
    const items = await readOfCategory(pool, { organizationId, categoryId, limit: LOOKED_AT + 1 });
    return items.map((item): Compared => ({ item, names: new Set(item.names) }));
  });
  const like = { ...what, names: what.names.filter((name) => !name.startsWith('=')) };
  return shelf
    .filter(({ item }) => item.document.id !== id)
    .slice(0, LOOKED_AT)
    .map((compared) => ({ item: compared.item, likeness: likeness(like, compared) }))
    .sort((a, b) => b.likeness - a.likeness || (a.item.document.id < b.item.document.id ? 1 : -1))
    .slice(0, SIMILAR)
    .map(({ item }) => item);
}

/** Two words of a name in three weigh as much as brand, size and a price half as high again. */
function likeness({ document, names, price }: LikeWhat, { item, names: theirs }: Compared): number {
  const shared = names.filter((name) => theirs.has(name)).length;
  const { brand, size } = item.document;
  const times = Math.max(item.price, 1) / Math.max(price, 1);
  return (
    (0.6 * shared) / Math.max(names.length, 1) +
    (brand !== '' && brand === document.brand ? 0.2 : 0) +
    (size !== '' && size === document.size ? 0.1 : 0) -
    0.05 * Math.abs(Math.log(times))
  );
}
