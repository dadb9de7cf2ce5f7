import express, { type Express, type Router } from 'express';
import helmet from 'helmet';
import type { ServerDeps } from './deps.ts';
import { healthRouter, measureRequests } from './health.ts';
import { requestLog } from './request-log.ts';
import { errorHandler, notFound } from './send-error.ts';

export interface Parts {
  /** What tills speak, mounted at `/sync` before any body is parsed: it has its own limits. */
  readonly sync?: Router;
}

/** The whole HTTP side of one server node. */
export function createApp(deps: ServerDeps, parts: Parts = {}): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(measureRequests(deps.metrics), requestLog(deps.logger), helmet());
  app.use(healthRouter(deps));
  if (parts.sync) app.use('/sync', parts.sync);
  app.use(notFound, errorHandler);
  return app;
}
