import { createHmac, hkdfSync } from 'node:crypto';
import type { ServerKey } from '../../accounts/server-key.ts';

/** Makes the nonce of a page from its tag. */
export type NonceOf = (tag: string) => string;

/**
 * Nonces that belong to what a page shows, so that a cached page and its policy stay a pair on every
 * node. Nobody can know the nonce of a page that is to come: it takes the server's key, and whatever
 * is slipped into a page changes its tag.
 */
export function pageNonces({ privateKey }: ServerKey): NonceOf {
  const secret = privateKey.export({ format: 'der', type: 'pkcs8' });
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'second-chance/shop-nonce', 32));
  return (tag) => createHmac('sha256', key).update(tag).digest('base64url').slice(0, 24);
}

/** What a page of the shop may do: run its own script, show its own pictures, ask its own server. */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
