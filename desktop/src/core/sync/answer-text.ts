import { zstdDecompressSync } from 'node:zlib';
import { PACKED_TYPE } from '@second-chance/shared/contract/sync.ts';

/** No answer comes near it; one that claims to be larger is not read into memory. */
const ANSWER_BYTES_MAX = 64_000_000;
/** A page of a first load fits into one. */
const UNPACKED_CHUNK_BYTES = 1_048_576;

/**
 * The text of an answer, also where it came packed. Throws what broke on the way: a packed answer
 * that was cut short or changed is none.
 */
export async function answerText(response: Response, bytesMax = ANSWER_BYTES_MAX): Promise<string> {
  if (response.headers.get('content-type') !== PACKED_TYPE) return response.text();
  const packed = new Uint8Array(await response.arrayBuffer());
  // Half a millisecond for a page; on the thread pool it waits for a thread with every chunk.
  const options = { maxOutputLength: bytesMax, chunkSize: UNPACKED_CHUNK_BYTES };
  return zstdDecompressSync(packed, options).toString('utf8');
}
