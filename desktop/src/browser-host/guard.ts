/**
 * Who may talk to the till over 127.0.0.1. Any page in any browser on this PC, and any program of
 * another person on it, can reach the port; only a window opened by the printed address gets in.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Guard {
  /** The address to open in a browser, with the secret in it. */
  readonly openUrl: string;
  /** The `Set-Cookie` value for a request that brought the right key, else null. */
  admit(key: string | null): string | null;
  /** Why a request is refused, else null. */
  refusal(request: IncomingMessage): Refusal | null;
  /** The same for a WebSocket, which no browser keeps to its own origin. */
  socketRefusal(request: IncomingMessage): Refusal | null;
}

/** `wrong_host`: DNS rebinding. `foreign_page`: another site asks. `no_key`: not opened properly. */
export type Refusal = 'wrong_host' | 'foreign_page' | 'no_key';

/**
 * Makes the guard of one start. Its key and its cookie follow from `secret`, which is new at each
 * start unless a development server hands its own on so that open windows outlive a restart.
 * The cookie carries the port in its name, because browsers keep one cookie jar for all ports.
 */
export function createGuard(port: number, secret = randomBytes(32).toString('base64url')): Guard {
  const derive = (use: string) => createHmac('sha256', secret).update(use).digest('base64url');
  const key = derive('key');
  const session = derive('session');
  const cookieName = `till-${port}`;
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  return {
    openUrl: `http://127.0.0.1:${port}/open?key=${key}`,
    admit: (given) =>
      given !== null && same(given, key)
        ? `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`
        : null,
    refusal,
    socketRefusal(request) {
      const refused = refusal(request);
      if (refused !== null) return refused;
      return request.headers.origin === `http://${request.headers.host}` ? null : 'foreign_page';
    },
  };

  function refusal({ headers }: IncomingMessage): Refusal | null {
    if (!hosts.has(headers.host ?? '')) return 'wrong_host';
    const from = headers['sec-fetch-site'];
    if (from !== undefined && from !== 'same-origin' && from !== 'none') return 'foreign_page';
    const given = cookie(headers.cookie, cookieName);
    return given !== null && same(given, session) ? null : 'no_key';
  }
}

/** Whether the request names this host at all: asked before the key, which comes without a cookie. */
export function namesLoopback({ headers }: IncomingMessage, port: number): boolean {
  return headers.host === `127.0.0.1:${port}` || headers.host === `localhost:${port}`;
}

/** Compares in a time that says nothing about where the texts differ. */
function same(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

function cookie(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}
