/** What the names in a table stand for in this store, and the categories that it would have to make. */
import { planCategories } from '@second-chance/shared/catalogue/import/plan-categories.ts';
import type { RecognisedTable } from '@second-chance/shared/catalogue/import/recognise-table.ts';
import { foldName, type ImportContext } from '@second-chance/shared/catalogue/import-row.ts';
import type { CategoryDocument } from '@second-chance/shared/documents/reference-data.ts';
import { references } from '../stock/references.ts';
import type { Session } from '../till-context.ts';

export interface ImportPlace {
  readonly context: ImportContext;
  /** From the top down. */
  readonly newCategories: readonly CategoryDocument[];
}

export function importPlace(session: Session, rows: RecognisedTable['rows']): ImportPlace {
  const { catalogue, settings } = session;
  const known = references(session);
  const taxRates = known.ok ? known.value.taxRates : [];
  const schedules = known.ok ? known.value.priceSchedules : [];
  const { categories, newCategories } = planCategories({
    storeId: settings.id,
    existing: catalogue.categories(),
    cells: rows.map(({ cells }) => cells.get('category') ?? ''),
    taxRateIds: taxRates.map(({ id }) => id),
    newId: () => session.newId<'Category'>(),
  });
  return {
    newCategories,
    context: {
      storeId: settings.id,
      currency: settings.currency,
      locale: settings.locale,
      categories,
      taxRates: new Map(taxRates.map(({ id, name }) => [foldName(name), id])),
      priceSchedules: new Map(
        schedules.map(({ id, name }) => [foldName(name), id as never] as const),
      ),
    },
  };
}
