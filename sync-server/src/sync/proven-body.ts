import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { readTillStatus, TILL_STATUS_HEADER } from '@second-chance/shared/contract/till-status.ts';
import { ok, type Result } from '@second-chance/shared/result.ts';
import type { Request } from 'express';
import type { KnownTill } from './known-till.ts';
import { readBody } from './read-body.ts';
import { type ProofDeps, proveTill } from './till-proof.ts';

/** Reads a till's request and checks its proof against the very bytes that came. */
export async function provenBody(
  deps: ProofDeps,
  request: Request,
): Promise<Result<{ readonly till: KnownTill; readonly body: Buffer }, CodedError>> {
  const body = await readBody(request);
  if (!body.ok) return body;
  const till = await proveTill(deps, {
    authorization: request.get('authorization'),
    method: request.method,
    url: request.originalUrl,
    body: body.value,
    status: readTillStatus(request.get(TILL_STATUS_HEADER)),
  });
  return till.ok ? ok({ till: till.value, body: body.value }) : till;
}
