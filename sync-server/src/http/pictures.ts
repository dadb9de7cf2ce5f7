import { resolve } from 'node:path';
import { parsePicturePath } from '@second-chance/shared/catalogue/picture-address.ts';
import express, { type RequestHandler, Router } from 'express';
import { type FindVariant, variantStore } from '../pictures/variant-store.ts';
import { sendError } from './send-error.ts';

/** A picture is only ever a picture: opened by itself it can neither script nor reach anything. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
const DAY_MS = 24 * 60 * 60 * 1_000;
const YEAR_MS = 365 * DAY_MS;

/**
 * Serves the pictures of things to anyone: the originals by name, smaller ones in the formats and
 * sizes that pages use. A name that is not there goes on to the next handler.
 */
export function pictures(folder: string): Router {
  const router = Router();
  router.use(smaller(variantStore(resolve(folder))));
  router.use(
    express.static(folder, {
      index: false,
      redirect: false,
      dotfiles: 'ignore',
      maxAge: DAY_MS,
      setHeaders: (response) => response.setHeader('content-security-policy', POLICY),
    }),
  );
  return router;
}

function smaller(find: FindVariant): RequestHandler {
  return async (req, res, next) => {
    const variant = isRead(req.method) ? parsePicturePath(decoded(req.path)) : null;
    if (variant === null) return next();
    const found = await find(variant);
    if (found.outcome === 'busy') {
      res.set('retry-after', '2');
      return sendError(res, { code: 'UNAVAILABLE', message: 'Too many pictures are being made.' });
    }
    if (found.outcome !== 'file') return next();
    res.set('content-security-policy', POLICY);
    res.set('cross-origin-resource-policy', 'cross-origin');
    res.type(variant.kind === 'card' ? 'jpeg' : variant.kind);
    // The folder of these files is a hidden one.
    res.sendFile(found.file, { dotfiles: 'allow', maxAge: YEAR_MS, immutable: true });
  };
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}
