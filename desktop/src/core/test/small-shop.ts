/** A small shop for the till's tests: every kind of item, two people, stock that is known. */
import { hashSync } from '@node-rs/argon2';
import type { Collection, FeedChange } from '@second-chance/shared/documents/collections.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { StoreSettingsDocument } from '@second-chance/shared/documents/reference-data.ts';
import { basisPoints, minorUnits } from '@second-chance/shared/money/minor-units.ts';
import {
  aCategory,
  anId,
  anItem,
  aPriceSchedule,
  aSettings,
  aStaff,
  aTaxRate,
  CATEGORY_ID,
  STORE_ID,
} from '@second-chance/shared/test/builders.ts';
import type { BusinessDay } from '@second-chance/shared/time/time.ts';

/** Cheap on purpose; the hash names its own cost, so the till checks it like any other. */
const quickHash = (pin: string) => hashSync(pin, { memoryCost: 256, timeCost: 1 });

export const ADA = { staffId: anId<'Staff'>(0x11), pin: '1234' };
export const GRACE = { staffId: anId<'Staff'>(0x12), pin: '987654' };
/** Left the shop. */
export const LINUS = { staffId: anId<'Staff'>(0x13), pin: '5555' };

const STAFF = [
  aStaff({ id: ADA.staffId, displayName: 'Ada', pinHash: quickHash(ADA.pin) }),
  aStaff({
    id: GRACE.staffId,
    displayName: 'Grace',
    role: 'store_admin',
    pinHash: quickHash(GRACE.pin),
  }),
  aStaff({
    id: LINUS.staffId,
    displayName: 'Linus',
    active: false,
    pinHash: quickHash(LINUS.pin),
  }),
];

const REDUCED_TAX = aTaxRate({
  id: anId<'TaxRate'>(0x21),
  name: 'VAT reduced',
  rates: [{ validFrom: '2007-01-01' as BusinessDay, basisPoints: basisPoints(700) }],
});
const BOOKS = aCategory({
  id: anId<'Category'>(0x31),
  name: 'Books',
  taxRateId: REDUCED_TAX.id,
  position: 1,
});
const SCHEDULE = aPriceSchedule();

const itemId = (number: number) => anId<'Item'>(0x100 + number);

/** Unique, 25.00, 19 %. */
export const JACKET = anItem({ id: itemId(1), sku: 'JACKET', barcodes: ['SC-0001'] });
/** Stocked, 7.99, 7 %. */
export const BOOK = anItem({
  id: itemId(2),
  sku: 'BOOK',
  name: 'Middlemarch',
  kind: 'stocked',
  categoryId: BOOKS.id,
  barcodes: ['4006381333931'],
  price: minorUnits(799),
});
/** Stocked, 3.33, 19 %. */
export const MUG = anItem({
  id: itemId(3),
  sku: 'MUG',
  name: 'Mug',
  kind: 'stocked',
  barcodes: ['MUG-1'],
  price: minorUnits(333),
});
/** A service, 15.00. */
export const REPAIR = anItem({
  id: itemId(4),
  sku: 'REPAIR',
  name: 'Hem a pair of trousers',
  kind: 'service',
  barcodes: [],
  price: minorUnits(1_500),
});
/** Unique, 120.00, under the margin scheme; the shop paid 80.00. */
export const WATCH = anItem({
  id: itemId(5),
  sku: 'WATCH',
  name: 'Wrist watch',
  barcodes: ['WATCH-1'],
  taxScheme: 'margin',
  price: minorUnits(12_000),
  unitCost: minorUnits(8_000),
});
/** Unique, 80.00, 25 % off since the 13th of March, half price from the 12th of April. */
export const COAT = anItem({
  id: itemId(6),
  sku: 'COAT',
  name: 'Winter coat',
  barcodes: ['COAT-1'],
  price: minorUnits(8_000),
  priceScheduleId: SCHEDULE.id,
  priceScheduleStart: '2026-02-11' as BusinessDay,
});
/** Taken off sale. */
export const HELMET = anItem({
  id: itemId(7),
  sku: 'HELMET',
  name: 'Helmet',
  barcodes: ['HELMET-1'],
  withdrawn: true,
});
/** Two things that an old system gave the same code. */
export const LEFT_SHOE = anItem({ id: itemId(8), sku: 'LEFT', name: 'Left', barcodes: ['SHOES'] });
export const RIGHT_SHOE = anItem({
  id: itemId(9),
  sku: 'RIGHT',
  name: 'Right',
  barcodes: ['SHOES'],
});

export const ITEMS: readonly ItemDocument[] = [
  JACKET,
  BOOK,
  MUG,
  REPAIR,
  WATCH,
  COAT,
  HELMET,
  LEFT_SHOE,
  RIGHT_SHOE,
];

const PIECES: readonly (readonly [ItemDocument, number])[] = [
  [JACKET, 1],
  [BOOK, 10],
  [MUG, 100],
  [WATCH, 1],
  [COAT, 1],
];

export interface Shop {
  readonly settings?: Partial<StoreSettingsDocument>;
  readonly items?: readonly ItemDocument[];
}

/** The whole shop as a till pulls it, numbered from 1. */
export function shopChanges({ settings, items = ITEMS }: Shop = {}): readonly FeedChange[] {
  const documents: readonly (readonly [Collection, { readonly id: string }])[] = [
    ['storeSettings', aSettings(settings)],
    ['taxRates', aTaxRate()],
    ['taxRates', REDUCED_TAX],
    ['categories', aCategory({ id: CATEGORY_ID })],
    ['categories', BOOKS],
    ['priceSchedules', SCHEDULE],
    ...STAFF.map((person) => ['staff', person] as const),
    ...items.map((item) => ['items', item] as const),
    ...PIECES.map(([{ id }, onHand]) => {
      const level = { id, storeId: STORE_ID, onHand, claimed: 0, applied: {} };
      return ['stockLevels', level] as const;
    }),
  ];
  return documents.map(([collection, document], index) => ({
    number: index + 1,
    collection,
    id: document.id,
    revision: 1,
    deleted: false,
    document: { ...document },
  }));
}
