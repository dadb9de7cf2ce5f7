/** Rows of a push, decided and written in one transaction. */
import { isDeepStrictEqual } from 'node:util';
import { assert } from '@second-chance/shared/assert.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { PushResult, PushRow } from '@second-chance/shared/contract/sync.ts';
import type { FeedChange } from '@second-chance/shared/documents/collections.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { TenantWork } from '../../db/tenant-work.ts';
import { type Chain, decideEdit, masterOf } from '../../documents/decide-edit.ts';
import { type Desk, openDesk } from '../../documents/desk.ts';
import type { Editor } from '../../documents/edit.ts';
import { type MadeChange, writeEdits } from '../../documents/write-edits.ts';
import type { KnownTill } from '../known-till.ts';
import { parkedRow } from './parked-row.ts';
import {
  type DecidedIntent,
  decidedIntents,
  insertIntents,
  lockPushes,
  parkRows,
} from './push-repository.ts';

export interface TakingRows {
  readonly till: KnownTill;
  readonly rows: readonly PushRow[];
  readonly at: EpochMs;
  /** Of earlier rows of the same push, by document. */
  readonly chains: ReadonlyMap<string, Chain>;
}

export interface Taken {
  readonly results: readonly PushResult[];
  readonly chains: ReadonlyMap<string, Chain>;
  /** What the feed has of it once this is committed, as `writeEdits` says it. */
  readonly changes: readonly FeedChange[] | null;
}

/**
 * Locks in one order: pushes of the store, documents by collection and id, what they refer to, stock
 * levels, the feed.
 */
export async function takeRows(
  tx: TenantTransaction,
  { till, rows, at, chains: earlier }: TakingRows,
): Promise<Taken> {
  const { organizationId, storeId } = till;
  const work: TenantWork = { tx, organizationId, at, actorId: null };
  const staffIds = rows.flatMap(({ staffId, approvedBy }) => [staffId, approvedBy ?? []].flat());
  const intentIds = rows.map(({ intentId }) => intentId);
  // Asked for together and done in this order.
  const [, decidedBefore, desk] = await Promise.all([
    lockPushes(tx, till),
    decidedIntents(tx, till, intentIds),
    openDesk({ tx, organizationId, storeId }, { edits: rows, staffIds }),
  ]);
  const known = new Map(decidedBefore);

  const chains = new Map(earlier);
  const made: MadeChange[] = [];
  const fresh: DecidedIntent[] = [];
  const parked: ReturnType<typeof parkedRow>[] = [];
  const decisions = rows.map((row): DecidedIntent | null => {
    const decided = known.get(row.intentId) ?? decideRow(row);
    if (decided?.outcome === 'accepted') noteChain(row, decided.revision);
    return decided;
  });

  function decideRow(row: PushRow): DecidedIntent | null {
    const { intentId, collection, id } = row;
    const editor = editorOf(desk, row, till);
    const decision = editor
      ? decideEdit(desk, row, { editor, chain: chains.get(`${collection}:${id}`) })
      : ({ outcome: 'rejected', error: NOT_STAFF } as const);
    if (decision.outcome === 'conflict') return null;
    const isAccepted = decision.outcome === 'accepted';
    if (isAccepted && decision.change && editor) {
      made.push({ collection, editor, ...decision.change });
    }
    if (!isAccepted) parked.push(parkedRow(row, decision.error));
    const decided = {
      intentId,
      outcome: decision.outcome,
      revision: isAccepted ? decision.revision : null,
      error: isAccepted ? null : decision.error,
    };
    known.set(intentId, decided);
    fresh.push(decided);
    return decided;
  }

  function noteChain({ collection, id, baseRevision }: PushRow, revision: number | null): void {
    const key = `${collection}:${id}`;
    const bases = new Set(chains.get(key)?.bases).add(baseRevision);
    if (revision !== null) chains.set(key, { bases, revision });
  }

  const [changes] = await Promise.all([
    writeEdits(work, desk, { made }),
    insertIntents(tx, till, { decided: fresh, at }),
    parkRows(tx, till, { parked, at }),
  ]);
  return {
    results: rows.map((row, place) => resultOf(desk, row, decisions[place] ?? null)),
    chains,
    changes,
  };
}

/** The employee whose decision a row is; null where the store has no such active one. */
function editorOf(desk: Desk, row: PushRow, { registerId }: KnownTill): Editor | null {
  const staff = desk.staff(row.staffId);
  if (!staff?.active) return null;
  const approver = row.approvedBy === null ? null : desk.staff(row.approvedBy);
  const approverRole = approver?.active ? approver.role : null;
  return { id: staff.id, role: staff.role, approverRole, registerId };
}

function resultOf(desk: Desk, row: PushRow, decided: DecidedIntent | null): PushResult {
  const { intentId } = row;
  const master = masterOf(desk.held(row.collection, row.id));
  if (decided === null) return { outcome: 'conflict', intentId, master };
  const { revision, error } = decided;
  if (decided.outcome === 'rejected' || revision === null) {
    assert(error, 'what is rejected has its reason');
    return { outcome: 'rejected', intentId, ...error, master };
  }
  const isAsSent =
    master?.revision === revision &&
    master.deleted === row.deleted &&
    isDeepStrictEqual(master.document, row.document);
  return { outcome: 'accepted', intentId, revision, master: isAsSent ? null : master };
}

const NOT_STAFF: CodedError = {
  code: 'NOT_ALLOWED',
  message: 'The store has no such employee, or not any more.',
};
