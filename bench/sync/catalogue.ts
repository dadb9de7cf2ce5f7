/** A large shop's catalogue: documents of about 400 bytes, ids in the order of time. */
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { anItem } from '@second-chance/shared/test/builders.ts';

const THINGS = ['jacket', 'coat', 'teapot', 'lamp', 'novel', 'bicycle', 'scarf', 'boots', 'vase'];
const KINDS = ['Denim', 'Wool', 'Linen', 'Walnut', 'Copper', 'Striped', 'Vintage', 'Plain'];
const COLOURS = ['blue', 'red', 'green', 'black', 'white', 'ochre'];

export function itemIdOf(place: number): ItemId {
  return `01900000-0000-7000-8000-${(0x1000 + place).toString(16).padStart(12, '0')}` as ItemId;
}

export function benchItem(place: number): ItemDocument {
  const pick = (from: readonly string[], step: number) => from[(place * step) % from.length] ?? '';
  return anItem({
    id: itemIdOf(place),
    sku: `T${place}`,
    name: `${pick(KINDS, 7)} ${pick(THINGS, 5)} ${place}`,
    // A service has no stock, so that a thing is one document here as with the others.
    kind: 'service',
    barcodes: [`SC${place}`],
    brand: '',
    colour: pick(COLOURS, 11),
    size: '',
    price: minorUnits(100 + ((place * 37) % 20_000)),
  });
}

export const benchItems = (count: number): readonly ItemDocument[] =>
  Array.from({ length: count }, (_, place) => benchItem(place));
