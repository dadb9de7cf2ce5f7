/** How the tables of other programs are told by their header row, and which of their columns is what. */

export const TABLE_SOURCES = [
  'shopify',
  'woocommerce',
  'square',
  'lightspeed_x',
  'lightspeed_r',
  'loyverse',
  'own',
] as const;
export type TableSource = (typeof TABLE_SOURCES)[number];

/** What is wanted of a row. `codes` may be in several columns, all others are in the first that fits. */
export type Wanted =
  | 'group'
  | 'name'
  | 'variantName'
  | 'description'
  | 'sku'
  | 'codes'
  | 'price'
  | 'salePrice'
  | 'cost'
  | 'quantity'
  | 'category'
  | 'subcategory'
  | 'brand'
  | 'status'
  | 'condition'
  | 'type'
  | 'parent'
  | 'size'
  | 'colour'
  | 'weight'
  | 'length'
  | 'width'
  | 'height';

export interface TableFormat {
  readonly source: TableSource;
  /** Headings in lower case that together only this program writes. */
  readonly signature: readonly (readonly Heading[])[];
  readonly columns: Readonly<Partial<Record<Wanted, readonly Heading[]>>>;
  /** Name and value of the first three options, in this order. */
  readonly options: readonly (readonly [name: Heading, value: Heading])[];
  /** Words of `status` that mean that it is not on sale. */
  readonly offSale: RegExp;
  /** Rows that say nothing of a thing, by `type`. */
  readonly skippedTypes?: RegExp;
}

type Heading = string | RegExp;

const numbered = (
  name: (number: number) => Heading,
  value: (number: number) => Heading,
): TableFormat['options'] => [1, 2, 3].map((number) => [name(number), value(number)] as const);

const WORDS = ['one', 'two', 'three'];

/** In the order in which they are tried. */
export const TABLE_FORMATS: readonly TableFormat[] = [
  {
    // Both the headings until 2024 and those since.
    source: 'shopify',
    signature: [
      ['handle', 'title', /^variant (?:price|sku)$/],
      ['url handle', 'title'],
    ],
    columns: {
      group: ['handle', 'url handle'],
      name: ['title'],
      description: ['body (html)', 'body html', 'description'],
      sku: ['variant sku', 'sku'],
      codes: ['variant barcode', 'barcode'],
      price: ['variant price', 'price'],
      cost: ['cost per item'],
      quantity: ['variant inventory qty', 'inventory quantity'],
      category: ['type', 'product type', 'product category', 'standard product type'],
      brand: ['vendor'],
      status: ['status'],
      condition: ['google shopping / condition'],
      weight: ['variant grams', 'weight value (grams)'],
    },
    options: numbered(
      (number) => `option${number} name`,
      (number) => `option${number} value`,
    ),
    offSale: /^(?:draft|archived)$/i,
  },
  {
    source: 'lightspeed_x',
    signature: [['handle', 'retail_price']],
    columns: {
      group: ['handle'],
      name: ['name'],
      description: ['description'],
      sku: ['sku'],
      codes: ['supplier_code', 'barcode', /^code_/],
      price: ['retail_price'],
      cost: ['supply_price'],
      quantity: [/^inventory_/],
      category: ['product_category', 'type'],
      brand: ['brand_name'],
      status: ['active'],
    },
    options: WORDS.map(
      (word) => [`variant_option_${word}_name`, `variant_option_${word}_value`] as const,
    ),
    offSale: /^(?:0|no|false)$/i,
  },
  {
    source: 'loyverse',
    signature: [
      ['handle', 'sold by weight'],
      ['handle', /^price \[.*\]$/],
    ],
    columns: {
      group: ['handle'],
      name: ['name'],
      description: ['description'],
      sku: ['sku'],
      codes: ['barcode'],
      price: [/^price \[.*\]$/, 'price', 'default price'],
      cost: ['cost', 'purchase cost'],
      quantity: [/^in stock \[.*\]$/, 'in stock'],
      category: ['category'],
      brand: ['supplier'],
      status: [/^available for sale \[.*\]$/, 'available for sale'],
    },
    options: numbered(
      (number) => `option ${number} name`,
      (number) => `option ${number} value`,
    ),
    offSale: /^(?:n|no|0|false)$/i,
  },
  {
    source: 'square',
    signature: [
      ['item name', 'variation name'],
      ['item name', 'token'],
      ['item name', 'reference handle'],
    ],
    columns: {
      group: ['reference handle', 'item name'],
      name: ['item name'],
      variantName: ['variation name'],
      description: ['description'],
      sku: ['sku'],
      codes: ['gtin'],
      price: ['price', /^price /],
      cost: ['default unit cost', 'unit cost'],
      quantity: [/^current quantity/, /^quantity/],
      category: ['category', 'categories', 'reporting category'],
      brand: ['default vendor name', 'vendor name'],
      status: ['archived'],
      weight: [/^weight \((?:lb|kg|oz|g)s?\)$/],
    },
    options: numbered(
      (number) => `option name ${number}`,
      (number) => `option value ${number}`,
    ),
    offSale: /^(?:y|yes|true)$/i,
  },
  {
    // In English and in German, as the program writes its headings in the shop's language.
    source: 'woocommerce',
    signature: [
      ['regular price', 'sku', 'name'],
      [/^regul(?:ä|ae)rer preis$/, 'name'],
    ],
    columns: {
      group: ['id'],
      name: ['name'],
      description: ['description', 'short description', 'beschreibung', 'kurzbeschreibung'],
      sku: ['sku', 'artikelnummer'],
      codes: [
        'gtin, upc, ean, or isbn',
        'gtin, upc, ean oder isbn',
        /^gtin/,
        /^meta: _(?:ean|gtin|barcode)/,
      ],
      price: ['regular price', /^regul(?:ä|ae)rer preis$/],
      cost: ['cost of goods', /^meta: _(?:wc_cog_cost|cost)$/],
      quantity: ['stock', /^(?:lager)?bestand$/, 'lager'],
      category: ['categories', 'kategorien'],
      brand: ['brands', 'marken'],
      status: ['published', /^ver(?:ö|oe)ffentlicht$/],
      type: ['type', 'typ'],
      parent: ['parent', /^(?:ü|ue)bergeordnetes? produkt$/],
      weight: [/^(?:weight|gewicht) \(.*\)$/],
      length: [/^(?:length|l(?:ä|ae)nge) \(.*\)$/],
      width: [/^(?:width|breite) \(.*\)$/],
      height: [/^(?:height|h(?:ö|oe)he) \(.*\)$/],
    },
    options: [1, 2, 3].map(
      (number) =>
        [
          new RegExp(`^(?:attribute? ${number} name|name des attributs ${number})$`),
          new RegExp(`^(?:attribute? ${number} (?:value|wert).*|wert.* des attributs ${number})$`),
        ] as const,
    ),
    offSale: /^(?:0|-1|no)$/i,
    skippedTypes: /variable|grouped|external/i,
  },
  {
    source: 'lightspeed_r',
    signature: [
      ['system id', /^(?:item|description)$/],
      ['custom sku', /^(?:upc|ean)$/],
    ],
    columns: {
      name: ['item', 'description'],
      sku: ['custom sku', 'system id'],
      codes: ['upc', 'ean', 'manufact. sku', 'manufacturer sku', 'system id'],
      price: ['price', 'default - price', 'msrp'],
      cost: ['default cost', 'vendor cost', 'avg. cost'],
      quantity: [/^qty\.?$/, /quantity on hand/, 'quantity'],
      category: ['category', 'department'],
      subcategory: ['subcategory 1'],
      brand: ['brand', 'manufacturer'],
      status: ['archived'],
      size: ['size'],
      colour: ['color', 'colour'],
    },
    options: [],
    offSale: /^(?:yes|y|true|1)$/i,
  },
];

/** The format of a table whose headings these are; null for our own and for any other. */
export function formatOf(headings: readonly string[]): TableFormat | null {
  const names = headings.map(foldHeading);
  const has = (wanted: Heading) => names.some((name) => fits(name, wanted));
  return (
    TABLE_FORMATS.find(({ signature }) => signature.some((together) => together.every(has))) ?? null
  );
}

export function foldHeading(heading: string): string {
  return heading.normalize('NFC').trim().toLowerCase().replaceAll(/\s+/g, ' ');
}

export function fits(name: string, wanted: Heading): boolean {
  return typeof wanted === 'string' ? name === wanted : wanted.test(name);
}
