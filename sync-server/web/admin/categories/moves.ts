/** Where a move puts a category: below which parent, before which sibling. */
import {
  categoriesBelow,
  depthOf,
  heightOf,
  inSiblingOrder,
} from '@second-chance/shared/catalogue/category-tree.ts';
import { CATEGORY_DEPTH_MAX } from '@second-chance/shared/documents/reference-data.ts';
import type { CategoryId } from '@second-chance/shared/ids.ts';

export interface MovableCategory {
  readonly id: string;
  readonly parentId: string | null;
  readonly position: number;
  readonly name: string;
}

export interface MovePlace {
  readonly parentId: string | null;
  /** Null: at the end. */
  readonly before: string | null;
}

export type Direction = 'up' | 'down' | 'left' | 'right';

/** Where one step takes a category, or null where there is no step that way. */
export function stepOf(
  categories: readonly MovableCategory[],
  { id, direction }: { readonly id: string; readonly direction: Direction },
): MovePlace | null {
  const own = categories.find((category) => category.id === id);
  if (own === undefined) return null;
  const siblings = siblingsOf(categories, own.parentId);
  const at = siblings.findIndex((category) => category.id === id);
  const before = siblings[at - 1];
  switch (direction) {
    case 'up':
      return before ? { parentId: own.parentId, before: before.id } : null;
    case 'down':
      return at === siblings.length - 1
        ? null
        : { parentId: own.parentId, before: siblings[at + 2]?.id ?? null };
    case 'right':
      return before && fits(categories, { id, parentId: before.id }) ? placeAfter(before.id) : null;
    case 'left': {
      const parent = categories.find((category) => category.id === own.parentId);
      if (parent === undefined) return null;
      const uncles = siblingsOf(categories, parent.parentId);
      const next = uncles[uncles.findIndex(({ id: uncle }) => uncle === parent.id) + 1];
      return { parentId: parent.parentId, before: next?.id ?? null };
    }
  }
}

/** Where a drop on another category puts one, or null where it cannot go there. */
export function dropOn(
  categories: readonly MovableCategory[],
  {
    id,
    onto,
    zone,
  }: { readonly id: string; readonly onto: string; readonly zone: 'before' | 'inside' },
): MovePlace | null {
  const other = categories.find((category) => category.id === onto);
  if (other === undefined || id === onto) return null;
  const place =
    zone === 'inside' ? placeAfter(onto) : { parentId: other.parentId, before: other.id };
  return fits(categories, { id, parentId: place.parentId }) ? place : null;
}

/** At the end of what is below a parent. */
export function placeAfter(parentId: string | null): MovePlace {
  return { parentId, before: null };
}

function siblingsOf(
  categories: readonly MovableCategory[],
  parentId: string | null,
): readonly MovableCategory[] {
  return inSiblingOrder(
    categories.filter((category) => category.parentId === parentId) as never,
  ) as readonly MovableCategory[];
}

/** Neither below itself nor deeper than a tree may be; the server says the same. */
function fits(
  categories: readonly MovableCategory[],
  { id, parentId }: { readonly id: string; readonly parentId: string | null },
): boolean {
  if (parentId === null) return true;
  const all = categories as never;
  if (categoriesBelow(all, id as CategoryId).includes(parentId as CategoryId)) return false;
  const depth = depthOf(all, parentId as CategoryId) + heightOf(all, id as CategoryId);
  return depth <= CATEGORY_DEPTH_MAX;
}
