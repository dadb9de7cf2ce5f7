/** Serves the built admin web at `/admin`: its files, and its one page for every address below. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import compression from 'compression';
import express, { type RequestHandler, Router } from 'express';

const YEAR_MS = 365 * 24 * 60 * 60 * 1_000;
/** Stands in the built page where each answer has a nonce of its own. */
const NONCE_PLACE = /__CSP_NONCE__/g;

export function adminWeb(folder: string): Router {
  const router = Router();
  router.use(compression());
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: YEAR_MS, index: false }),
  );
  router.use(express.static(folder, { index: false, redirect: false, dotfiles: 'ignore' }));
  router.get('/{*page}', page(join(folder, 'index.html')));
  return router;
}

/** Read at each request: it is small, and a build after the start is seen. */
function page(file: string): RequestHandler {
  return (_req, res) => {
    const html = existsSync(file) ? readFileSync(file, 'utf8') : null;
    if (html === null) {
      res.status(503).type('text').send('The admin web is not built yet: npm run build');
      return;
    }
    const nonce = randomBytes(16).toString('base64url');
    res.setHeader('content-security-policy', policy(nonce));
    res.setHeader('cache-control', 'no-store');
    res.setHeader('referrer-policy', 'no-referrer');
    res.type('html').send(html.replace(NONCE_PLACE, nonce));
  };
}

function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
