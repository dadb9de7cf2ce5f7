import express, { type Express } from 'express';
import helmet from 'helmet';
import { syncRouter } from '../sync/sync-router.ts';
import { adminWeb } from './admin-web.ts';
import type { ServerDeps } from './deps.ts';
import { docsRouter } from './docs-router.ts';
import { filesRouter } from './files-router.ts';
import { healthRouter, measureRequests } from './health.ts';
import { liveRouter } from './live-router.ts';
import { payRouter } from './pay/pay-router.ts';
import { pictureUploads } from './picture-uploads.ts';
import { pictures } from './pictures.ts';
import { receiptPage } from './receipt-page.ts';
import { requestLog } from './request-log.ts';
import { restRouter } from './rest-router.ts';
import { errorHandler, notFound } from './send-error.ts';
import { shopRouter } from './shop/shop-router.ts';
import { stripeWebhook } from './stripe-webhook.ts';
import { taskFiles } from './task-files.ts';

/** The whole HTTP side of one server node. */
export function createApp(deps: ServerDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', deps.proxies);
  app.use(measureRequests(deps.metrics), requestLog(deps.logger), helmet());
  app.use(healthRouter(deps));
  // Tills have their own limits and read bodies themselves: a proof covers the very bytes.
  app.post('/webhooks/stripe', stripeWebhook(deps));
  app.use('/sync', syncRouter(deps));
  app.use('/pictures', pictureUploads(deps), pictures(deps.picturesFolder));
  app.use('/admin', adminWeb(deps.adminFolder));
  app.use(taskFiles(deps));
  app.use(docsRouter());
  app.use(liveRouter(deps), filesRouter(deps));
  app.use('/pay', payRouter(deps));
  app.use(receiptPage(deps));
  app.use(shopRouter(deps));
  app.use(restRouter(deps));
  app.use(notFound, errorHandler);
  return app;
}
