/** An item as it stands in the form: amounts as they are typed, nothing as an empty text. */
import { parseBarcode } from '@second-chance/shared/catalogue/barcode.ts';
import type { ItemView } from '@second-chance/shared/contract/rest/catalogue.ts';
import { type ItemDocument, itemFields } from '@second-chance/shared/documents/item.ts';
import { plainAmount } from './plain-amount.ts';

export interface ItemDraft {
  readonly name: string;
  readonly sku: string;
  readonly kind: ItemDocument['kind'];
  readonly categoryId: string;
  readonly condition: ItemDocument['condition'];
  readonly defects: string;
  readonly description: string;
  readonly brand: string;
  readonly size: string;
  readonly colour: string;
  readonly barcodes: readonly string[];
  readonly price: string;
  readonly unitCost: string;
  readonly taxRateId: string;
  readonly taxScheme: ItemDocument['taxScheme'];
  readonly priceScheduleId: string;
  readonly priceScheduleStart: string;
  readonly listedOn: string;
  readonly pictures: readonly string[];
  readonly withdrawn: boolean;
  /** Pieces that come with a new stocked item. */
  readonly pieces: string;
}

export interface MoneyStyle {
  readonly currency: string;
  readonly locale: string;
  readonly parse: (text: string) => number | null;
}

export type ItemFields = Omit<ItemDocument, 'id' | 'storeId'>;
export type DraftProblem =
  | 'missing'
  | 'not_an_amount'
  | 'too_long'
  | 'invalid'
  | 'check_digit'
  | 'not_a_number';
export type DraftProblems = ReadonlyMap<string, DraftProblem>;

/** The form of an item; of a new one without an item. */
export function draftOf(
  item: ItemView | null,
  { today, ...style }: MoneyStyle & { readonly today: string },
): ItemDraft {
  if (item === null) return { ...EMPTY, listedOn: today };
  const money = (amount: number | null | undefined) =>
    amount == null ? '' : plainAmount(amount, style);
  return {
    name: item.name,
    sku: item.sku,
    kind: item.kind,
    categoryId: item.categoryId,
    condition: item.condition,
    defects: item.defects,
    description: item.description,
    brand: item.brand,
    size: item.size,
    colour: item.colour,
    barcodes: item.barcodes,
    price: money(item.price),
    unitCost: money(item.unitCost),
    taxRateId: item.taxRateId ?? '',
    taxScheme: item.taxScheme,
    priceScheduleId: item.priceScheduleId ?? '',
    priceScheduleStart: item.priceScheduleStart ?? '',
    listedOn: item.listedOn,
    pictures: item.pictures,
    withdrawn: item.withdrawn,
    pieces: '',
  };
}

const EMPTY: ItemDraft = {
  name: '',
  sku: '',
  kind: 'unique',
  categoryId: '',
  condition: 'good',
  defects: '',
  description: '',
  brand: '',
  size: '',
  colour: '',
  barcodes: [],
  price: '',
  unitCost: '',
  taxRateId: '',
  taxScheme: 'standard',
  priceScheduleId: '',
  priceScheduleStart: '',
  listedOn: '',
  pictures: [],
  withdrawn: false,
  pieces: '1',
};

/**
 * The fields that a form stands for, checked by the same schemas as at the server; else what is
 * wrong, by field. An empty SKU of a new item is made by the server.
 */
export function readDraft(
  draft: ItemDraft,
  { parse, isNew }: Pick<MoneyStyle, 'parse'> & { readonly isNew: boolean },
): { readonly fields: Partial<ItemFields>; readonly problems: DraftProblems } {
  const problems = new Map<string, DraftProblem>();
  const amount = (field: 'price' | 'unitCost', text: string) => {
    if (text.trim() === '') {
      if (field === 'price') problems.set(field, 'missing');
      return null;
    }
    const parsed = parse(text);
    if (parsed === null || parsed < 0) problems.set(field, 'not_an_amount');
    return parsed;
  };
  const { pieces, ...rest } = draft;
  const orNull = (text: string) => (text === '' ? null : text);
  const fields: Record<string, unknown> = {
    ...rest,
    price: amount('price', draft.price),
    unitCost: amount('unitCost', draft.unitCost),
    taxRateId: orNull(draft.taxRateId),
    priceScheduleId: orNull(draft.priceScheduleId),
    priceScheduleStart: orNull(draft.priceScheduleStart),
  };
  if (isNew && draft.sku === '') delete fields.sku;
  for (const [field, value] of Object.entries(fields)) {
    if (problems.has(field)) continue;
    const parsed = itemFields[field as keyof ItemFields].safeParse(value);
    if (parsed.success) continue;
    if (value === '' || value === null) problems.set(field, 'missing');
    else {
      const isLong = parsed.error.issues.some(({ code }) => code === 'too_big');
      problems.set(field, isLong ? 'too_long' : 'invalid');
    }
  }
  for (const code of draft.barcodes) {
    const parsed = parseBarcode(code);
    if (!parsed.ok) {
      problems.set('barcodes', parsed.error === 'CHECK_DIGIT_WRONG' ? 'check_digit' : 'invalid');
    }
  }
  if (isNew && draft.kind === 'stocked' && !/^[0-9]{1,6}$/.test(pieces)) {
    problems.set('pieces', 'not_a_number');
  }
  return { fields: fields as Partial<ItemFields>, problems };
}

/** Fields in which two items differ. */
export function differingFields(left: object, right: object): readonly string[] {
  const a = left as Readonly<Record<string, unknown>>;
  const b = right as Readonly<Record<string, unknown>>;
  return Object.keys(itemFields).filter(
    (field) => JSON.stringify(a[field] ?? null) !== JSON.stringify(b[field] ?? null),
  );
}
