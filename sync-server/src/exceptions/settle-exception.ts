import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { ExceptionFile } from '@second-chance/shared/contract/rest/sales.ts';
import {
  needsNote,
  type SettleWay,
  type StockFix,
  stockFixes,
  UNDO_MS,
  waysToSettle,
} from '@second-chance/shared/exceptions/settling.ts';
import type { ExceptionId, ItemId, SettlementId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { type Actor, mayAct } from '../accounts/actor.ts';
import { recordChanges } from '../audit/record-change.ts';
import { findDocument, type Scope } from '../db/document-repository.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { lockedLevels, moveStock } from '../stock/move-stock.ts';
import { type ExceptionRow, exceptionView, findException } from './exception-list.ts';
import { evidenceFrom, factsOf, insertSettlement, settlementsOf } from './settlement-repository.ts';

/** One exception with its evidence and how it was settled; null where there is none. */
export async function exceptionFile(scope: Scope, id: ExceptionId): Promise<ExceptionFile | null> {
  const found = await findException(scope, { id });
  if (!found) return null;
  const { moved: _, ...facts } = await factsOf(scope, found);
  const isJournal = found.kind === 'journal_fork' || found.kind === 'journal_broken';
  return {
    ...exceptionView(found),
    ...facts,
    settlements: [...(await settlementsOf(scope, id))],
    evidence: isJournal ? await evidenceFrom(scope, found) : [],
  };
}

export interface Settling {
  readonly actor: Actor;
  readonly id: ExceptionId;
  /** Made by whoever settles: a repeated request settles once. */
  readonly settlementId: SettlementId;
  readonly how: SettleWay;
  readonly note: string;
  readonly counted?: number | undefined;
  /** The item that an unknown one really was. */
  readonly itemId?: ItemId | undefined;
}

/**
 * Settles an exception by a new record, with the movements that set the stock right.
 *
 * Errors: NOT_FOUND, NOT_ALLOWED, INVALID_REQUEST (a way that does not fit the kind, or lacks what
 * it needs), CONFLICT (somebody settled it before).
 */
export async function settleException(
  work: TenantWork,
  settling: Settling,
): Promise<Result<void, CodedError>> {
  const { actor, id, settlementId, how, note } = settling;
  const found = await settleable(work, actor, id);
  if (!found.ok) return found;
  const before = found.value;
  const settled = await settlementsOf(work, id);
  if (settled.some((known) => known.id === settlementId)) return ok(undefined);
  if (before.settledAt !== null) return err(ALREADY_SETTLED);
  if (!waysToSettle(before.kind).includes(how)) return err(invalid('how', 'does not fit the kind'));
  if (needsNote(how) && note.trim() === '') return err(invalid('note', 'say why'));

  const fixes = await fixesOf(work, before, settling);
  if (!fixes.ok) return fixes;
  const movements = fixes.value.map(({ itemId, quantity }) => ({ itemId, quantity }));
  const { storeId } = before;
  await recordChanges(work, [
    {
      storeId,
      action: 'exception.settle',
      subject: id,
      before: { kind: before.kind, details: before.details },
      after: { how, note, movements },
    },
  ]);
  const row = { id: settlementId, exceptionId: id, storeId, how, note, movements, undoes: null };
  await insertSettlement(work, row);
  await moveStock(work, { storeId, fixes: fixes.value, note: note || how });
  return ok(undefined);
}

/**
 * Takes the last settlement back, by a record of its own and the opposite movements.
 *
 * Errors: NOT_FOUND, NOT_ALLOWED, CONFLICT (not the last one, taken back before, or too long ago).
 */
export async function undoSettlement(
  work: TenantWork,
  undo: {
    readonly actor: Actor;
    readonly id: ExceptionId;
    readonly settlementId: SettlementId;
    readonly undoes: SettlementId;
  },
): Promise<Result<void, CodedError>> {
  const { actor, id, settlementId, undoes } = undo;
  const found = await settleable(work, actor, id);
  if (!found.ok) return found;
  const { storeId } = found.value;
  const settled = await settlementsOf(work, id);
  if (settled.some((known) => known.id === settlementId)) return ok(undefined);
  const last = settled[0];
  if (!last || last.id !== undoes || last.how === 'undone') return err(NOT_THE_LAST);
  if (work.at > last.at + UNDO_MS) return err(TOO_LATE);
  const fixes = last.movements.map(({ itemId, quantity }) => ({
    itemId,
    quantity: -quantity,
    kind: 'adjusted' as const,
  }));
  await lockedLevels(work, { storeId, itemIds: fixes.map(({ itemId }) => itemId) });
  const movements = fixes.map(({ itemId, quantity }) => ({ itemId, quantity }));
  await recordChanges(work, [
    {
      storeId,
      action: 'exception.undo',
      subject: id,
      before: { how: last.how, note: last.note, movements: last.movements },
      after: { movements },
    },
  ]);
  const row = { id: settlementId, exceptionId: id, storeId, movements, undoes };
  await insertSettlement(work, { ...row, how: 'undone', note: '' });
  await moveStock(work, { storeId, fixes, note: 'undone' });
  return ok(undefined);
}

async function settleable(
  work: TenantWork,
  actor: Actor,
  id: ExceptionId,
): Promise<Result<ExceptionRow, CodedError>> {
  const found = await findException(work, { id, lock: true });
  if (!found) return err({ code: 'NOT_FOUND', message: 'There is no such exception.' });
  const allowed = mayAct(actor, { right: 'settle_exceptions', storeId: found.storeId });
  return allowed.ok ? ok(found) : allowed;
}

/** What the way moves in the stock, with the levels locked. */
async function fixesOf(
  work: TenantWork,
  exception: ExceptionRow,
  { how, counted, itemId: linkTo }: Settling,
): Promise<Result<readonly StockFix<ItemId>[], CodedError>> {
  const { storeId, itemId } = exception;
  if (how === 'count_stock' && counted === undefined) return err(invalid('counted', 'is missing'));
  if (how === 'link_item') {
    if (linkTo === undefined || linkTo === itemId) return err(invalid('itemId', 'names no item'));
    const item = await findDocument(work, 'item', { id: linkTo });
    if (!item || item.deleted || item.document.storeId !== storeId) {
      return err(invalid('itemId', 'names no item of this store'));
    }
  }
  if (how === 'create_item') {
    const item = itemId === null ? null : await findDocument(work, 'item', { id: itemId });
    if (!item || item.deleted) return err(invalid('how', 'there is no item of this id yet'));
  }
  if (how === 'enrol_again') {
    const { registerEpoch } = await factsOf(work, exception);
    if (registerEpoch === null || registerEpoch <= (exception.epoch ?? 0)) {
      return err(invalid('how', 'the register was not enrolled anew'));
    }
  }
  if (itemId === null) return ok([]);
  const itemIds = [itemId, ...(how === 'link_item' && linkTo ? [linkTo] : [])];
  const levels = await lockedLevels(work, { storeId, itemIds });
  const { moved } = await factsOf(work, exception);
  const facts = {
    itemId,
    onHand: levels.get(itemId) ?? 0,
    counted: counted ?? 0,
    linkTo: linkTo ?? null,
    moved,
  };
  return ok(stockFixes(how, facts));
}

function invalid(path: string, message: string): CodedError {
  return {
    code: 'INVALID_REQUEST',
    message: 'It cannot be settled so.',
    details: { issues: [{ path, message }] },
  };
}

const ALREADY_SETTLED: CodedError = { code: 'CONFLICT', message: 'It is settled already.' };
const NOT_THE_LAST: CodedError = { code: 'CONFLICT', message: 'It is not what settled it last.' };
const TOO_LATE: CodedError = { code: 'CONFLICT', message: 'It can no longer be taken back.' };
