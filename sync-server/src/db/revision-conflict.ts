import type { CodedError } from '@second-chance/shared/contract/errors.ts';

/** Somebody else changed it meanwhile: read again, decide again. */
export function revisionConflict(revision: number): CodedError {
  return {
    code: 'CONFLICT',
    message: 'It was changed meanwhile. Read it again.',
    details: { revision },
  };
}
