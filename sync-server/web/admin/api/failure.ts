/** What went wrong with a call, as the screens show it. */
import { ORPCError } from '@orpc/client';
import { ERROR_STATUS, type ErrorCode } from '@second-chance/shared/contract/errors.ts';

export interface Failure {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The code of a refused call; a server that does not answer is SERVER_UNREACHABLE. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof ORPCError && Object.hasOwn(ERROR_STATUS, thrown.code)) {
    const details = typeof thrown.data === 'object' && thrown.data !== null ? thrown.data : {};
    return { code: thrown.code as ErrorCode, details: details as Failure['details'] };
  }
  const isNetwork = thrown instanceof TypeError || thrown instanceof DOMException;
  return { code: isNetwork ? 'SERVER_UNREACHABLE' : 'INTERNAL', details: {} };
}

export function hasCode(thrown: unknown, code: ErrorCode): boolean {
  return thrown != null && failureOf(thrown).code === code;
}

/** Fields that the server found wrong, by path: `cashNotes`, `rates.0.validFrom`. */
export function fieldsOf({ details }: Failure): ReadonlyMap<string, string> {
  const issues = Array.isArray(details.issues) ? details.issues : [];
  return new Map(issues.map(({ path, message }) => [String(path), String(message)]));
}
