/** The cookie that carries a session, and whether a request with it comes from our own pages. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { Request, Response } from 'express';
import type { Site } from '../factors/passkeys.ts';

/**
 * Browsers take `__Host-` cookies over TLS alone (Chromium on 127.0.0.1 as well, others not). Without
 * TLS nobody but this very machine is served a cookie: any other name than loopback gets the secure
 * one, which a browser drops on a bare connection.
 */
const SECURE_NAME = '__Host-second-chance';
const LOOPBACK_NAME = 'second-chance';
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;

function isBareLoopback(req: Request): boolean {
  return !req.secure && LOOPBACK.test(req.host ?? '');
}

/** The session's token; null where the browser sent none. */
export function sessionTokenOf(req: Request): string | null {
  const name = isBareLoopback(req) ? LOOPBACK_NAME : SECURE_NAME;
  for (const part of (req.get('cookie') ?? '').split(';')) {
    const [key, value] = part.split('=', 2);
    if (key?.trim() === name && value) return value.trim();
  }
  return null;
}

/** Gives the browser the token of a session, or takes it away. It lives until the browser closes it. */
export function setSessionCookie(req: Request, res: Response, token: string | null): void {
  const bare = isBareLoopback(req);
  res.cookie(bare ? LOOPBACK_NAME : SECURE_NAME, token ?? '', {
    httpOnly: true,
    sameSite: 'strict',
    secure: !bare,
    path: '/',
    encode: String,
    ...(token === null && { expires: new Date(0) }),
  });
}

/** Where a browser sees our pages; behind a proxy, where that says it is. */
export function siteOf(req: Request): Site {
  const origin = `${req.protocol}://${req.host ?? ''}`;
  return { origin, hostname: req.hostname ?? '' };
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a write that our own pages did not send. SameSite keeps the cookie from other sites
 * already; this holds where a browser, or another program on the same host, does not.
 * Errors: ORIGIN_REFUSED.
 */
export function ownOrigin(req: Request): Result<null, CodedError> {
  if (SAFE.has(req.method)) return ok(null);
  if (req.get('origin') === siteOf(req).origin) return ok(null);
  return err({
    code: 'ORIGIN_REFUSED',
    message: 'This was not sent by a page of this server.',
  });
}
