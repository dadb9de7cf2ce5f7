import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { StockAdjustment } from '@second-chance/shared/contract/rest/item-history.ts';
import type { ItemId, StoreId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { type Actor, mayAct } from '../accounts/actor.ts';
import { recordChanges } from '../audit/record-change.ts';
import { findDocument } from '../db/document-repository.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { hasStockRequest, insertDeskMovement, lockLevel, moveLevel } from './stock-repository.ts';

/**
 * Sets stock right at a desk: a movement of the ledger with a reason. Repeating a request moves once.
 *
 * Errors: NOT_FOUND, NOT_ALLOWED; QUANTITY_INVALID for a service, for more than one piece of a
 * unique item, and below zero: what a till sold may go there, what a person counts may not.
 */
export async function adjustStock(
  work: TenantWork,
  { actor, adjustment }: { readonly actor: Actor; readonly adjustment: StockAdjustment },
): Promise<Result<void, CodedError>> {
  const { id, requestId, quantity, reason, note } = adjustment;
  const found = await findDocument(work, 'item', { id });
  if (!found || found.deleted) return err({ code: 'NOT_FOUND', message: 'There is no such item.' });
  const { storeId, kind } = found.document;
  const allowed = mayAct(actor, { right: 'adjust_stock', storeId });
  if (!allowed.ok) return allowed;
  if (kind === 'service') return err(invalid('A service has no stock.', 0));
  const onHand = await lockLevel(work, { storeId, itemId: id });
  if (await hasStockRequest(work, { storeId, requestId })) return ok(undefined);
  const after = onHand + quantity;
  if (after < 0) return err(invalid('There are not so many.', onHand));
  if (kind === 'unique' && after > 1) return err(invalid('A unique item is one piece.', onHand));
  await moveByHand(work, {
    storeId,
    itemId: id,
    onHand,
    quantity,
    requestId,
    note: note === '' ? reason : `${reason}: ${note}`,
  });
  return ok(undefined);
}

export interface HandMovement {
  readonly storeId: StoreId;
  readonly itemId: ItemId;
  /** Pieces before it; the level is locked. */
  readonly onHand: number;
  readonly quantity: number;
  readonly requestId: string;
  readonly note: string;
}

/** Writes a movement of somebody at a desk, with its level and its line in the audit log. */
export async function moveByHand(work: TenantWork, movement: HandMovement): Promise<void> {
  const { storeId, itemId, onHand, quantity, note } = movement;
  const line = { storeId, action: 'stock.adjust', subject: itemId };
  await recordChanges(work, [
    { ...line, before: { onHand }, after: { onHand: onHand + quantity, note } },
  ]);
  await insertDeskMovement(work, movement);
  await moveLevel(work, { storeId, itemId, quantity });
}

function invalid(message: string, onHand: number): CodedError {
  return { code: 'QUANTITY_INVALID', message, details: { onHand } };
}
