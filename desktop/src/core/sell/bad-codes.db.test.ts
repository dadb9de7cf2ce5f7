import { anId, anItem } from '@second-chance/shared/test/builders.ts';
import { needsDataFiles, readDataFile } from '@second-chance/shared/test/data-files.ts';
import { expect, test } from 'vitest';
import { changesOf } from '../documents/test/feed-changes.ts';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { ADA } from '../test/small-shop.ts';

/** Of the length of a GTIN, and no GTIN: an old system printed them. */
const OLD_CODES = ['12345678', '000000001511', '0000000004530', '12345678901234'];

test.for(OLD_CODES)(
  'an item is scanned by %s, with a wrong check digit, as barcode or SKU',
  async (code) => {
    await using shop = await openTestTill({ signedIn: ADA, shift: true });
    expect(refusal(shop.till.cart.scan({ code, quantity: 1 })).code).toBe('CODE_UNKNOWN');
    for (const field of [{ barcodes: [code] }, { barcodes: [], sku: code }]) {
      const old = anItem({ id: anId<'Item'>(0x901), sku: 'OLD', name: 'From before', ...field });
      shop.pull(changesOf('items', [old], 9));
      const cart = must(shop.till.cart.scan({ code: ` ${code}\r\n`, quantity: 1 }));
      expect(cart.lines.at(-1)).toMatchObject({ itemId: old.id });
      must(shop.till.cart.clear());
    }
  },
);

test('every code that nobody can read is answered with a code, and sells nothing', async (context) => {
  needsDataFiles(context, 'barcodes/barcodes-bad.csv.gz');
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const codes = readDataFile('barcodes/barcodes-bad.csv.gz')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((row) => row.slice(0, row.indexOf(',')));
  expect(codes).toHaveLength(10_680);
  for (const code of codes) {
    expect(refusal(shop.till.cart.scan({ code, quantity: 1 })).code, code).toBe('CODE_UNKNOWN');
  }
  expect(must(shop.till.cart.get()).lines).toEqual([]);
});
