import { categoriesBelow } from '@second-chance/shared/catalogue/category-tree.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { ItemFilter, ItemSort } from '@second-chance/shared/contract/rest/item-lists.ts';
import type { ItemListId, StoreId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Actor } from '../accounts/actor.ts';
import { listDocuments, type Scope } from '../db/document-repository.ts';
import { newId } from '../db/new-id.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import {
  dropOldItemLists,
  type ItemListCounts,
  insertItemList,
  itemListWindow,
} from './item-list-repository.ts';
import { findItems } from './item-repository.ts';
import type { StockedItem } from './item-view.ts';
import { searchWords } from './search-words.ts';

const FIRST_WINDOW = 100;
const KEPT_MS = 12 * 60 * 60 * 1_000;
/** Windows of a browser and those of another tab, with some to go back to. */
const KEPT_LISTS = 12;

export interface MadeItemList extends ItemListCounts {
  readonly id: ItemListId;
  readonly rows: readonly (StockedItem | null)[];
}

/** Makes a list of a store's items that stays as it is: windows of it can be read in any order. */
export async function makeItemList(
  work: TenantWork,
  { actor, storeId, filter, sort }: ItemListWish,
): Promise<Result<MadeItemList, CodedError>> {
  const { q = '', categoryId, ...rest } = filter;
  const words = searchWords(q);
  const isNothing = words.length === 0 && q.trim() !== '';
  const categories =
    categoryId === undefined ? null : await listDocuments(work, 'category', storeId);
  const categoryIds =
    categories === null || categoryId === undefined
      ? null
      : categoriesBelow(
          categories.map(({ document }) => document),
          categoryId,
        );
  const { accountId } = actor;
  const id = newId<'ItemList'>();
  const counts = await insertItemList(work, {
    id,
    storeId,
    accountId,
    at: work.at,
    filter: rest,
    words,
    // Asked for something, but for nothing that a word could be: nothing is called that.
    categoryIds: isNothing ? [] : categoryIds,
    sort,
  });
  const before = (work.at - KEPT_MS) as EpochMs;
  await dropOldItemLists(work, { accountId, before, keep: KEPT_LISTS });
  const rows = await readItemListWindow(work, { actor, id, offset: 0, limit: FIRST_WINDOW });
  return rows.ok ? ok({ id, ...counts, rows: rows.value }) : rows;
}

export interface ItemListWish {
  readonly actor: Actor;
  readonly storeId: StoreId;
  readonly filter: ItemFilter;
  readonly sort: ItemSort;
}

/**
 * The items of a window, as they are now; null where one was removed since. Errors: NOT_FOUND where
 * the list is gone, or somebody else's.
 */
export async function readItemListWindow(
  scope: Scope,
  { actor, id, offset, limit }: WindowWish,
): Promise<Result<readonly (StockedItem | null)[], CodedError>> {
  const { accountId } = actor;
  const ids = await itemListWindow(scope, { id, accountId, offset, limit });
  if (ids === null) return err({ code: 'NOT_FOUND', message: 'This list is gone. Make it anew.' });
  const found = ids.length === 0 ? [] : await findItems(scope, ids);
  const live = new Map(
    found.filter(({ deleted }) => !deleted).map((item) => [item.document.id, item]),
  );
  return ok(ids.map((itemId) => live.get(itemId) ?? null));
}

interface WindowWish {
  readonly actor: Actor;
  readonly id: ItemListId;
  readonly offset: number;
  readonly limit: number;
}
