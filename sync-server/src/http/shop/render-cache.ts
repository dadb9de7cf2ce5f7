/**
 * Drawn pages by what they show. A page is a pure function of its data, so data that is the same
 * need not be drawn again; data is always read anew, so nothing here can be out of date.
 */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'identity';

export interface DrawnPage {
  readonly body: Buffer;
  readonly compressed: Map<Encoding, Promise<Buffer>>;
}

const BYTES_MAX = 48_000_000;
/** Names of pages that were asked for once. */
const ONCE_MAX = 20_000;
/** Compressed forms are a part of this on top. */
const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

export interface RenderCache {
  readonly get: (key: string, draw: () => string) => DrawnPage;
}

/**
 * Keeps the pages used last, up to some bytes. A page is kept from the second time on: most things are
 * looked at by nobody else soon, and what is kept for nothing is cleared away at the cost of others.
 */
export function renderCache(bytesMax = BYTES_MAX): RenderCache {
  const kept = new Map<string, DrawnPage>();
  const once = new Set<string>();
  let bytes = 0;
  return {
    get(key, draw) {
      const known = kept.get(key);
      if (known !== undefined) {
        kept.delete(key);
        kept.set(key, known);
        return known;
      }
      const drawn: DrawnPage = { body: Buffer.from(draw()), compressed: new Map() };
      if (!once.delete(key)) {
        if (once.size >= ONCE_MAX) once.clear();
        once.add(key);
        return drawn;
      }
      kept.set(key, drawn);
      bytes += drawn.body.length;
      for (const [oldest, page] of kept) {
        if (bytes <= bytesMax) break;
        kept.delete(oldest);
        bytes -= page.body.length;
      }
      return drawn;
    },
  };
}

/** The page's bytes in an encoding, compressed once. */
export function encoded({ body, compressed }: DrawnPage, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'identity') return Promise.resolve(body);
  const known = compressed.get(encoding);
  if (known !== undefined) return known;
  const made = encoding === 'br' ? compressBrotli(body, BROTLI) : compressGzip(body, { level: 6 });
  compressed.set(encoding, made);
  return made;
}

const BROTLI = {
  params: {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: 5,
  },
} as const;
