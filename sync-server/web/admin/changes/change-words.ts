/** The words for collections and fields of documents, as far as people have words for them. */
import type { Text, TextKey } from '../text/use-text.ts';

const COLLECTIONS = {
  items: 'admin.changes.of.items',
  categories: 'admin.changes.of.categories',
  priceSchedules: 'admin.changes.of.priceSchedules',
  staff: 'admin.changes.of.staff',
  customers: 'admin.changes.of.customers',
} as const satisfies Record<string, TextKey>;

/** A newer till may change what these pages have no word for. */
export function collectionWords(collection: string, t: Text): string {
  return Object.hasOwn(COLLECTIONS, collection)
    ? t(COLLECTIONS[collection as keyof typeof COLLECTIONS])
    : collection;
}

const FIELDS = {
  name: 'admin.changes.field.name',
  displayName: 'admin.changes.field.name',
  description: 'admin.changes.field.description',
  price: 'admin.changes.field.price',
  brand: 'admin.changes.field.brand',
  size: 'admin.changes.field.size',
  colour: 'admin.changes.field.colour',
  condition: 'admin.changes.field.condition',
  defects: 'admin.changes.field.defects',
  categoryId: 'admin.changes.field.categoryId',
  barcodes: 'admin.changes.field.barcodes',
  note: 'admin.changes.field.note',
  email: 'admin.changes.field.email',
  phone: 'admin.changes.field.phone',
  addressLines: 'admin.changes.field.addressLines',
  deleted: 'admin.changes.field.deleted',
} as const satisfies Record<string, TextKey>;

export function fieldWords(field: string, t: Text): string {
  return Object.hasOwn(FIELDS, field) ? t(FIELDS[field as keyof typeof FIELDS]) : field;
}

const AMOUNTS = new Set(['price', 'unitCost']);

/** A value of a field, short enough to compare. */
export function valueWords(
  field: string,
  value: unknown,
  { t, amount }: { readonly t: Text; readonly amount: (value: number) => string },
): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'number') return AMOUNTS.has(field) ? amount(value) : String(value);
  if (typeof value === 'boolean') return t(value ? 'admin.yes' : 'admin.no');
  if (Array.isArray(value) && value.every((part) => typeof part === 'string')) {
    return value.length === 0 ? '–' : value.join(', ');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
