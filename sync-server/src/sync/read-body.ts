/** The bytes of a request as they came, which the till's proof covers, and what they hold. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { JOURNAL_RUN_BYTES_MAX } from '@second-chance/shared/contract/sync.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { Request } from 'express';

/** Above the largest run, so that what is around the entries never makes a full run too large. */
export const BODY_BYTES_MAX = JOURNAL_RUN_BYTES_MAX + 1_000_000;

const tooLarge = (maxBytes: number): CodedError => ({
  code: 'PAYLOAD_TOO_LARGE',
  message: 'The body is too large.',
  details: { maxBytes },
});
const NOT_JSON: CodedError = { code: 'INVALID_REQUEST', message: 'The body is not JSON.' };

const unpack = promisify(gunzip);

/**
 * Reads a request's body as sent, compressed or not. A body over the limit is not kept, and one
 * that goes on far beyond it is not even listened to: the connection is closed.
 */
export async function readBody(
  request: Request,
  bytesMax: number = BODY_BYTES_MAX,
): Promise<Result<Buffer, CodedError>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= bytesMax) chunks.push(chunk);
    if (size > 4 * bytesMax) break;
  }
  if (size > bytesMax) return err(tooLarge(bytesMax));
  return ok(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size));
}

/** Parses a body as JSON, unpacked first where the header says gzip. Stops at the same limit. */
export async function parseBody(
  body: Buffer,
  encoding: string | undefined,
): Promise<Result<unknown, CodedError>> {
  if (encoding !== undefined && encoding !== 'identity' && encoding !== 'gzip') {
    return err({ code: 'INVALID_REQUEST', message: 'Only gzip is understood.' });
  }
  try {
    const bytes =
      encoding === 'gzip' ? await unpack(body, { maxOutputLength: BODY_BYTES_MAX }) : body;
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (thrown) {
    const code = thrown instanceof RangeError && 'code' in thrown ? thrown.code : null;
    return err(code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(BODY_BYTES_MAX) : NOT_JSON);
  }
}
