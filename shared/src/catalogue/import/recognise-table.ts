/**
 * Rows of a table as rows of ours, whatever program wrote it. Only what a row says is here; what it
 * makes of an item is for `planImportRow`.
 */
import { parseBarcode } from '../barcode.ts';
import { columnsOf, type ItemColumn, LIST_SEPARATOR } from '../import-columns.ts';
import type { ImportCells } from '../import-row.ts';
import { hasDecimalComma, plainAmount, plainText, scaled, wholeNumber } from './clean-cells.ts';
import {
  fits,
  foldHeading,
  formatOf,
  type TableFormat,
  type TableSource,
  type Wanted,
} from './table-formats.ts';

export interface TableRow {
  /** Where it begins in the file. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface RecognisedTable {
  /** `own` also for a table by hand with our headings; null where no heading means anything. */
  readonly source: TableSource | null;
  readonly decimalComma: boolean;
  /** Headings that mean nothing here. */
  readonly unused: readonly string[];
  /** Pictures that the file names by an address. Nothing opens an address that a file names. */
  readonly pictureAddresses: number;
  readonly rows: readonly { readonly line: number; readonly cells: ImportCells }[];
}

/** `decimals`: how many the store's currency has. */
export function recogniseTable({
  headings,
  rows,
  decimals,
}: {
  readonly headings: readonly string[];
  readonly rows: readonly TableRow[];
  readonly decimals: number;
}): RecognisedTable {
  const format = formatOf(headings);
  if (format === null) return ownTable(headings, rows);
  const names = headings.map(foldHeading);
  const columns = new Map<Wanted, readonly number[]>();
  for (const [wanted, spellings] of Object.entries(format.columns)) {
    const places = spellings.flatMap((spelling) => placesOf(names, spelling));
    if (places.length > 0) columns.set(wanted as Wanted, places);
  }
  const options = format.options.flatMap(([name, value]) => {
    const [nameAt] = placesOf(names, name);
    const [valueAt] = placesOf(names, value);
    return nameAt === undefined || valueAt === undefined ? [] : [{ nameAt, valueAt }];
  });
  const used = new Set([
    ...[...columns.values()].flat(),
    ...options.flatMap(({ nameAt, valueAt }) => [nameAt, valueAt]),
  ]);
  const amounts = (['price', 'cost'] as const).flatMap((wanted) =>
    (columns.get(wanted) ?? []).flatMap((place) => rows.map(({ cells }) => cells[place] ?? '')),
  );
  const decimalComma = hasDecimalComma(amounts);
  const reader = { format, columns, options, names, decimals, decimalComma };
  return {
    source: format.source,
    decimalComma,
    unused: headings.filter((heading, place) => heading.trim() !== '' && !used.has(place)),
    pictureAddresses: pictureAddresses(headings, rows),
    rows: itemsOf(reader, rows),
  };
}

function ownTable(headings: readonly string[], rows: readonly TableRow[]): RecognisedTable {
  const columns = columnsOf(headings);
  const known = columns.some((column) => column === 'name' || column === 'sku' || column === 'id');
  const prices = rows.map(({ cells }) => cells[columns.indexOf('price')] ?? '');
  return {
    source: known ? 'own' : null,
    decimalComma: hasDecimalComma(prices),
    unused: headings.filter((heading, at) => heading.trim() !== '' && columns[at] === null),
    pictureAddresses: pictureAddresses(headings, rows),
    rows: rows.map(({ line, cells }) => ({
      line,
      cells: new Map(
        columns.flatMap((column, at) => {
          const cell = cells[at];
          return column === null || cell === undefined ? [] : [[column, cell] as const];
        }),
      ),
    })),
  };
}

/** Each once, as the variants of a thing share theirs. */
function pictureAddresses(headings: readonly string[], rows: readonly TableRow[]): number {
  const places = headings.flatMap((heading, place) =>
    /image|picture|photo|bild|foto/i.test(heading) ? [place] : [],
  );
  const found = rows.flatMap(({ cells }) =>
    places.flatMap((place) => (cells[place] ?? '').match(/https?:\/\/[^\s,|]+/gi) ?? []),
  );
  return new Set(found).size;
}

function placesOf(names: readonly string[], wanted: string | RegExp): readonly number[] {
  return names.flatMap((name, place) => (fits(name, wanted) ? [place] : []));
}

interface Reader {
  readonly format: TableFormat;
  readonly columns: ReadonlyMap<Wanted, readonly number[]>;
  readonly options: readonly { readonly nameAt: number; readonly valueAt: number }[];
  readonly names: readonly string[];
  readonly decimals: number;
  readonly decimalComma: boolean;
}

/** Fields that stand once for all variants of a thing, on its first row. */
const SHARED: readonly Wanted[] = [
  'name',
  'description',
  'category',
  'brand',
  'status',
  'condition',
];

function itemsOf(reader: Reader, rows: readonly TableRow[]): RecognisedTable['rows'] {
  const first = new Map<string, TableRow>();
  const sizes = new Map<string, number>();
  const things = rows.filter((row) => {
    const group = groupOf(reader, row);
    if (group !== '' && !first.has(group)) first.set(group, row);
    if (!isThing(reader, row)) return false;
    sizes.set(group, (sizes.get(group) ?? 0) + 1);
    return true;
  });
  const quantities = things.map((row) => wholeNumber(cell(reader, row, 'quantity')));
  const singles = quantities.filter((quantity) => quantity === '1' || quantity === '0').length;
  // Where nearly everything is there once, the shop sells single pieces.
  const isSecondHand = singles * 5 >= quantities.length * 4;
  return things.map((row, place) => {
    const group = groupOf(reader, row);
    const parent = first.get(group) ?? row;
    const isVariant = group !== '' && (sizes.get(group) ?? 0) > 1;
    const isSingle = isSecondHand && !isVariant && quantities[place] === '1';
    const cells = cellsOf(reader, {
      row,
      parent,
      isVariant,
      kind: isSingle ? 'unique' : 'stocked',
    });
    if (isVariant) cells.set('variant_group', `${reader.format.source}:${group}`);
    return { line: row.line, cells };
  });
}

/** Rows that only bring another picture, or that only head their variants, are no things. */
function isThing(reader: Reader, row: TableRow): boolean {
  const { skippedTypes } = reader.format;
  if (skippedTypes?.test(cell(reader, row, 'type')) === true) return false;
  return cell(reader, row, 'price') !== '' || cell(reader, row, 'sku') !== '';
}

function groupOf(reader: Reader, row: TableRow): string {
  const parent = cell(reader, row, 'parent').replace(/^id:/i, '');
  return parent === '' ? cell(reader, row, 'group') : parent;
}

function cell({ columns }: Reader, row: TableRow, wanted: Wanted): string {
  for (const place of columns.get(wanted) ?? []) {
    const text = row.cells[place]?.trim() ?? '';
    if (text !== '') return text;
  }
  return '';
}

function cellsOf(
  reader: Reader,
  {
    row,
    parent,
    isVariant,
    kind,
  }: {
    readonly row: TableRow;
    readonly parent: TableRow;
    readonly isVariant: boolean;
    readonly kind: string;
  },
): Map<ItemColumn, string> {
  const { format, decimals, decimalComma } = reader;
  const of = (wanted: Wanted) => {
    const own = cell(reader, row, wanted);
    return own === '' && SHARED.includes(wanted) ? cell(reader, parent, wanted) : own;
  };
  const cells = new Map<ItemColumn, string>();
  const put = (column: ItemColumn, text: string) => {
    if (text !== '') cells.set(column, text);
  };
  const options = optionsOf(reader, row, parent);
  const named = options.map(({ value }) => value).join(' / ');
  const variant = named === '' ? of('variantName').replace(/^regular$/i, '') : named;
  put('name', isVariant && variant !== '' ? `${of('name')} (${variant})` : of('name'));
  put('sku', of('sku'));
  put('kind', kind);
  put('category', categoryOf(format, of('category'), of('subcategory')));
  put('brand', of('brand'));
  put('description', plainText(of('description')).slice(0, 5_000));
  const option = (name: RegExp) => options.find((each) => name.test(each.name))?.value ?? '';
  put('size', of('size') || option(/^(?:size|größe|groesse|maat|taille)$/i));
  put('colour', of('colour') || option(/^(?:colou?r|farbe|kleur|couleur)$/i));
  if (/^new$/i.test(of('condition'))) put('condition', 'new');
  const amount = (wanted: Wanted) =>
    of(wanted) === '' ? '' : plainAmount(of(wanted), { decimalComma, decimals });
  put('price', amount('price'));
  put('cost', amount('cost'));
  put('quantity', wholeNumber(of('quantity')));
  if (format.offSale.test(of('status'))) put('withdrawn', 'yes');
  putCodes(cells, codesOf(reader, row));
  if (isVariant && options.length > 0) {
    put(
      'variant_options',
      options.map(({ name, value }) => `${name}=${value}`).join(LIST_SEPARATOR),
    );
  }
  putMeasures(reader, row, put);
  return cells;
}

function optionsOf({ options }: Reader, row: TableRow, parent: TableRow) {
  return options.flatMap(({ nameAt, valueAt }) => {
    const value = row.cells[valueAt]?.trim() ?? '';
    const name = row.cells[nameAt]?.trim() || (parent.cells[nameAt]?.trim() ?? '');
    // What Shopify writes for a thing without options.
    return value === '' || name === '' || /^default title$/i.test(value) ? [] : [{ name, value }];
  });
}

/** A category with those above it; of several, which only WooCommerce has, the first. */
function categoryOf({ source }: TableFormat, category: string, below: string): string {
  const [first = ''] = source === 'woocommerce' ? category.split(/,\s*/) : [category];
  const path = first.replaceAll(/\s*[>›]\s*/g, ' > ').trim();
  return below === '' ? path : `${path} > ${below}`;
}

function codesOf({ columns }: Reader, row: TableRow): readonly string[] {
  const codes = (columns.get('codes') ?? []).flatMap((place) =>
    (row.cells[place] ?? '').split(/[|;,\s]+/).map(bareCode),
  );
  return [...new Set(codes.filter((code) => code !== ''))];
}

/** Spreadsheets keep zeros in front of a number by an apostrophe or as a formula. */
function bareCode(text: string): string {
  return text
    .trim()
    .replace(/^'/, '')
    .replace(/^="(.*)"$/, '$1');
}

/**
 * Every code stays scannable: one with the length of a GTIN and not its check digit was printed by
 * the old system, and is kept as it is beside the others.
 */
function putCodes(cells: Map<ItemColumn, string>, codes: readonly string[]): void {
  const good: string[] = [];
  const old: string[] = [];
  for (const code of codes) {
    const parsed = parseBarcode(code);
    if (parsed.ok) good.push(code);
    else if (parsed.error === 'CHECK_DIGIT_WRONG') old.push(code);
  }
  if (good.length > 0) cells.set('barcodes', good.join(LIST_SEPARATOR));
  if (old.length > 0) cells.set('old_codes', old.join(LIST_SEPARATOR));
}

const GRAMS: Readonly<Record<string, number>> = {
  g: 1,
  grams: 1,
  kg: 1_000,
  kgs: 1_000,
  lb: 453.592_37,
  lbs: 453.592_37,
  oz: 28.349_523_125,
};
const MILLIMETRES: Readonly<Record<string, number>> = {
  mm: 1,
  cm: 10,
  m: 1_000,
  in: 25.4,
  yd: 914.4,
};

function putMeasures(
  reader: Reader,
  row: TableRow,
  put: (column: ItemColumn, text: string) => void,
): void {
  const factorOf = (wanted: Wanted, units: Readonly<Record<string, number>>) => {
    const name = reader.names[reader.columns.get(wanted)?.[0] ?? -1] ?? '';
    return units[/\(([a-z]+)\)/.exec(name)?.[1] ?? ''] ?? 1;
  };
  put('weight_g', scaled(cell(reader, row, 'weight'), factorOf('weight', GRAMS)));
  put('length_mm', scaled(cell(reader, row, 'length'), factorOf('length', MILLIMETRES)));
  put('width_mm', scaled(cell(reader, row, 'width'), factorOf('width', MILLIMETRES)));
  put('height_mm', scaled(cell(reader, row, 'height'), factorOf('height', MILLIMETRES)));
}
