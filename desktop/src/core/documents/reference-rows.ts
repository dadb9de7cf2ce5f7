/** The small collections, read whole. */
import type { Collection, DocumentOf } from '@second-chance/shared/documents/collections.ts';
import {
  type CategoryDocument,
  type PriceScheduleDocument,
  type StaffDocument,
  type StoreSettingsDocument,
  storeSettingsDocumentSchema,
  type TaxRateDocument,
} from '@second-chance/shared/documents/reference-data.ts';
import type { CategoryId, PriceScheduleId, StaffId, TaxRateId } from '@second-chance/shared/ids.ts';
import type { Sealer } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import { referenceDocumentOf, tableOf } from './collection-tables.ts';
import { openStaff } from './staff-seal.ts';

export interface ReferenceData {
  readonly categories: Sorted<CategoryId, CategoryDocument>;
  readonly staff: Sorted<StaffId, StaffDocument>;
  readonly taxRates: ReadonlyMap<TaxRateId, TaxRateDocument>;
  readonly priceSchedules: ReadonlyMap<PriceScheduleId, PriceScheduleDocument>;
  readonly settings: StoreSettingsDocument | null;
}

interface Sorted<Id, Document> {
  readonly byId: ReadonlyMap<Id, Document>;
  readonly sorted: readonly Document[];
}

export function readReferenceData(store: Store, sealer: Sealer | null): ReferenceData {
  const categories = liveDocuments(store, 'categories').toSorted(
    (a, b) => a.position - b.position || compareText(a.name, b.name),
  );
  const staff = liveDocuments(store, 'staff')
    .map((person) => openStaff(sealer, person))
    .toSorted((a, b) => compareText(a.displayName, b.displayName));
  return {
    categories: { byId: byId(categories), sorted: categories },
    staff: { byId: byId(staff), sorted: staff },
    taxRates: byId(liveDocuments(store, 'taxRates')),
    priceSchedules: byId(liveDocuments(store, 'priceSchedules')),
    settings: readSettings(store),
  };
}

/** Null also for settings that this till cannot live by, such as a time zone it has no rules for. */
function readSettings(store: Store): StoreSettingsDocument | null {
  const [stored] = liveDocuments(store, 'storeSettings');
  return storeSettingsDocumentSchema.safeParse(stored).data ?? null;
}

function liveDocuments<C extends Collection>(store: Store, collection: C): DocumentOf<C>[] {
  const rows = store
    .prepare(`select doc as json from ${tableOf('reference')} where kind = ? and deleted = 0`)
    .all(collection) as readonly { readonly json: string }[];
  return rows.map(({ json }) => referenceDocumentOf<DocumentOf<C>>(json));
}

function byId<Document extends { readonly id: string }>(
  documents: readonly Document[],
): ReadonlyMap<Document['id'], Document> {
  return new Map(documents.map((document) => [document.id, document]));
}

function compareText(a: string, b: string): number {
  return a.localeCompare(b);
}
