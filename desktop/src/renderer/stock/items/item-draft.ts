/** An item as it stands in the form: amounts as they are typed, nothing as an empty text. */
import { parseBarcode } from '@second-chance/shared/catalogue/barcode.ts';
import { type ItemDocument, itemFields } from '@second-chance/shared/documents/item.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';

type Texts = 'name' | 'sku' | 'description' | 'brand' | 'size' | 'colour' | 'defects' | 'listedOn';

export interface ItemDraft extends Record<Texts, string> {
  readonly kind: ItemDocument['kind'];
  readonly condition: ItemDocument['condition'];
  readonly taxScheme: ItemDocument['taxScheme'];
  readonly barcodes: readonly string[];
  readonly pictures: readonly string[];
  readonly withdrawn: boolean;
  readonly categoryId: string;
  readonly price: string;
  readonly unitCost: string;
  readonly taxRateId: string;
  readonly priceScheduleId: string;
  readonly priceScheduleStart: string;
  readonly grams: string;
  /** Centimetres, as people measure. */
  readonly length: string;
  readonly width: string;
  readonly height: string;
  /** Pieces that come with a new stocked item. */
  readonly pieces: string;
}

export type DraftProblem =
  | 'missing'
  | 'amount'
  | 'number'
  | 'long'
  | 'code'
  | 'checkDigit'
  | 'wrong';
export type DraftProblems = ReadonlyMap<keyof ItemDraft, DraftProblem>;
export type ItemFields = Omit<ItemDocument, 'id' | 'storeId'>;

interface Style {
  readonly plain: (amount: MinorUnits) => string;
  readonly today: string;
}

/** The form of an item; of a new one without an item. */
export function draftOf(item: ItemDocument | null, { plain, today }: Style): ItemDraft {
  if (item === null) return { ...EMPTY, listedOn: today };
  const { parcel } = item;
  const centimetres = (mm: number | null | undefined) => (mm == null ? '' : String(mm / 10));
  return {
    name: item.name,
    sku: item.sku,
    description: item.description,
    brand: item.brand,
    size: item.size,
    colour: item.colour,
    defects: item.defects,
    listedOn: item.listedOn,
    kind: item.kind,
    condition: item.condition,
    taxScheme: item.taxScheme,
    barcodes: item.barcodes,
    pictures: item.pictures,
    withdrawn: item.withdrawn,
    categoryId: item.categoryId,
    price: plain(item.price),
    unitCost: item.unitCost === null ? '' : plain(item.unitCost),
    taxRateId: item.taxRateId ?? '',
    priceScheduleId: item.priceScheduleId ?? '',
    priceScheduleStart: item.priceScheduleStart ?? '',
    grams: parcel?.grams == null ? '' : String(parcel.grams),
    length: centimetres(parcel?.lengthMm),
    width: centimetres(parcel?.widthMm),
    height: centimetres(parcel?.heightMm),
    pieces: '',
  };
}

export const EMPTY: ItemDraft = {
  name: '',
  sku: '',
  description: '',
  brand: '',
  size: '',
  colour: '',
  defects: '',
  listedOn: '',
  kind: 'unique',
  condition: 'good',
  taxScheme: 'standard',
  barcodes: [],
  pictures: [],
  withdrawn: false,
  categoryId: '',
  price: '',
  unitCost: '',
  taxRateId: '',
  priceScheduleId: '',
  priceScheduleStart: '',
  grams: '',
  length: '',
  width: '',
  height: '',
  pieces: '1',
};

/**
 * The fields that a form stands for, checked by the schemas that core and server check them by, and
 * what is wrong, by field. An empty SKU is made by core.
 */
export function readDraft(
  draft: ItemDraft,
  parse: (text: string) => MinorUnits | null,
): { readonly fields: ItemFields; readonly pieces: number; readonly problems: DraftProblems } {
  const problems = new Map<keyof ItemDraft, DraftProblem>();
  const amount = (field: 'price' | 'unitCost') => {
    const text = draft[field].trim();
    if (text === '') {
      if (field === 'price') problems.set(field, 'missing');
      return null;
    }
    const parsed = parse(text);
    if (parsed === null || parsed < 0) problems.set(field, 'amount');
    return parsed;
  };
  const measure = (field: 'grams' | 'length' | 'width' | 'height', factor: number) => {
    const text = draft[field].trim().replace(',', '.');
    if (text === '') return null;
    const value = /^[0-9]{1,6}(\.[0-9])?$/.test(text) ? Math.round(Number(text) * factor) : 0;
    if (value <= 0) problems.set(field, 'number');
    return value;
  };
  const orNull = (text: string) => (text === '' ? null : text);
  const parcel = {
    grams: measure('grams', 1),
    lengthMm: measure('length', 10),
    widthMm: measure('width', 10),
    heightMm: measure('height', 10),
  };
  const { grams, length, width, height, pieces, ...rest } = draft;
  const fields: Record<string, unknown> = {
    ...rest,
    barcodes: [...draft.barcodes],
    pictures: [...draft.pictures],
    price: amount('price'),
    unitCost: amount('unitCost'),
    taxRateId: orNull(draft.taxRateId),
    priceScheduleId: orNull(draft.priceScheduleId),
    priceScheduleStart: orNull(draft.priceScheduleStart),
    parcel: Object.values(parcel).every((each) => each === null) ? null : parcel,
  };
  for (const [name, value] of Object.entries(fields)) {
    const field = name as keyof ItemDraft;
    if (name === 'parcel' || problems.has(field) || (name === 'sku' && value === '')) continue;
    const parsed = itemFields[name as keyof ItemFields].safeParse(value);
    if (parsed.success) continue;
    const long = parsed.error.issues.some(({ code }) => code === 'too_big');
    problems.set(field, value === '' ? 'missing' : long ? 'long' : 'wrong');
  }
  for (const code of draft.barcodes) {
    const parsed = parseBarcode(code);
    if (!parsed.ok) {
      problems.set('barcodes', parsed.error === 'CHECK_DIGIT_WRONG' ? 'checkDigit' : 'code');
    }
  }
  const count = readPieces(pieces);
  if (count === null && draft.kind === 'stocked') problems.set('pieces', 'number');
  return { fields: fields as unknown as ItemFields, pieces: count ?? 0, problems };
}

/** How many pieces were typed, none for nothing; null where it is no number. */
export function readPieces(text: string): number | null {
  return /^[0-9]{0,6}$/.test(text.trim()) ? Number(text) : null;
}

/** What an edit has to say: the fields that differ. */
export function changedFields(item: ItemDocument, fields: ItemFields): Partial<ItemFields> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([field, value]) =>
        JSON.stringify(value ?? null) !== JSON.stringify(item[field as keyof ItemDocument] ?? null),
    ),
  );
}
