import { expect, test } from 'vitest';
import {
  hasDecimalComma,
  plainAmount,
  plainText,
  separatorOf,
  wholeNumber,
} from './clean-cells.ts';
import { recogniseTable } from './recognise-table.ts';

function recognise(text: string, decimals = 2) {
  const [head = '', ...lines] = text.trim().split('\n');
  const rows = lines.map((line, at) => ({ line: at + 2, cells: line.split(';') }));
  const table = recogniseTable({ headings: head.split(';'), rows, decimals });
  return { ...table, items: table.rows.map(({ cells }) => Object.fromEntries(cells)) };
}

test('Shopify, headings until 2024: variants share what the first row says, picture rows are no things', () => {
  const { source, items, unused, pictureAddresses } = recognise(`
Handle;Title;Body (HTML);Vendor;Type;Option1 Name;Option1 Value;Variant SKU;Variant Grams;Variant Inventory Qty;Variant Price;Variant Barcode;Image Src;Cost per item;Status
tee;T-shirt;<p>Soft<br>and warm</p>;Acme;Tops;Size;S;TEE-S;200;3;19.90;4006381333931;http://x/1.jpg;8.00;active
tee;;;;;;M;TEE-M;210;4;19.90;'4006381333948;;8.00;
tee;;;;;;;;;;;;http://x/2.jpg;;
hat;Hat;;Acme;Hats;Title;Default Title;HAT;90;1;9.50;12345678901;;;draft`);
  expect(source).toBe('shopify');
  expect(unused).toEqual(['Image Src']);
  expect(pictureAddresses, 'counted for who looks the import through').toBe(2);
  expect(items).toEqual([
    {
      ...{ name: 'T-shirt (S)', sku: 'TEE-S', kind: 'stocked', category: 'Tops', brand: 'Acme' },
      ...{ description: 'Soft\nand warm', size: 'S', price: '19.90', cost: '8.00', quantity: '3' },
      ...{ barcodes: '4006381333931', weight_g: '200', variant_group: 'shopify:tee' },
      variant_options: 'Size=S',
    },
    {
      ...{ name: 'T-shirt (M)', sku: 'TEE-M', kind: 'stocked', category: 'Tops', brand: 'Acme' },
      ...{ description: 'Soft\nand warm', size: 'M', price: '19.90', cost: '8.00', quantity: '4' },
      ...{ barcodes: '4006381333948', weight_g: '210', variant_group: 'shopify:tee' },
      variant_options: 'Size=M',
    },
    {
      ...{ name: 'Hat', sku: 'HAT', kind: 'stocked', category: 'Hats', brand: 'Acme' },
      ...{ price: '9.50', quantity: '1', withdrawn: 'yes', barcodes: '12345678901' },
      weight_g: '90',
    },
  ]);
});

test('Shopify, headings since then', () => {
  const { source, items } = recognise(`
Title;URL handle;Description;Vendor;Type;Status;SKU;Barcode;Option1 name;Option1 value;Price;Cost per item;Inventory quantity;Weight value (grams)
Lamp;lamp;Brass;Old & Co;Lamps;Active;L-1;4006381333931;;;45.00;20;1;1500`);
  expect(source).toBe('shopify');
  expect(items[0]).toMatchObject({ name: 'Lamp', kind: 'unique', price: '45.00', cost: '20.00' });
});

test.for([
  [
    'English',
    'ID;Type;SKU;GTIN, UPC, EAN, or ISBN;Name;Published;Stock;Weight (kg);Length (cm);Regular price;Categories;Parent;Attribute 1 name;Attribute 1 value(s)',
  ],
  [
    'German',
    'ID;Typ;Artikelnummer;GTIN, UPC, EAN oder ISBN;Name;Veröffentlicht;Bestand;Gewicht (kg);Länge (cm);Regulärer Preis;Kategorien;Übergeordnetes Produkt;Attribut 1 Name;Attribut 1 Wert(e)',
  ],
] as const)(
  'WooCommerce in %s, with decimal commas and variations below their parent',
  ([, head]) => {
    const { source, items, decimalComma } = recognise(`
${head}
7;variable;;;Hoodie;1;;;;;Clothing > Hoodies, Sale;;Size;S, M
8;variation;H-S;4006381333931;Hoodie;1;2;0,45;30,5;1.049,90;;id:7;Size;S
9;variation;H-M;;Hoodie;-1;0;0,45;30,5;49,90;;id:7;Size;M`);
    expect({ source, decimalComma }).toEqual({ source: 'woocommerce', decimalComma: true });
    expect(items).toMatchObject([
      {
        ...{ name: 'Hoodie (S)', sku: 'H-S', category: 'Clothing > Hoodies', price: '1049.90' },
        ...{ weight_g: '450', length_mm: '305', variant_group: 'woocommerce:7', quantity: '2' },
      },
      { name: 'Hoodie (M)', withdrawn: 'yes', variant_options: 'Size=M' },
    ]);
  },
);

test('Square, Lightspeed (both) and Loyverse are told by their headings', () => {
  const square = recognise(`
Reference Handle;Token;Item Name;Variation Name;SKU;Description;Category;GTIN;Weight (lb);Price;Archived;Option Name 1;Option Value 1;Default Unit Cost;Current Quantity Main St
#mug;T1;Mug;Regular;MUG;;Kitchen;4006381333931;1.5;$8.00;N;;;3;12`);
  expect(square).toMatchObject({
    source: 'square',
    items: [{ name: 'Mug', price: '8.00', weight_g: '680', quantity: '12', category: 'Kitchen' }],
  });
  const x = recognise(`
id;handle;sku;name;description;product_category;variant_option_one_name;variant_option_one_value;supply_price;retail_price;brand_name;active;inventory_Main
1;tea;10001;Tea;;Drinks / Hot;;;2;4.5;Leaf;0;7.000`);
  expect(x).toMatchObject({
    source: 'lightspeed_x',
    items: [{ name: 'Tea', sku: '10001', price: '4.50', quantity: '7', withdrawn: 'yes' }],
  });
  const r = recognise(`
System ID;UPC;EAN;Custom SKU;Manufact. SKU;Item;Qty.;Price;Category;Subcategory 1;Default Cost;Brand
210000000019;036000291452;;B-1;;Bike;1;250.00;Sports;Cycling;100.00;Diamant`);
  expect(r).toMatchObject({
    source: 'lightspeed_r',
    items: [{ name: 'Bike', sku: 'B-1', category: 'Sports > Cycling', kind: 'unique' }],
  });
  expect(r.items[0]?.barcodes, 'labels of that system carry its own number').toContain(
    '036000291452',
  );
  const loyverse = recognise(`
Handle;SKU;Name;Category;Description;Sold by weight;Option 1 name;Option 1 value;Cost;Barcode;Available for sale [Shop];Price [Shop];In stock [Shop];Track stock
soap;10;Soap;Care;;N;;;1.2345;123456789013;Y;3.9;40;Y`);
  expect(loyverse).toMatchObject({
    source: 'loyverse',
    items: [
      { name: 'Soap', price: '3.90', cost: '1.23', quantity: '40', old_codes: '123456789013' },
    ],
  });
});

test('a table of ours, in any order, is taken as it is; one without a known heading is none', () => {
  const own = recognise('Price;NAME;tax scheme;whim\n1,50;Cup;margin;x');
  expect(own).toMatchObject({
    source: 'own',
    unused: ['whim'],
    items: [{ price: '1,50', name: 'Cup', tax_scheme: 'margin' }],
  });
  expect(recognise('foo;bar\n1;2').source).toBeNull();
});

test.for([
  ['1.234,50', true, 2, '1234.50'],
  ['1,234.50', false, 2, '1234.50'],
  ['€ 12,5', true, 2, '12.50'],
  ['12', true, 2, '12.00'],
  ['1’234.00', false, 2, '1234.00'],
  ['0.005', false, 2, '0.01'],
  ['0.0049', false, 2, '0.00'],
  ['-3.5', false, 2, '-3.50'],
  ['1500', false, 0, '1500'],
  ['1.2345', false, 3, '1.235'],
  ['ask us', false, 2, 'ask us'],
] as const)('%s (comma: %s) with %s decimals is %s', ([text, decimalComma, decimals, plain]) => {
  expect(plainAmount(text, { decimalComma, decimals })).toBe(plain);
});

test('most amounts decide what a comma is, and thousands decide nothing', () => {
  expect(hasDecimalComma(['12,50', '3,00', '1.000'])).toBe(true);
  expect(hasDecimalComma(['12.50', '1,234', '8'])).toBe(false);
  expect(hasDecimalComma(['1,234', '5.000'])).toBe(false);
  expect(hasDecimalComma(['1.234,5', '1,234.50', '7.25'])).toBe(false);
});

test('a table is read by the sign that its first line has most of, outside of quotes', () => {
  expect(separatorOf('a;b;"c,d,e,f"\n1,2,3,4')).toBe(';');
  expect(separatorOf('a\tb\tc')).toBe('\t');
  expect(separatorOf('"say ""a;b;c""",x')).toBe(',');
});

test('text of a web page becomes text, and whole numbers stay whole', () => {
  expect(plainText('<p>One<br>two</p><ul><li>three</li></ul>&nbsp;&#8364;')).toBe(
    'One\ntwo\nthree\n€',
  );
  expect(plainText('5 < 6 & 7')).toBe('5 < 6 & 7');
  expect(['12', '12.000', '12,0', '1.5'].map(wholeNumber)).toEqual(['12', '12', '12', '1.5']);
});
