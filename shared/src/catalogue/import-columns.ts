/** The product's own format for items in a table: what each column is called. */

/**
 * Headings as an export writes them. An import takes them in any order and case, and leaves fields
 * whose column is missing as they are.
 */
export const ITEM_COLUMNS = [
  'id',
  'sku',
  'name',
  'kind',
  'category',
  'condition',
  'price',
  'quantity',
  'brand',
  'size',
  'colour',
  'description',
  'defects',
  'barcodes',
  'tax',
  'tax_scheme',
  'cost',
  'price_schedule',
  'price_schedule_start',
  'listed_on',
  'pictures',
  'withdrawn',
  'old_codes',
  'weight_g',
  'length_mm',
  'width_mm',
  'height_mm',
  'variant_group',
  'variant_options',
] as const;
export type ItemColumn = (typeof ITEM_COLUMNS)[number];

/** What is between several barcodes or pictures in one cell. */
export const LIST_SEPARATOR = '|';
/** What is between the names of a category's path. */
export const PATH_SEPARATOR = '>';

/** Which column each heading is; null for one that means nothing here. */
export function columnsOf(headings: readonly string[]): readonly (ItemColumn | null)[] {
  const seen = new Set<ItemColumn>();
  return headings.map((heading) => {
    const name = heading
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_');
    const column = ITEM_COLUMNS.find((known) => known === name) ?? null;
    if (column === null || seen.has(column)) return null;
    seen.add(column);
    return column;
  });
}

/** A text that a spreadsheet would take for a formula is kept from that by an apostrophe. */
export function safeCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The inverse of `safeCell`. */
export function readCell(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}

/** What begins a formula in some spreadsheet, and what we put before one, so that both come back. */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;
