/** Which value stays where two people changed the same field of a document differently. */
import type { DocumentOf, EditableCollection } from './collections.ts';

/**
 * `till`: the value of the till that merges, whose change comes last. `server`: the one that is
 * there. `list`: what either side added or took away counts, so that neither loses.
 */
export type FieldPolicy = 'till' | 'server' | 'list';

type PolicyOf<C extends EditableCollection> = Readonly<
  Record<Exclude<keyof DocumentOf<C>, 'id' | 'storeId'>, FieldPolicy>
>;

/**
 * What a person types is kept as the later one wanted it. What gives access or takes a thing off
 * sale stays as the server has it: a till that was away must not undo that unseen.
 */
export const MERGE_POLICIES: { readonly [C in EditableCollection]: PolicyOf<C> } = {
  items: {
    sku: 'server',
    name: 'till',
    description: 'till',
    kind: 'server',
    barcodes: 'list',
    categoryId: 'till',
    brand: 'till',
    size: 'till',
    colour: 'till',
    condition: 'till',
    defects: 'till',
    price: 'till',
    taxRateId: 'server',
    taxScheme: 'server',
    unitCost: 'till',
    priceScheduleId: 'till',
    priceScheduleStart: 'till',
    listedOn: 'server',
    pictures: 'list',
    withdrawn: 'server',
    parcel: 'till',
    variant: 'server',
    oldCodes: 'list',
  },
  categories: { name: 'till', parentId: 'server', taxRateId: 'server', position: 'till' },
  priceSchedules: { name: 'till', phases: 'till' },
  staff: { displayName: 'till', role: 'server', pinHash: 'server', active: 'server' },
  customers: {
    name: 'till',
    email: 'till',
    phone: 'till',
    addressLines: 'till',
    note: 'till',
    locale: 'till',
    receiptChoice: 'till',
    taxExemption: 'server',
  },
  conflicts: {
    collection: 'server',
    documentId: 'server',
    label: 'server',
    registerId: 'server',
    staffId: 'server',
    at: 'server',
    fields: 'server',
    settled: 'server',
  },
};
