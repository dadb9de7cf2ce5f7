import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { Request, RequestHandler } from 'express';
import type { z } from 'zod';
import { sendError } from '../../http/send-error.ts';
import type { KnownTill } from '../known-till.ts';
import { provenBody } from '../proven-body.ts';
import { parseBody } from '../read-body.ts';
import type { ProofDeps } from '../till-proof.ts';

export interface TillCall<Input> {
  readonly till: KnownTill;
  readonly input: Input;
  readonly request: Request;
}

/** An endpoint for tills that answers JSON: proof, input by its schema, use case, error by its code. */
export function tillEndpoint<Input>(
  deps: ProofDeps,
  {
    input,
    answer,
  }: {
    /** Of the body, or of the query where there is no body. */
    readonly input: z.ZodType<Input>;
    readonly answer: (call: TillCall<Input>) => Promise<Result<unknown, CodedError>>;
  },
): RequestHandler {
  return async (request, response) => {
    const proven = await provenBody(deps, request);
    if (!proven.ok) return sendError(response, proven.error);
    const raw = await inputOf(request, proven.value.body);
    if (!raw.ok) return sendError(response, raw.error);
    const parsed = input.safeParse(raw.value);
    if (!parsed.success) {
      const message = 'The request does not fit the contract.';
      return sendError(response, { code: 'INVALID_REQUEST', message });
    }
    const answered = await answer({ till: proven.value.till, input: parsed.data, request });
    if (!answered.ok) return sendError(response, answered.error);
    response.json(answered.value);
  };
}

async function inputOf(request: Request, body: Buffer): Promise<Result<unknown, CodedError>> {
  if (request.method === 'GET') return ok(request.query);
  if (body.length === 0) return err({ code: 'INVALID_REQUEST', message: 'There is no body.' });
  return parseBody(body, request.get('content-encoding'));
}
