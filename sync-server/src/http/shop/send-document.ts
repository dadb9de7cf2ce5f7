/** Sends what the shop makes with the headers that let caches keep it as long as it is true. */
import { hash } from 'node:crypto';
import type { Request, Response } from 'express';
import { type DrawnPage, type Encoding, encoded, type RenderCache } from './render-cache.ts';

/**
 * `fresh`: shows what is on sale. Caches may keep it and must ask each time whether it still holds,
 * which costs one query and no drawing; so none of them ever shows as available what is sold.
 * `calm`: shows nothing that can be sold; caches answer by themselves for a while.
 */
export type Keeping = 'fresh' | 'calm';

const CACHE_CONTROL: Readonly<Record<Keeping, string>> = {
  fresh: 'public, no-cache',
  calm: 'public, max-age=60, s-maxage=300, stale-while-revalidate=3600',
};

export interface ShopDocument {
  readonly status?: number;
  readonly type: string;
  readonly keeping: Keeping;
  /** Says what the document shows: the same tag is the same document. */
  readonly tag: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly draw: () => string;
}

export async function sendDocument(
  cache: RenderCache,
  { req, res }: { readonly req: Request; readonly res: Response },
  { status = 200, type, keeping, tag, headers = {}, draw }: ShopDocument,
): Promise<void> {
  res.set('cache-control', CACHE_CONTROL[keeping]);
  res.vary('Accept-Encoding');
  if (req.get('x-organization') !== undefined) res.vary('X-Organization');
  res.set('etag', `W/"${tag}"`);
  res.status(status);
  if (status === 200 && has(req.get('if-none-match'), tag)) {
    // A policy sent here would take the place of the one that the kept page came with.
    res.removeHeader('content-security-policy');
    res.status(304).end();
    return;
  }
  const drawn: DrawnPage = cache.get(tag, draw);
  const encoding = encodingOf(req);
  const body = await encoded(drawn, encoding);
  res.set(headers).set('content-type', type);
  if (encoding !== 'identity') res.set('content-encoding', encoding);
  res.set('content-length', String(body.length));
  if (req.method === 'HEAD') res.end();
  else res.end(body);
}

/** A short name for what a document shows. */
export function tagOf(...parts: readonly string[]): string {
  return hash('sha256', parts.join('\0'), 'base64url').slice(0, 27);
}

/** Whether the one who asks has the document already; proxies may have made the tag a strong one. */
function has(tags: string | undefined, tag: string): boolean {
  return (tags ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === `"${tag}"`);
}

function encodingOf(req: Request): Encoding {
  // Browsers name several without a preference; the smallest is ours.
  for (const encoding of ['br', 'gzip'] as const)
    if (req.acceptsEncodings(encoding)) return encoding;
  return 'identity';
}
