/** What the names in a table stand for in this store, and the categories that it would have to make. */
import { categoryPath } from '@second-chance/shared/catalogue/category-tree.ts';
import type { RecognisedTable } from '@second-chance/shared/catalogue/import/recognise-table.ts';
import { PATH_SEPARATOR } from '@second-chance/shared/catalogue/import-columns.ts';
import { foldName, type ImportContext } from '@second-chance/shared/catalogue/import-row.ts';
import type { CategoryDocument } from '@second-chance/shared/documents/reference-data.ts';
import type { CategoryId, TaxRateId } from '@second-chance/shared/ids.ts';
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
  const existing = catalogue.categories();
  const byName = new Map<string, CategoryId | null>();
  for (const { id, name } of existing) {
    const key = foldName(name);
    byName.set(key, byName.has(key) ? null : id);
  }
  for (const { id } of existing) {
    byName.set(foldName(categoryPath(existing, id).replaceAll(' › ', PATH_SEPARATOR)), id);
  }
  const taxRateId = usualTax(existing) ?? taxRates[0]?.id ?? null;
  const newCategories: CategoryDocument[] = [];
  for (const { cells } of rows) {
    const path = cells.get('category')?.trim() ?? '';
    if (path === '' || taxRateId === null || byName.get(foldName(path)) != null) continue;
    makeCategories(path);
  }

  function makeCategories(path: string): void {
    let parentId: CategoryId | null = null;
    const parts = path.split(PATH_SEPARATOR).map((part) => part.trim().slice(0, 120));
    for (const [depth, name] of parts.slice(0, DEPTH_MAX).entries()) {
      if (name === '') continue;
      const key = foldName(parts.slice(0, depth + 1).join(PATH_SEPARATOR));
      const there: CategoryId | null | undefined = byName.get(key);
      if (there != null) {
        parentId = there;
        continue;
      }
      const id = session.newId<'Category'>();
      const position = existing.length + newCategories.length;
      const made = { id, storeId: settings.id, name, parentId, position };
      newCategories.push({ ...made, taxRateId: taxRateId as TaxRateId });
      byName.set(key, id);
      parentId = id;
    }
    if (parentId !== null) byName.set(foldName(path), parentId);
  }

  return {
    newCategories,
    context: {
      storeId: settings.id,
      currency: settings.currency,
      locale: settings.locale,
      categories: byName,
      taxRates: new Map(taxRates.map(({ id, name }) => [foldName(name), id])),
      priceSchedules: new Map(
        schedules.map(({ id, name }) => [foldName(name), id as never] as const),
      ),
    },
  };
}

/** How deep a tree of categories may be. */
const DEPTH_MAX = 6;

/** The tax that most categories have. */
function usualTax(categories: readonly CategoryDocument[]): TaxRateId | null {
  const counts = new Map<TaxRateId, number>();
  for (const { taxRateId } of categories) counts.set(taxRateId, (counts.get(taxRateId) ?? 0) + 1);
  return [...counts].toSorted(([, left], [, right]) => right - left)[0]?.[0] ?? null;
}
