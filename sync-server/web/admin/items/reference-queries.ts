/** What items of a store refer to: categories, taxes, markdown ladders. */

import { categoryPath, categoryTree } from '@second-chance/shared/catalogue/category-tree.ts';
import type { PriceScheduleDocument } from '@second-chance/shared/documents/reference-data.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../api/client.ts';
import { useStoreChoice } from '../frame/store-choice.tsx';

export const CATEGORIES_KEY = ['categories'] as const;
export type Category = Awaited<ReturnType<typeof api.categories.list>>['rows'][number];

export function useCategories() {
  const { store } = useStoreChoice();
  return useQuery({
    queryKey: [...CATEGORIES_KEY, store?.id],
    queryFn: () => api.categories.list({ storeId: store?.id as never }),
    enabled: store !== null,
  });
}

export interface References {
  readonly categories: readonly { readonly value: string; readonly label: string }[];
  readonly taxRates: readonly { readonly value: string; readonly label: string }[];
  readonly schedules: readonly PriceScheduleDocument[];
  pathOf(categoryId: string): string;
}

export function useReferences(): References {
  const { store } = useStoreChoice();
  const storeId = store?.id as never;
  const enabled = store !== null;
  const categories = useCategories();
  const taxRates = useQuery({
    queryKey: ['tax-rates', store?.id],
    queryFn: () => api.taxRates.list({ storeId }),
    enabled,
  });
  const schedules = useQuery({
    queryKey: ['price-schedules', store?.id],
    queryFn: () => api.priceSchedules.list({ storeId }),
    enabled,
  });
  return useMemo(() => {
    const all = categories.data?.rows ?? [];
    return {
      categories: categoryTree(all).map(({ category, depth }) => ({
        value: category.id,
        label: `${'\u2003'.repeat(depth)}${category.name}`,
      })),
      taxRates: (taxRates.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name })),
      schedules: (schedules.data?.rows ?? []) as readonly PriceScheduleDocument[],
      pathOf: (id) => categoryPath(all, id as never),
    };
  }, [categories.data, taxRates.data, schedules.data]);
}
