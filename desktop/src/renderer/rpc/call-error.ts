import { ORPCError } from '@orpc/client';
import { ERROR_STATUS, type ErrorCode } from '@second-chance/shared/contract/errors.ts';

/** Why a call did not do what it was asked, as the screens handle it. */
export interface CallError {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Reads what a call was rejected with. Whatever is not a coded answer is a lost connection. */
export function callErrorOf(thrown: unknown): CallError {
  if (!(thrown instanceof ORPCError)) return { code: 'UNAVAILABLE', details: {} };
  return { code: codeOf(thrown.code), details: detailsOf(thrown.data) };
}

function codeOf(code: string): ErrorCode {
  if (Object.hasOwn(ERROR_STATUS, code)) return code as ErrorCode;
  return code === 'BAD_REQUEST' ? 'INVALID_REQUEST' : 'INTERNAL';
}

function detailsOf(data: unknown): CallError['details'] {
  if (typeof data !== 'object' || data === null) return {};
  const inner = (data as { readonly details?: unknown }).details;
  return (typeof inner === 'object' && inner !== null ? inner : data) as CallError['details'];
}
