/** What one row of a table makes of an item. */
import type { NewItem } from '../contract/rest/catalogue.ts';
import {
  barcodeSchema,
  CONDITIONS,
  type ItemDocument,
  itemFields,
  type Parcel,
  type Variant,
} from '../documents/item.ts';
import type { CategoryId, ItemId, PriceScheduleId, StoreId, TaxRateId } from '../ids.ts';
import { decimalsOf } from '../money/currency.ts';
import { parseAmount } from '../money/format-amount.ts';
import { type MinorUnits, minorUnits } from '../money/minor-units.ts';
import { err, ok, type Result } from '../result.ts';
import { parseBarcode } from './barcode.ts';
import { type ItemColumn, LIST_SEPARATOR, PATH_SEPARATOR } from './import-columns.ts';

/** What the names in a table stand for in a store. Keys are folded by `foldName`. */
export interface ImportContext {
  readonly storeId: StoreId;
  readonly currency: string;
  readonly locale: string;
  /** By whole path and by name; a name that several have stands for none. */
  readonly categories: ReadonlyMap<string, CategoryId | null>;
  readonly taxRates: ReadonlyMap<string, TaxRateId>;
  readonly priceSchedules: ReadonlyMap<string, PriceScheduleId>;
}

export interface ImportProblem {
  readonly column: ItemColumn;
  readonly problem:
    | 'missing'
    | 'not_an_amount'
    | 'not_a_number'
    | 'not_a_day'
    | 'not_yes_or_no'
    | 'unknown'
    | 'too_long'
    | 'invalid'
    | 'check_digit'
    | 'fixed'
    | 'repeated'
    | 'ambiguous';
}

export type ImportPlan =
  | { readonly outcome: 'create'; readonly item: NewItem }
  | { readonly outcome: 'update' | 'same'; readonly after: ItemDocument }
  | { readonly outcome: 'error'; readonly problems: readonly ImportProblem[] };

export type ImportCells = ReadonlyMap<ItemColumn, string>;

/** Names compare without case and without spaces at their ends or around the path's separator. */
export function foldName(name: string): string {
  return name
    .normalize('NFKC')
    .split(PATH_SEPARATOR)
    .map((part) => part.trim().toLowerCase())
    .join(PATH_SEPARATOR);
}

/**
 * Plans a row: a change of the item that it names, or a new one under `newId`. Cells of columns that
 * are not there change nothing; an empty cell empties a text, and leaves what cannot be empty.
 */
export function planImportRow(
  cells: ImportCells,
  { existing, newId, context }: ImportTarget,
): ImportPlan {
  const problems: ImportProblem[] = [];
  const fields: Record<string, unknown> = {};
  for (const [column, text] of cells) {
    const reader = READERS[column];
    if (reader === undefined) continue;
    const { field, read, keepEmpty = false } = reader;
    const trimmed = text.trim();
    if (trimmed === '' && keepEmpty) continue;
    const value = read(trimmed, context);
    if (value.ok) fields[field] = value.value;
    else problems.push({ column, problem: value.error });
  }
  Object.assign(fields, readParcel(cells, existing), readVariant(cells));
  const quantity = readQuantity(cells.get('quantity'));
  if (!quantity.ok) problems.push({ column: 'quantity', problem: quantity.error });
  problems.push(...tooLong(fields));
  if (existing !== null) return changed({ existing, fields, problems });
  for (const column of ['name', 'category', 'price'] as const) {
    const wrong = problems.some((problem) => problem.column === column);
    if (fields[READERS[column]?.field ?? ''] === undefined && !wrong) {
      problems.push({ column, problem: 'missing' });
    }
  }
  if (problems.length > 0) return { outcome: 'error', problems };
  const { storeId } = context;
  // Each field was read by its own schema, and what a new item must have is there.
  const item = { ...NEW, ...fields, id: newId, storeId } as unknown as NewItem;
  const pieces = quantity.ok ? quantity.value : null;
  const opening = item.kind === 'stocked' && pieces !== null ? { openingQuantity: pieces } : {};
  return { outcome: 'create', item: { ...item, ...opening } };
}

export interface ImportTarget {
  readonly existing: ItemDocument | null;
  readonly newId: ItemId;
  readonly context: ImportContext;
}

const NEW = {
  kind: 'unique',
  condition: 'good',
  description: '',
  barcodes: [],
  brand: '',
  size: '',
  colour: '',
  defects: '',
  taxRateId: null,
  taxScheme: 'standard',
  unitCost: null,
  priceScheduleId: null,
  priceScheduleStart: null,
  pictures: [],
  withdrawn: false,
} as const;

function changed({
  existing,
  fields,
  problems,
}: {
  readonly existing: ItemDocument;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly problems: readonly ImportProblem[];
}): ImportPlan {
  const after = { ...existing, ...fields } as ItemDocument;
  const all = [...problems];
  if ((after.kind === 'service') !== (existing.kind === 'service')) {
    all.push({ column: 'kind', problem: 'fixed' });
  }
  if (all.length > 0) return { outcome: 'error', problems: all };
  const same = Object.entries(fields).every(
    ([field, value]) =>
      JSON.stringify(value) === JSON.stringify(existing[field as keyof ItemDocument]),
  );
  return { outcome: same ? 'same' : 'update', after };
}

type Problem = ImportProblem['problem'];
interface Reader {
  readonly field: keyof typeof itemFields;
  readonly read: (text: string, context: ImportContext) => Result<unknown, Problem>;
  /** An empty cell says nothing of it. */
  readonly keepEmpty?: true;
}

const text = (field: Reader['field']): Reader => ({ field, read: (value) => ok(value) });
const oneOf = (field: Reader['field'], values: readonly string[]): Reader => ({
  field,
  keepEmpty: true,
  read(value) {
    const name = value.toLowerCase().replaceAll(/[\s-]+/g, '_');
    return values.includes(name) ? ok(name) : err('unknown');
  },
});
const list = (value: string) =>
  value.split(LIST_SEPARATOR).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
const byName = <Id>(
  value: string,
  names: ReadonlyMap<string, Id | null>,
): Result<Id | null, Problem> => {
  const id = names.get(foldName(value));
  if (id === null) return err('ambiguous');
  return id === undefined ? err('unknown') : ok(id);
};
const orNull = (value: string, read: () => Result<unknown, Problem>): Result<unknown, Problem> =>
  value === '' ? ok(null) : read();

const READERS: Readonly<Partial<Record<ItemColumn, Reader>>> = {
  sku: { ...text('sku'), keepEmpty: true },
  name: { ...text('name'), keepEmpty: true },
  description: text('description'),
  brand: text('brand'),
  size: text('size'),
  colour: text('colour'),
  defects: text('defects'),
  kind: oneOf('kind', ['unique', 'stocked', 'service']),
  condition: oneOf('condition', CONDITIONS),
  tax_scheme: oneOf('taxScheme', ['standard', 'margin']),
  price: {
    field: 'price',
    keepEmpty: true,
    read: readPrice,
  },
  cost: {
    field: 'unitCost',
    read: (value, context) => orNull(value, () => readPrice(value, context)),
  },
  category: {
    field: 'categoryId',
    keepEmpty: true,
    read: (value, { categories }) => byName(value, categories),
  },
  tax: {
    field: 'taxRateId',
    read: (value, { taxRates }) => orNull(value, () => byName(value, taxRates)),
  },
  price_schedule: {
    field: 'priceScheduleId',
    read: (value, { priceSchedules }) => orNull(value, () => byName(value, priceSchedules)),
  },
  price_schedule_start: {
    field: 'priceScheduleStart',
    read: (value) => orNull(value, () => readDay(value)),
  },
  listed_on: { field: 'listedOn', keepEmpty: true, read: readDay },
  barcodes: {
    field: 'barcodes',
    read(value) {
      const codes = list(value);
      for (const code of codes) {
        const parsed = parseBarcode(code);
        if (!parsed.ok) return err(parsed.error === 'NOT_A_CODE' ? 'invalid' : 'check_digit');
      }
      return ok(codes);
    },
  },
  pictures: { field: 'pictures', read: (value) => ok(list(value)) },
  old_codes: {
    field: 'oldCodes',
    keepEmpty: true,
    read(value) {
      const codes = list(value);
      return codes.every((code) => barcodeSchema.safeParse(code).success)
        ? ok(codes)
        : err('invalid');
    },
  },
  withdrawn: {
    field: 'withdrawn',
    keepEmpty: true,
    read(value) {
      const word = value.toLowerCase();
      if (YES.has(word)) return ok(true);
      return NO.has(word) ? ok(false) : err('not_yes_or_no');
    },
  },
};

const MEASURES = {
  weight_g: 'grams',
  length_mm: 'lengthMm',
  width_mm: 'widthMm',
  height_mm: 'heightMm',
} as const satisfies Partial<Record<ItemColumn, keyof Parcel>>;

/** Measures that the row says, beside those that are known; nothing where it says none. */
function readParcel(
  cells: ImportCells,
  existing: ItemDocument | null,
): { readonly parcel?: Parcel } {
  const parcel: Record<keyof Parcel, number | null> = {
    ...{ grams: null, lengthMm: null, widthMm: null, heightMm: null },
    ...existing?.parcel,
  };
  let said = false;
  for (const [column, field] of Object.entries(MEASURES)) {
    const text = cells.get(column as ItemColumn)?.trim() ?? '';
    if (!/^[1-9][0-9]{0,5}$/.test(text)) continue;
    parcel[field] = Number(text);
    said = true;
  }
  return said ? { parcel } : {};
}

/** `Size=M|Colour=Red` of a group. */
function readVariant(cells: ImportCells): { readonly variant?: Variant } {
  const groupId = cells.get('variant_group')?.trim() ?? '';
  const options = list(cells.get('variant_options') ?? '').flatMap((part) => {
    const at = part.indexOf('=');
    const [name, value] = [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    return at < 1 || value === '' ? [] : [{ name: name.slice(0, 60), value: value.slice(0, 120) }];
  });
  if (groupId === '' || options.length === 0) return {};
  return { variant: { groupId: groupId.slice(0, 200), options: options.slice(0, 3) } };
}

const YES = new Set(['yes', 'true', '1', 'x', 'ja', 'wahr']);
const NO = new Set(['no', 'false', '0', 'nein', 'falsch']);

/** A price as a store's people write it; with a point and just the currency's decimals in any store. */
function readPrice(
  value: string,
  { currency, locale }: ImportContext,
): Result<MinorUnits, 'not_an_amount'> {
  const decimals = decimalsOf(currency);
  const plain = /^([0-9]+)\.([0-9]+)$/.exec(value);
  if (plain && plain[2]?.length === decimals) {
    const amount = Number(`${plain[1]}${plain[2]}`);
    return Number.isSafeInteger(amount) && amount <= 999_999_999_999
      ? ok(minorUnits(amount))
      : err('not_an_amount');
  }
  // Of a point and a comma the later one is the decimal sign, wherever the table was written.
  const [point, comma] = [value.lastIndexOf('.'), value.lastIndexOf(',')];
  const both = point >= 0 && comma >= 0;
  const plainer = both ? value.replaceAll(point > comma ? ',' : '.', '') : value;
  const parsed = parseAmount(plainer, { currency, locale });
  return parsed.ok && parsed.value >= 0 ? ok(parsed.value) : err('not_an_amount');
}

/** `2026-11-25` or `25.11.2026`. */
function readDay(value: string): Result<string, 'not_a_day'> {
  const [, day, month, year] = /^([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})$/.exec(value) ?? [];
  const iso =
    year === undefined ? value : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return itemFields.listedOn.safeParse(iso).success ? ok(iso) : err('not_a_day');
}

function readQuantity(value: string | undefined): Result<number | null, 'not_a_number'> {
  const trimmed = value?.trim() ?? '';
  if (trimmed === '') return ok(null);
  return /^-?[0-9]{1,6}$/.test(trimmed) ? ok(Math.max(0, Number(trimmed))) : err('not_a_number');
}

/** What the fields' own schemas do not take: longer than they hold, or characters that nothing stores. */
function tooLong(fields: Readonly<Record<string, unknown>>): readonly ImportProblem[] {
  return Object.entries(READERS).flatMap(([column, { field }]) => {
    const value = fields[field];
    if (value === undefined) return [];
    const parsed = itemFields[field].safeParse(value);
    if (parsed.success) return [];
    const long = parsed.error.issues.some(({ code }) => code === 'too_big');
    return [{ column: column as ItemColumn, problem: long ? ('too_long' as const) : 'invalid' }];
  });
}
