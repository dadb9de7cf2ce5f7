import type { ItemDocument } from '../documents/item.ts';
import type { CategoryDocument } from '../documents/reference-data.ts';
import { categoryPath } from './category-tree.ts';
import type { Cell } from './export-cells.ts';
import { type ItemColumn, LIST_SEPARATOR } from './import-columns.ts';

export interface ItemSurroundings {
  readonly onHand: number;
  readonly currency: string;
  readonly categories: readonly CategoryDocument[];
  /** Names by id. */
  readonly taxes: ReadonlyMap<string, string>;
  readonly schedules: ReadonlyMap<string, string>;
}

/** An item as a row of our own format: what an export writes, an import reads back. */
export function itemCells(
  document: ItemDocument,
  { onHand, currency, categories, taxes, schedules }: ItemSurroundings,
): Readonly<Record<ItemColumn, Cell>> {
  const money = (amount: number | null) => (amount === null ? null : { amount, currency });
  return {
    id: document.id,
    sku: document.sku,
    name: document.name,
    kind: document.kind,
    category: categoryPath(categories, document.categoryId).replaceAll(' › ', ' > '),
    condition: document.condition,
    price: money(document.price),
    quantity: document.kind === 'service' ? null : onHand,
    brand: document.brand,
    size: document.size,
    colour: document.colour,
    description: document.description,
    defects: document.defects,
    barcodes: document.barcodes.join(LIST_SEPARATOR),
    tax: taxes.get(document.taxRateId ?? '') ?? null,
    tax_scheme: document.taxScheme,
    cost: money(document.unitCost),
    price_schedule: schedules.get(document.priceScheduleId ?? '') ?? null,
    price_schedule_start: document.priceScheduleStart,
    listed_on: document.listedOn,
    pictures: document.pictures.join(LIST_SEPARATOR),
    withdrawn: document.withdrawn,
    old_codes: (document.oldCodes ?? []).join(LIST_SEPARATOR),
    weight_g: document.parcel?.grams ?? null,
    length_mm: document.parcel?.lengthMm ?? null,
    width_mm: document.parcel?.widthMm ?? null,
    height_mm: document.parcel?.heightMm ?? null,
    variant_group: document.variant?.groupId ?? null,
    variant_options: (document.variant?.options ?? [])
      .map(({ name, value }) => `${name}=${value}`)
      .join(LIST_SEPARATOR),
  };
}
