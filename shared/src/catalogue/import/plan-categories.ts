/** What the categories named in a table stand for, and those that an import would have to make. */
import {
  CATEGORY_DEPTH_MAX,
  type CategoryDocument,
  categoryDocumentSchema,
} from '../../documents/reference-data.ts';
import type { CategoryId, StoreId, TaxRateId } from '../../ids.ts';
import { categoryPath } from '../category-tree.ts';
import { PATH_SEPARATOR } from '../import-columns.ts';
import { foldName, type ImportContext } from '../import-row.ts';

export interface CategoryPlace {
  readonly storeId: StoreId;
  readonly existing: readonly CategoryDocument[];
  /** Cells as they stand in the table: a name, or names from the top down with `>` between them. */
  readonly cells: Iterable<string>;
  /** Of the store: taken where no category is there yet whose tax could be followed. */
  readonly taxRateIds: readonly TaxRateId[];
  readonly newId: () => CategoryId;
}

export interface CategoryPlan {
  readonly categories: ImportContext['categories'];
  /** From the top down. */
  readonly newCategories: readonly CategoryDocument[];
}

/**
 * A bare name means the category of that name wherever it stands in the tree; one that several have
 * below others stands for none. A name that nobody has is a new category at the top; of a path what
 * is missing is new. What cannot be a category's name makes none.
 */
export function planCategories(place: CategoryPlace): CategoryPlan {
  const { storeId, existing, cells, newId } = place;
  const byPath = new Map<string, CategoryId>();
  for (const { id } of existing) byPath.set(pathKey(existing, id), id);
  const categories = new Map<string, CategoryId | null>();
  for (const { id, name } of existing) {
    const key = foldName(name);
    categories.set(key, categories.has(key) ? null : id);
  }
  for (const [key, id] of byPath) categories.set(key, id);
  const newCategories: CategoryDocument[] = [];
  const taxRateId = usualTax(existing) ?? place.taxRateIds[0];
  if (taxRateId === undefined) return { categories, newCategories };

  for (const cell of cells) {
    const key = foldName(cell.trim());
    if (key === '' || categories.has(key)) continue;
    const made = missingOf(cell);
    if (made === null) continue;
    for (const { folded, category } of made) {
      newCategories.push(category);
      byPath.set(folded, category.id);
      categories.set(folded, category.id);
    }
    const id = byPath.get(foldName(namesOf(cell).join(PATH_SEPARATOR)));
    if (id !== undefined) categories.set(key, id);
  }
  return { categories, newCategories };

  /** Null where one of them could not be stored. */
  function missingOf(cell: string) {
    const missing: { readonly folded: string; readonly category: CategoryDocument }[] = [];
    let parentId: CategoryId | null = null;
    const names = namesOf(cell);
    for (const [depth, name] of names.entries()) {
      const folded = foldName(names.slice(0, depth + 1).join(PATH_SEPARATOR));
      const there = byPath.get(folded);
      if (there !== undefined) {
        parentId = there;
        continue;
      }
      const position = Math.min(existing.length + newCategories.length + missing.length, 9_999);
      const category = { id: newId(), storeId, name, parentId, taxRateId, position };
      const parsed = categoryDocumentSchema.safeParse(category);
      if (!parsed.success || depth >= CATEGORY_DEPTH_MAX) return null;
      missing.push({ folded, category: parsed.data });
      parentId = parsed.data.id;
    }
    return missing;
  }
}

/** How a category's path compares with others. */
export function pathKey(categories: readonly CategoryDocument[], id: CategoryId): string {
  return foldName(categoryPath(categories, id).replaceAll(' › ', PATH_SEPARATOR));
}

function namesOf(cell: string): readonly string[] {
  return cell
    .split(PATH_SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The tax that most categories have. */
function usualTax(categories: readonly CategoryDocument[]): TaxRateId | undefined {
  const counts = new Map<TaxRateId, number>();
  for (const { taxRateId } of categories) counts.set(taxRateId, (counts.get(taxRateId) ?? 0) + 1);
  return [...counts].toSorted(([, left], [, right]) => right - left)[0]?.[0];
}
