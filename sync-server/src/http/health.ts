import { type Request, type RequestHandler, Router } from 'express';
import { migrations } from '../db/migrate.ts';
import type { ServerDeps } from './deps.ts';
import type { Metrics } from './metrics.ts';

/** `/healthz`: the process lives. `/readyz`: it can serve. `/metrics`: for Prometheus. */
export function healthRouter({ pool, metrics, logger }: ServerDeps): Router {
  const router = Router();
  const known = migrations().map(({ name }) => name);

  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });

  router.get('/readyz', async (_req, res) => {
    try {
      const { rows } = await pool.query<{ readonly name: string }>(
        'select name from schema_migration',
      );
      const applied = new Set(rows.map(({ name }) => name));
      const migrated = known.every((name) => applied.has(name));
      res.status(migrated ? 200 : 503);
      res.json({
        status: migrated ? 'ok' : 'unavailable',
        database: 'ok',
        migrations: migrated ? 'ok' : 'missing',
      });
    } catch (error) {
      logger.warn({ err: error }, 'not ready: the database does not answer');
      res
        .status(503)
        .json({ status: 'unavailable', database: 'unreachable', migrations: 'unknown' });
    }
  });

  router.get('/metrics', async (_req, res) => {
    res.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return router;
}

/** Measures every request. Addresses without a route share one label, whatever a stranger asks for. */
export function measureRequests({ requestSeconds }: Metrics): RequestHandler {
  return (req, res, next) => {
    const end = requestSeconds.startTimer({ method: req.method });
    res.on('close', () => end({ route: routeOf(req, res.locals), status: res.statusCode }));
    next();
  };
}

function routeOf(req: Request, locals: Readonly<Record<string, unknown>>): string {
  if (typeof locals.route === 'string') return locals.route;
  const route: unknown = req.route?.path;
  return typeof route === 'string' ? `${req.baseUrl}${route}` : 'none';
}
