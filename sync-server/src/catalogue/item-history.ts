import { isDeepStrictEqual } from 'node:util';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { ItemHistory } from '@second-chance/shared/contract/rest/item-history.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { type Actor, mayAct } from '../accounts/actor.ts';
import { findDocument, type Scope } from '../db/document-repository.ts';
import { type ItemAuditLine, itemAuditLines, itemMovements } from './item-history-repository.ts';

const LINES_MAX = 500;

/** What became of an item, who did it and when. Errors: NOT_FOUND, NOT_ALLOWED. */
export async function itemHistory(
  scope: Scope,
  { actor, id }: { readonly actor: Actor; readonly id: ItemId },
): Promise<Result<ItemHistory, CodedError>> {
  const found = await findDocument(scope, 'item', { id });
  if (!found) return err({ code: 'NOT_FOUND', message: 'There is no such item.' });
  const { storeId } = found.document;
  const allowed = mayAct(actor, { right: 'read_audit_log', storeId });
  if (!allowed.ok) return allowed;
  const lines = await itemAuditLines(scope, { id, limit: LINES_MAX });
  const movements = await itemMovements(scope, { storeId, id, limit: LINES_MAX });
  return ok({
    changes: lines.map(({ at, who, action, before, after }) => ({
      at,
      who,
      action,
      fields: changedFields({ before, after }),
      price: after?.price ?? null,
    })),
    movements,
  });
}

function changedFields({ before, after }: Pick<ItemAuditLine, 'before' | 'after'>): string[] {
  if (before === null || after === null) return [];
  const was: Readonly<Record<string, unknown>> = before;
  return Object.entries(after)
    .filter(([field, value]) => !isDeepStrictEqual(value, was[field]))
    .map(([field]) => field);
}
