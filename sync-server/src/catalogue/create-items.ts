import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { NewItem } from '@second-chance/shared/contract/rest/catalogue.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { ItemId, StoreId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { businessDayAt } from '@second-chance/shared/time/business-day.ts';
import type { BusinessDay } from '@second-chance/shared/time/time.ts';
import { recordChanges } from '../audit/record-change.ts';
import { insertNumbered } from '../db/document-repository.ts';
import { nextFeedNumbers } from '../db/feed.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { lockedLevels } from '../stock/move-stock.ts';
import { findStore } from '../stores/store-repository.ts';
import { autoSku } from './auto-sku.ts';
import { itemsError } from './check-items.ts';
import {
  findItems,
  insertReceived,
  insertStockLevels,
  type OpeningStock,
} from './item-repository.ts';
import { replaceItemWords } from './item-word-repository.ts';

export interface CreatedItems {
  readonly created: readonly ItemId[];
  readonly alreadyThere: readonly ItemId[];
}

/**
 * Adds items of one store with the pieces that came with them (a unique item is one, a service has
 * none): all or none. An item whose id the store has already is left as it is, so repeating a
 * request is harmless.
 *
 * Errors: NOT_FOUND (store), ALREADY_EXISTS (an id of another store), INVALID_REQUEST.
 */
export async function createItems(
  work: TenantWork,
  { storeId, items }: { readonly storeId: StoreId; readonly items: readonly NewItem[] },
): Promise<Result<CreatedItems, CodedError>> {
  const store = await findStore(work, { id: storeId });
  if (!store) return err({ code: 'NOT_FOUND', message: 'There is no such store.' });
  const wrong = items.find(hasWrongQuantity) ?? firstRepeated(items);
  if (wrong) return err(invalid(wrong));

  const known = await findItems(
    work,
    items.map(({ id }) => id),
  );
  const elsewhere = known.find(({ document }) => document.storeId !== storeId);
  if (elsewhere) return err(taken(elsewhere.document.id));
  const alreadyThere = known.map(({ document }) => document.id);
  const there = new Set(alreadyThere);
  const fresh = items.filter(({ id }) => !there.has(id));
  if (fresh.length === 0) return ok({ created: [], alreadyThere });

  const today = businessDayAt(work.at, store.document);
  const documents = fresh.map((item) => documentOf(item, today));
  const error = await itemsError(work, { storeId, items: documents });
  if (error) return err(error);
  const pieces = new Map(fresh.map(({ id, openingQuantity }) => [id, openingQuantity ?? 0]));
  const opening = documents
    .filter(({ kind }) => kind !== 'service')
    .map((item) => ({ item, quantity: item.kind === 'unique' ? 1 : (pieces.get(item.id) ?? 0) }));
  await insert(work, { storeId, documents, opening });
  return ok({ created: documents.map(({ id }) => id), alreadyThere });
}

interface Prepared {
  readonly storeId: StoreId;
  readonly documents: readonly ItemDocument[];
  readonly opening: readonly OpeningStock[];
}

async function insert(work: TenantWork, { storeId, documents, opening }: Prepared): Promise<void> {
  await recordChanges(
    work,
    documents.map((after) => ({
      storeId,
      action: 'item.create',
      subject: after.id,
      before: null,
      after,
    })),
  );
  await replaceItemWords(work, documents);
  await insertReceived(work, { opening, at: work.at });
  // A register may have sold it before it was known here: whoever moves a level locks it first.
  const itemIds = opening.map(({ item }) => item.id).toSorted();
  if (itemIds.length > 0) await lockedLevels(work, { storeId, itemIds });
  const first = await nextFeedNumbers(work.tx, storeId, documents.length + opening.length);
  await insertNumbered(work, 'item', { storeId, documents, first });
  await insertStockLevels(work, { opening, first: first + documents.length });
}

function documentOf({ openingQuantity: _, ...item }: NewItem, today: BusinessDay): ItemDocument {
  return { ...item, sku: item.sku ?? autoSku(item.id), listedOn: item.listedOn ?? today };
}

function hasWrongQuantity({ kind, openingQuantity }: NewItem): boolean {
  if (openingQuantity === undefined) return false;
  return (
    (kind === 'unique' && openingQuantity !== 1) || (kind === 'service' && openingQuantity > 0)
  );
}

function firstRepeated(items: readonly NewItem[]): NewItem | undefined {
  const seen = new Set<ItemId>();
  return items.find(({ id }) => seen.size === seen.add(id).size);
}

function invalid({ id, kind }: NewItem): CodedError {
  return {
    code: 'INVALID_REQUEST',
    message: 'A unique item comes as one piece, a service as none, and each id once.',
    details: { id, kind },
  };
}

function taken(id: ItemId): CodedError {
  return {
    code: 'ALREADY_EXISTS',
    message: 'Another store has an item with this id.',
    details: { id },
  };
}
