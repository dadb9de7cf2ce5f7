import {
  type CodedError,
  ERROR_STATUS,
  type ErrorCode,
} from '@second-chance/shared/contract/errors.ts';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';

/** Answers `{ code, message, details? }` with the status that the table gives the code. */
export function sendError(res: Response, { code, message, details }: CodedError): void {
  res.status(ERROR_STATUS[code]).json({ code, message, ...(details && { details }) });
}

/** The end of the line for addresses that nothing answers. */
export const notFound: RequestHandler = (_req, res) => {
  sendError(res, { code: 'NOT_FOUND', message: MESSAGES.NOT_FOUND });
};

/** Turns whatever was thrown into a coded error. What a stranger may not know goes to the log. */
export const errorHandler: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (res.headersSent) return next(error);
  const code = codeOf(error);
  if (code === 'INTERNAL') req.log.error({ err: error }, 'request failed');
  sendError(res, { code, message: MESSAGES[code] });
};

const MESSAGES = {
  NOT_FOUND: 'There is nothing at this address.',
  INVALID_REQUEST: 'The request cannot be read.',
  PAYLOAD_TOO_LARGE: 'The request is too large.',
  INTERNAL: 'Something went wrong on the server.',
} as const satisfies Partial<Record<ErrorCode, string>>;

/** Body parsers and the router throw errors with the status that HTTP has for them. */
function codeOf(error: unknown): keyof typeof MESSAGES {
  if (!(error instanceof Error) || !('status' in error)) return 'INTERNAL';
  // An address that is no text: nothing can be there.
  if (error instanceof URIError) return 'NOT_FOUND';
  if (error.status === 413) return 'PAYLOAD_TOO_LARGE';
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500
    ? 'INVALID_REQUEST'
    : 'INTERNAL';
}
