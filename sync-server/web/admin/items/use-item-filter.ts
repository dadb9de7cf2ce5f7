import type { ItemFilter, ItemSort } from '@second-chance/shared/contract/rest/item-lists.ts';
import { ITEM_SORTS, itemFilterSchema } from '@second-chance/shared/contract/rest/item-lists.ts';
import { useMemo } from 'react';
import { useAddress } from '../frame/router.tsx';

/** Filter and order as the address has them; what is no value of a filter counts as not there. */
export function useItemFilter() {
  const [address, change] = useAddress();
  const { q, category, status, condition, brand, from, to, picture, since, sort } = address;
  const filter = useMemo((): ItemFilter => {
    const wish = {
      q: q || undefined,
      categoryId: category,
      status,
      condition,
      brand: brand || undefined,
      priceFrom: from === undefined ? undefined : Number(from),
      priceTo: to === undefined ? undefined : Number(to),
      withPicture: picture === undefined ? undefined : picture === 'yes',
      listedSince: since,
    };
    const fields = Object.entries(wish).filter(([field, value]) => {
      const schema = itemFilterSchema.shape[field as keyof ItemFilter];
      return value !== undefined && schema.safeParse(value).success;
    });
    return Object.fromEntries(fields) as ItemFilter;
  }, [q, category, status, condition, brand, from, to, picture, since]);
  const order = useMemo((): ItemSort => {
    const by = ITEM_SORTS.find((name) => sort === name || sort === `-${name}`);
    return by === undefined
      ? { by: 'newest', descending: true }
      : { by, descending: sort?.startsWith('-') ?? false };
  }, [sort]);
  return { filter, order, address, change };
}
