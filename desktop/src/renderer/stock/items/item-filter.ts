import type {
  INVENTORY_SORTS,
  InventoryFilter,
} from '@second-chance/shared/contract/till/inventory-views.ts';

export const EVERYTHING: InventoryFilter = {
  text: '',
  categoryId: null,
  kind: null,
  condition: null,
  stock: null,
  withdrawn: null,
  lacks: null,
};

export interface ListOrder {
  readonly filter: InventoryFilter;
  readonly sort: (typeof INVENTORY_SORTS)[number];
  readonly descending: boolean;
}

export const NEWEST_FIRST: ListOrder = { filter: EVERYTHING, sort: 'newest', descending: true };
