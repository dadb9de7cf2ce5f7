/** A store's categories as the tree that they are. */
import type { CategoryDocument } from '../documents/reference-data.ts';
import type { CategoryId } from '../ids.ts';

type Node = Pick<CategoryDocument, 'id' | 'parentId' | 'position' | 'name'>;

export interface TreeRow<C extends Node> {
  readonly category: C;
  /** 0 at the top. */
  readonly depth: number;
  readonly children: number;
}

/** Siblings in their order: by position, then name, then id. */
export function inSiblingOrder<C extends Node>(categories: readonly C[]): readonly C[] {
  return categories.toSorted(
    (a, b) =>
      a.position - b.position ||
      (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) ||
      (a.id < b.id ? -1 : 1),
  );
}

/**
 * All categories, each behind its parent. One whose parent is gone stands at the top; one in a loop
 * (which no one can make by the rules) stands there as well, so that nothing is ever out of sight.
 */
export function categoryTree<C extends Node>(categories: readonly C[]): readonly TreeRow<C>[] {
  const known = new Set(categories.map(({ id }) => id));
  const children = byParent(inSiblingOrder(categories), ({ parentId }) =>
    parentId !== null && known.has(parentId) ? parentId : null,
  );
  const rows: TreeRow<C>[] = [];
  const seen = new Set<CategoryId>();
  const walk = (category: C, depth: number) => {
    if (seen.has(category.id)) return;
    seen.add(category.id);
    const below = children.get(category.id) ?? [];
    rows.push({ category, depth, children: below.length });
    for (const child of below) walk(child, depth + 1);
  };
  for (const top of children.get(null) ?? []) walk(top, 0);
  for (const left of categories) walk(left, 0);
  return rows;
}

/** A category and all below it. */
export function categoriesBelow(
  categories: readonly Node[],
  id: CategoryId,
): readonly CategoryId[] {
  const children = byParent(categories, ({ parentId }) => parentId);
  const found = new Set<CategoryId>([id]);
  for (const each of found) {
    for (const child of children.get(each) ?? []) found.add(child.id);
  }
  return [...found];
}

/** How many levels there are from the top down to a category, itself counted: 1 at the top. */
export function depthOf(categories: readonly Node[], id: CategoryId): number {
  const parents = new Map(categories.map((category) => [category.id, category.parentId]));
  let depth = 0;
  for (
    let at: CategoryId | null = id;
    at !== null && depth <= parents.size;
    at = parents.get(at) ?? null
  ) {
    depth += 1;
  }
  return depth;
}

/** The deepest level of a category's own tree, itself counted: 1 where nothing is below. */
export function heightOf(categories: readonly Node[], id: CategoryId): number {
  const top = depthOf(categories, id);
  return (
    Math.max(...categoriesBelow(categories, id).map((each) => depthOf(categories, each))) - top + 1
  );
}

/** `Clothes › Jackets › Denim`. */
export function categoryPath(categories: readonly Node[], id: CategoryId): string {
  const byId = new Map(categories.map((category) => [category.id, category]));
  const names: string[] = [];
  for (
    let at = byId.get(id);
    at && names.length <= byId.size;
    at = byId.get(at.parentId ?? at.id)
  ) {
    names.unshift(at.name);
    if (at.parentId === null) break;
  }
  return names.join(' › ');
}

function byParent<C extends Node>(
  categories: readonly C[],
  parentOf: (category: C) => CategoryId | null,
): ReadonlyMap<CategoryId | null, readonly C[]> {
  const groups = new Map<CategoryId | null, C[]>();
  for (const category of categories) {
    const parent = parentOf(category);
    groups.set(parent, [...(groups.get(parent) ?? []), category]);
  }
  return groups;
}
