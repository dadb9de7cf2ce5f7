import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { JOURNAL_RUN_ENTRIES_MAX } from '@second-chance/shared/contract/sync.ts';
import type { RequestHandler } from 'express';
import { mayAct } from '../accounts/actor.ts';
import type { ServerDeps } from '../http/deps.ts';
import { restContext } from '../http/rest-context.ts';
import { sendError } from '../http/send-error.ts';
import { type TakeRunDeps, takeRun } from './journal/take-run.ts';
import { findTill } from './known-till-repository.ts';
import { readBody } from './read-body.ts';
import { readUnsyncedFile, runsOf } from './unsynced-file.ts';

/** A month of a busy till. */
const FILE_BYTES_MAX = 200_000_000;

/** What became of one run of the file. */
interface TakenRun {
  readonly epoch: number;
  readonly chain: string;
  readonly fromSeq: number;
  readonly toSeq: number;
  /** What the server has now; null where `code` says why it does not count on. */
  readonly acknowledgedSeq: number | null;
  readonly code: CodedError['code'] | null;
}

/**
 * `POST /sync/unsynced-file`: a till's exported journal, carried here by an admin of its store or of
 * the platform (Bearer). Each entry proves itself as if it had come over the network, so a till that
 * is revoked, replaced or broken can still hand in what happened. Safe to repeat.
 *
 * Errors: `INVALID_REQUEST` for a file whose seal does not hold: damaged on the way, and nothing of
 * it is looked at, because a damaged entry would pass for a tampered one.
 */
export function pushUnsyncedFile(deps: ServerDeps & TakeRunDeps): RequestHandler {
  return async (request, response) => {
    const context = await restContext(deps, request);
    if (!context.ok) return sendError(response, context.error);
    const { actor } = context.value;
    const signedIn = mayAct(actor, { right: 'take_evidence', storeId: null });
    if (!signedIn.ok) return sendError(response, signedIn.error);

    const body = await readBody(request, FILE_BYTES_MAX);
    if (!body.ok) return sendError(response, body.error);
    const file = readUnsyncedFile(body.value);
    if (!file) return sendError(response, DAMAGED);
    const { organizationId, registerId } = file.head;
    const isOwn = organizationId === signedIn.value.organizationId;
    const found = isOwn ? await findTill(deps.pool, organizationId, registerId) : null;
    if (!found) return sendError(response, NOT_FOUND);
    const { till } = found;
    const allowed = mayAct(actor, { right: 'take_evidence', storeId: till.storeId });
    if (!allowed.ok) return sendError(response, allowed.error);
    if (!file.isSealedBy([...till.epochs.values()])) return sendError(response, DAMAGED);

    const runs: TakenRun[] = [];
    for (const run of runsOf(file.entries, JOURNAL_RUN_ENTRIES_MAX)) {
      const [first, last] = [run[0], run.at(-1)];
      if (!first || !last) continue;
      const taken = await takeRun(deps, till, run);
      runs.push({
        epoch: first.epoch,
        chain: first.chain,
        fromSeq: first.seq,
        toSeq: last.seq,
        acknowledgedSeq: taken.ok ? taken.value.seq : null,
        code: taken.ok ? null : taken.error.code,
      });
    }
    response.json({ entries: file.entries.length, runs });
  };
}

const DAMAGED: CodedError = {
  code: 'INVALID_REQUEST',
  message: 'This is not the whole file that the till wrote. Export it again.',
};
const NOT_FOUND: CodedError = { code: 'NOT_FOUND', message: 'There is no such register.' };
