import { type PushResult, pushRequestSchema } from '@second-chance/shared/contract/sync.ts';
import type { RequestHandler } from 'express';
import { sendError } from '../../http/send-error.ts';
import { sendPacked } from '../feed/send-packed.ts';
import { provenBody } from '../proven-body.ts';
import { parseBody } from '../read-body.ts';
import type { ProofDeps } from '../till-proof.ts';
import { type TakePushDeps, takePush } from './take-push.ts';

/** `POST /sync/push`: what people at a till decided for documents. Safe to repeat. */
export function pushChanges(deps: TakePushDeps & ProofDeps): RequestHandler {
  return async (request, response) => {
    const proven = await provenBody(deps, request);
    if (!proven.ok) return sendError(response, proven.error);
    const parsed = await parseBody(proven.value.body, request.get('content-encoding'));
    if (!parsed.ok) return sendError(response, parsed.error);
    const push = pushRequestSchema.safeParse(parsed.value);
    if (!push.success) {
      return sendError(response, { code: 'INVALID_REQUEST', message: 'Not a push of rows.' });
    }
    const taken = await takePush(deps, proven.value.till, push.data.rows);
    if (!taken.ok) return sendError(response, taken.error);
    const results: readonly PushResult[] = taken.value;
    await sendPacked(request, response, JSON.stringify({ results }));
  };
}
