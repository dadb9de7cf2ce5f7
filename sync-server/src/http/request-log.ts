import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/** Ids of requests that come from a proxy are kept, if nobody could mistake them for anything else. */
const SANE_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** Whoever has the address of a payment link may pay it, of a receipt read it: no log has either. */
const SECRET_ADDRESS = /^\/(pay|r)\/[^/]+/;

/**
 * Gives every request an id, in `x-request-id`, and one log line at its end. A line says what was
 * asked for and how it ended: no headers, no query, no body, no address of a person.
 */
export function requestLog(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    genReqId(req, res) {
      const given = req.headers['x-request-id'];
      const id = typeof given === 'string' && SANE_ID.test(given) ? given : randomUUID();
      res.setHeader('x-request-id', id);
      return id;
    },
    quietReqLogger: true,
    customLogLevel(_req, res, error) {
      if (error || res.statusCode >= 500) return 'error';
      return res.statusCode >= 400 ? 'info' : 'debug';
    },
    serializers: {
      req: (req: { readonly method: string; readonly url: string }) => ({
        method: req.method,
        path: req.url.split('?', 1)[0]?.replace(SECRET_ADDRESS, '/$1/…'),
      }),
      res: (res: { readonly statusCode: number }) => ({ status: res.statusCode }),
    },
  });
}
