import { enrolRequestSchema } from '@second-chance/shared/contract/sync.ts';
import type { RequestHandler } from 'express';
import type { ServerDeps } from '../http/deps.ts';
import { sendError } from '../http/send-error.ts';
import { enrolRegister } from '../registers/enrol-register.ts';
import { createEnrolmentLimits } from '../registers/enrolment-limits.ts';
import { parseBody, readBody } from './read-body.ts';

/** `POST /sync/enrol`: a device gets a register by a one-time code. Safe to repeat. */
export function enrol(deps: ServerDeps): RequestHandler {
  const limits = createEnrolmentLimits(deps.pool);
  return async (request, response) => {
    const allowed = await limits.take(request.ip ?? '');
    if (!allowed.ok) return sendError(response, allowed.error);
    const body = await readBody(request);
    if (!body.ok) return sendError(response, body.error);
    const parsed = await parseBody(body.value, request.get('content-encoding'));
    if (!parsed.ok) return sendError(response, parsed.error);
    const enrolment = enrolRequestSchema.safeParse(parsed.value);
    if (!enrolment.success) {
      return sendError(response, { code: 'INVALID_REQUEST', message: 'Not an enrolment.' });
    }
    const enrolled = await enrolRegister(deps, enrolment.data);
    if (!enrolled.ok) return sendError(response, enrolled.error);
    response.json(enrolled.value);
  };
}
