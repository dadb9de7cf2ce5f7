/** What every use case of the till answers: a value, or a coded error for the screen. */
import type { CodedError, ErrorCode } from '@second-chance/shared/contract/errors.ts';
import { err, type Result } from '@second-chance/shared/result.ts';

export type Outcome<T> = Result<T, CodedError>;

/** Says no. `message` is for logs and developers; people see the text of the code. */
export function refuse(
  code: ErrorCode,
  message: string,
  details?: Readonly<Record<string, unknown>>,
): { readonly ok: false; readonly error: CodedError } {
  return err(details === undefined ? { code, message } : { code, message, details });
}
