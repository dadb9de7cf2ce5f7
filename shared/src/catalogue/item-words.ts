import type { ItemDocument } from '../documents/item.ts';

/** The text by which an item is found: everything that stands on its label or that people call it. */
export function itemWords(
  item: Pick<ItemDocument, 'name' | 'brand' | 'sku' | 'size' | 'colour' | 'barcodes'>,
): string {
  return [item.name, item.brand, item.sku, item.size, item.colour, ...item.barcodes]
    .filter((part) => part !== '')
    .join(' ');
}
