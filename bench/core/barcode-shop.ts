/** A shop of 100,000 items with real barcodes and names, as a till's feed brings it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { shopChanges } from '@second-chance/desktop/src/core/test/small-shop.ts';
import type { FeedChange } from '@second-chance/shared/documents/collections.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { anId, anItem } from '@second-chance/shared/test/builders.ts';
import { parse } from 'csv-parse/sync';

const FILE = join(import.meta.dirname, '../../../shared/data/barcodes/barcodes-100k.csv.gz');

/**
 * The items of the barcode file. They have no prices, so the price follows from the place in the
 * file: from 0.50 to 50.49. Throws a sentence for a person where the file is not there.
 */
export function barcodeItems(): readonly ItemDocument[] {
  if (!existsSync(FILE)) {
    throw new Error('This bench needs barcodes-100k.csv.gz in ../shared/data/barcodes.');
  }
  const rows: readonly { barcode: string; product_name: string }[] = parse(
    gunzipSync(readFileSync(FILE)),
    { columns: true },
  );
  return rows.map(({ barcode, product_name }, index) =>
    anItem({
      id: anId<'Item'>(0x1_0000 + index),
      sku: `B${index + 1}`,
      name: product_name === '' ? barcode : product_name.slice(0, 300),
      kind: 'stocked',
      barcodes: [barcode],
      price: minorUnits(50 + ((index * 37) % 5_000)),
    }),
  );
}

/** The whole shop as changes of a feed. */
export function barcodeShop(items: readonly ItemDocument[]): readonly FeedChange[] {
  return shopChanges({ items });
}
