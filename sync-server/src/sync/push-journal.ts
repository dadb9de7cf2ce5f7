import { journalPushSchema } from '@second-chance/shared/contract/sync.ts';
import type { SignedEntry } from '@second-chance/shared/journal/entry.ts';
import type { RequestHandler } from 'express';
import { sendError } from '../http/send-error.ts';
import { type TakeRunDeps, takeRun } from './journal/take-run.ts';
import { provenBody } from './proven-body.ts';
import { parseBody } from './read-body.ts';
import type { ProofDeps } from './till-proof.ts';

/** `POST /sync/journal`: a run of entries; answers the server's signed word for what it has. */
export function pushJournal(deps: TakeRunDeps & ProofDeps): RequestHandler {
  return async (request, response) => {
    const proven = await provenBody(deps, request);
    if (!proven.ok) return sendError(response, proven.error);
    const parsed = await parseBody(proven.value.body, request.get('content-encoding'));
    if (!parsed.ok) return sendError(response, parsed.error);
    if (!isPush(parsed.value)) {
      return sendError(response, { code: 'INVALID_REQUEST', message: 'Not a run of entries.' });
    }
    const taken = await takeRun(deps, proven.value.till, parsed.value.entries);
    if (!taken.ok) return sendError(response, taken.error);
    response.json(taken.value);
  };
}

/** The body itself is used, not the schema's copy of it: what was signed is what was sent. */
function isPush(body: unknown): body is { readonly entries: readonly SignedEntry[] } {
  return journalPushSchema.safeParse(body).success;
}
