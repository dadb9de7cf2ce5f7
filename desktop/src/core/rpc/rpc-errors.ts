/** From what went wrong in core to what a screen is told: our codes, and nothing internal. */
import { ORPCError, ValidationError } from '@orpc/server';
import {
  type CodedError,
  ERROR_STATUS,
  type ErrorCode,
} from '@second-chance/shared/contract/errors.ts';

/** A coded error as it goes over the wire: its code, the status of the table, details as data. */
export function rpcError({ code, message, details }: CodedError): ORPCError<ErrorCode, unknown> {
  return new ORPCError(code, { status: ERROR_STATUS[code], message, data: details ?? {} });
}

/**
 * What a failed call answers. Refused input names its first field, never its value: PINs pass
 * here. Anything unforeseen is INTERNAL; `report` gets it for the log.
 */
export function toRpcError(
  failure: unknown,
  report: (failure: unknown) => void,
): ORPCError<string, unknown> {
  if (failure instanceof ORPCError) {
    if (failure.cause instanceof ValidationError && failure.code === 'BAD_REQUEST') {
      return rpcError(invalidInput(failure.cause.issues));
    }
    if (failure.code in ERROR_STATUS) return failure;
  }
  report(failure);
  return rpcError({ code: 'INTERNAL', message: 'the till failed in a way nobody foresaw' });
}

const FIELD_MAX = 200;

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly code?: string;
  readonly origin?: string;
  /** Of a field that the call does not have. */
  readonly keys?: readonly string[];
}

function invalidInput(issues: readonly Issue[]): CodedError {
  const [issue] = issues;
  const path = (issue?.path ?? []).map((part) =>
    String(typeof part === 'object' ? part.key : part),
  );
  const field = [...path, ...(issue?.keys ?? []).slice(0, 1)].join('.').slice(0, FIELD_MAX);
  const code = issue !== undefined && isAboutText(issue) ? 'INVALID_TEXT' : 'INVALID_REQUEST';
  return { code, message: 'the call has a field that is not valid', details: { field } };
}

/** Too long, too short or not storable; any other misfit is a screen's mistake. */
function isAboutText({ code, origin }: Issue): boolean {
  if (code === 'custom') return true;
  return (code === 'too_big' || code === 'too_small') && origin === 'string';
}
