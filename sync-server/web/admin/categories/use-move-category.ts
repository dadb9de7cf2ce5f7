import { inSiblingOrder } from '@second-chance/shared/catalogue/category-tree.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { CATEGORIES_KEY, type Category } from '../items/reference-queries.ts';
import { useToast } from '../parts/toasts.tsx';
import { useText } from '../text/use-text.ts';
import type { MovePlace } from './moves.ts';

/** Moves a category, tells that it did, and offers the way back. */
export function useMoveCategory(categories: readonly Category[]) {
  const t = useText();
  const toast = useToast();
  const queries = useQueryClient();
  const [said, setSaid] = useState('');
  const moving = useMutation({
    mutationFn: ({ category, place }: { readonly category: Category; readonly place: MovePlace }) =>
      api.categories.move({
        id: category.id,
        revision: category.revision,
        parentId: place.parentId as never,
        before: place.before as never,
      }),
    onError: () => queries.invalidateQueries({ queryKey: CATEGORIES_KEY }),
  });
  async function move(id: string, place: MovePlace): Promise<void> {
    const category = categories.find((each) => each.id === id);
    if (category === undefined) return;
    const was = placeOf(categories, category);
    try {
      const { rows } = await moving.mutateAsync({ category, place });
      for (const [key] of queries.getQueriesData({ queryKey: CATEGORIES_KEY })) {
        queries.setQueryData(key, { rows });
      }
      const moved = rows.find((each) => each.id === id);
      const text = t('admin.categories.moved', { name: category.name });
      setSaid(text);
      toast({
        text,
        undo: async () => {
          if (moved === undefined) return;
          await moving.mutateAsync({ category: moved as Category, place: was });
          await queries.invalidateQueries({ queryKey: CATEGORIES_KEY });
        },
      });
    } catch {
      // What was refused is shown by `error`.
    }
  }
  return { move, error: moving.error, said };
}

function placeOf(categories: readonly Category[], { id, parentId }: Category): MovePlace {
  const siblings = inSiblingOrder(
    categories.filter((each) => each.parentId === parentId) as never,
  ) as readonly Category[];
  const next = siblings[siblings.findIndex((each) => each.id === id) + 1];
  return { parentId, before: next?.id ?? null };
}
