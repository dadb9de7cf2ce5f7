/** Server-sent events for the open page of a thing: whether it can still be had. */
import { idOfAddress } from '@second-chance/shared/shop/address.ts';
import type { RequestHandler } from 'express';
import { inTenant } from '../../db/tenant-transaction.ts';
import { availabilityWatch } from '../../shop/availability-watch.ts';
import { storeOfItem } from '../../shop/public-item-repository.ts';
import type { ServerDeps } from '../deps.ts';
import { sendError } from '../send-error.ts';
import type { FindVisit } from './shop-visit.ts';

/** Pages that one node follows at once. */
const OPEN_MAX = 5_000;
/** Proxies close a line that is silent for longer. */
const HEARTBEAT_MS = 20_000;

export function liveRoute(deps: ServerDeps, visitOf: FindVisit): RequestHandler {
  const onError = (error: unknown) => deps.logger.warn({ err: error }, 'availability was not told');
  const watch = availabilityWatch({ ...deps, onError });
  let open = 0;
  return async (req, res, next) => {
    const visit = await visitOf(req);
    const itemId = idOfAddress<'Item'>(String(req.params.part));
    if (visit === null || itemId === null) return next();
    const { organizationId } = visit;
    const storeId = await inTenant(deps.db, organizationId, (tx) =>
      storeOfItem({ tx, organizationId }, itemId),
    );
    if (storeId === null) {
      return sendError(res, { code: 'NOT_FOUND', message: 'There is no such thing.' });
    }
    if (open >= OPEN_MAX) {
      res.set('retry-after', '30');
      return sendError(res, { code: 'UNAVAILABLE', message: 'Too many pages are open.' });
    }
    open += 1;
    res.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    res.write('retry: 3000\n\n');
    const stop = watch({ organizationId, storeId, itemId }, (onSale) => {
      const data = JSON.stringify({ state: onSale ? 'available' : 'sold', at: deps.clock() });
      res.write(`event: availability\ndata: ${data}\n\n`);
    });
    const heartbeat = setInterval(() => res.write(':\n\n'), HEARTBEAT_MS);
    res.on('close', () => {
      open -= 1;
      clearInterval(heartbeat);
      stop();
    });
  };
}
