/** The document calls of the fake till: a little of everything that the screens show. */
import type {
  ConflictView,
  EditView,
  ParkedEdit,
  SyncProgress,
} from '@second-chance/shared/contract/till/document-views.ts';
import type { CustomerDocument } from '@second-chance/shared/documents/customer.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { Id, ItemId } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { BusinessDay } from '@second-chance/shared/time/time.ts';
import { ago, aHit, id } from './fake-views.ts';

const storeId = id('Store', 1);

function anEdit(at: number, with_: Partial<EditView>): EditView {
  return {
    intentId: id('Intent', at),
    collection: 'items',
    documentId: id('Item', at),
    label: 'Denim jacket',
    staff: 'Ada',
    at: ago(at),
    isNew: false,
    fields: [{ field: 'price', from: 2_400, to: 1_900 }],
    ...with_,
  };
}

export const WAITING: readonly EditView[] = [
  anEdit(2, {}),
  anEdit(4, {
    label: 'Teapot, chip at the lid',
    isNew: true,
    fields: [
      { field: 'name', from: null, to: 'Teapot, chip at the lid' },
      { field: 'price', from: null, to: 850 },
    ],
  }),
];

export const PARKED: readonly ParkedEdit[] = [
  {
    ...anEdit(30, {
      label: 'Hand-knitted pullover with Norwegian star pattern and pewter buttons',
      fields: [
        { field: 'sku', from: 'PULL-01', to: 'COAT-01' },
        { field: 'price', from: 4_800, to: 5_200 },
      ],
    }),
    code: 'ALREADY_EXISTS',
    message: 'sku COAT-01 is taken',
    parkedAt: ago(28),
  },
];

export const CONFLICTS: readonly ConflictView[] = [
  {
    conflict: {
      id: id('Conflict', 1),
      storeId,
      collection: 'items',
      documentId: id('Item', 3),
      label: 'Wooden train',
      registerId: id('Register', 1),
      staffId: id('Staff', 1),
      at: ago(65),
      fields: [
        { field: 'price', base: 1_200, kept: 1_000, lost: 1_500, lostSide: 'server' },
        {
          field: 'description',
          base: '',
          kept: 'Complete, with two bridges.',
          lost: 'One wheel replaced; box is missing.',
          lostSide: 'till',
        },
      ],
      settled: null,
    },
    label: 'Wooden train',
    staff: 'Ada',
    register: 'A1',
    restorable: ['price', 'description'],
  },
];

export function aProgress(): SyncProgress {
  return {
    parts: [
      { part: 'catalogue', documents: 100_000, total: 100_000, complete: true, reloading: false },
      { part: 'receipts', documents: 7_310, total: 11_480, complete: false, reloading: false },
    ],
    waiting: [...WAITING],
    waitingTotal: WAITING.length,
    setAside: 0,
    repaired: 0,
    comparedAt: ago(1),
    collections: {
      items: 98_112,
      categories: 24,
      taxRates: 2,
      priceSchedules: 1,
      staff: 6,
      storeSettings: 1,
      stockLevels: 1_624,
      customers: 230,
      conflicts: 1,
      receipts: 7_310,
    },
  };
}

export function anItemDocument(itemId: ItemId): ItemDocument {
  const hit = aHit(0);
  return {
    id: itemId,
    storeId,
    sku: hit.sku,
    name: hit.name,
    description: '',
    kind: 'unique',
    barcodes: [],
    categoryId: id('Category', 0),
    brand: hit.brand,
    size: hit.size,
    colour: hit.colour,
    condition: hit.condition,
    defects: '',
    price: minorUnits(hit.tagPrice),
    taxRateId: null,
    taxScheme: 'standard',
    unitCost: null,
    priceScheduleId: null,
    priceScheduleStart: null,
    listedOn: '2026-10-02' as BusinessDay,
    pictures: [],
    withdrawn: false,
  };
}

export function aCustomer(at: number, name: string): CustomerDocument {
  return {
    id: id('Customer', at) as Id<'Customer'>,
    storeId,
    name,
    email: 'frida@example.org',
    phone: '030 123 456',
    addressLines: [],
    note: '',
    locale: null,
    receiptChoice: null,
    taxExemption: null,
  };
}
