/** Starts one server node: database, migrations, key, HTTP. */
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { type Logger, pino } from 'pino';
import { loadServerKey } from './accounts/server-key.ts';
import { createSignInLimits } from './accounts/sign-in-limits.ts';
import { startEmbeddedPostgres } from './db/embedded-postgres.ts';
import { migrate } from './db/migrate.ts';
import { openPool } from './db/pool.ts';
import { createApp } from './http/app.ts';
import type { ServerDeps } from './http/deps.ts';
import { createMetrics } from './http/metrics.ts';
import { handleJobs } from './job-handlers.ts';
import { startJobs } from './jobs/jobs.ts';
import { type LiveBus, openLiveBus } from './live/live-bus.ts';
import { type MailSettings, openMailServer } from './mail/mail-server.ts';
import { openProviders, type StripeKeys } from './payments/open-providers.ts';
import { stripeKeysOf } from './payments/stripe-keys.ts';

export interface ServerOptions {
  /** 0: a free one. */
  readonly port: number;
  readonly host: string;
  /** URL of the schema's owner. Without it the server starts its own PostgreSQL in `dataDir`. */
  readonly databaseUrl?: string;
  /** URL of an own login for requests, member of the app role. Default: `databaseUrl`. */
  readonly appDatabaseUrl?: string;
  /**
   * URL of PostgreSQL itself, for the one connection that listens, where `databaseUrl` is that of a
   * pooler. Default: `databaseUrl`.
   */
  readonly listenDatabaseUrl?: string;
  readonly dataDir: string;
  readonly defaultOrganization?: string;
  /** How many proxies stand in front of it; default none. */
  readonly proxies?: number;
  /** Where people reach the server, for links in mails; default: where it listens. */
  readonly publicUrl?: string;
  /** Without it mails are kept, and the admin web shows them. */
  readonly mail?: MailSettings;
  /** Keys for cards; without them cards are simulated. */
  readonly stripe?: StripeKeys | undefined;
  readonly simulatedCustomerMs?: number | undefined;
  readonly logger: Logger;
  readonly clock?: () => EpochMs;
}

export interface RunningServer {
  /** Where it listens: `http://127.0.0.1:7600`. */
  readonly url: string;
  /** URL of the schema's owner, for programs that stand beside the server. */
  readonly databaseUrl: string;
  readonly deps: ServerDeps;
  /** Answers what has begun, takes nothing new, and stops the database that it started. */
  readonly close: () => Promise<void>;
}

/** Resolves when the server answers requests. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { logger, proxies = 0, clock = () => Date.now() as EpochMs } = options;
  const embedded =
    options.databaseUrl === undefined
      ? await startEmbeddedPostgres({ dataDir: options.dataDir })
      : undefined;
  const databaseUrl = options.databaseUrl ?? embedded?.url ?? '';
  let live: LiveBus | undefined;
  try {
    const applied = await migrate({ url: databaseUrl });
    if (applied.length > 0) logger.info({ applied }, 'migrated the database');
    const { db, pool } = openPool({
      url: options.appDatabaseUrl ?? databaseUrl,
      onError: (error) => logger.warn({ err: error }, 'a database connection broke'),
    });
    const serverKey = await loadServerKey(db, clock());
    const defaultOrganization = options.defaultOrganization ?? null;
    const metrics = createMetrics();
    const limits = createSignInLimits(pool);
    const stripe = options.stripe ?? null;
    const providers = openProviders({
      db,
      clock,
      stripe,
      simulatedCustomerMs: options.simulatedCustomerMs,
    });
    const jobs = await startJobs({ databaseUrl, logger });
    const mailServer = options.mail === undefined ? null : openMailServer(options.mail);
    let publicUrl = options.publicUrl?.replace(/\/+$/, '') ?? '';
    const bus = openLiveBus({
      url: options.listenDatabaseUrl ?? databaseUrl,
      onError: (error) => logger.warn({ err: error }, 'listening for changes broke'),
    });
    live = bus;
    const closing = new AbortController();
    const deps = {
      db,
      pool,
      live: bus,
      closing: closing.signal,
      clock,
      logger,
      serverKey,
      metrics,
      limits,
      jobs,
      mailServer,
      publicUrl: () => publicUrl,
      providers,
      stripe,
      defaultOrganization,
      picturesFolder: join(options.dataDir, 'pictures'),
      adminFolder: join(import.meta.dirname, '../dist/admin'),
      shopFolder: join(import.meta.dirname, '../dist/shop'),
      proxies,
    };
    const listening = await listen(createApp(deps), options);
    publicUrl ||= listening.url;
    await handleJobs(deps);
    return {
      url: listening.url,
      databaseUrl,
      deps,
      async close() {
        closing.abort();
        await listening.close();
        await jobs.stop();
        mailServer?.close();
        await bus.close();
        await db.destroy();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await live?.close();
    await embedded?.stop();
    throw error;
  }
}

type Listener = Parameters<typeof createServer>[1];

async function listen(app: Listener, { port, host }: Pick<ServerOptions, 'port' | 'host'>) {
  const server = createServer({ keepAliveTimeout: 65_000 }, app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const actualPort = address !== null && typeof address === 'object' ? address.port : port;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${actualPort}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // Whoever has not got an answer by then asks again: everything here may be repeated.
        setTimeout(() => server.closeAllConnections(), 5_000).unref();
      }),
  };
}

async function runFromEnvironment(env: NodeJS.ProcessEnv): Promise<void> {
  const logger = pino({ level: env.LOG_LEVEL ?? 'info' });
  const server = await startServer({
    port: Number(env.PORT ?? 7600),
    host: env.HOST ?? '127.0.0.1',
    ...(env.DATABASE_URL && { databaseUrl: env.DATABASE_URL }),
    ...(env.APP_DATABASE_URL && { appDatabaseUrl: env.APP_DATABASE_URL }),
    ...(env.LISTEN_DATABASE_URL && { listenDatabaseUrl: env.LISTEN_DATABASE_URL }),
    ...(env.DEFAULT_ORGANIZATION && { defaultOrganization: env.DEFAULT_ORGANIZATION }),
    ...(env.PUBLIC_URL && { publicUrl: env.PUBLIC_URL }),
    ...(env.SMTP_URL && {
      mail: { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM ?? 'Second Chance <no-reply@localhost>' },
    }),
    stripe: stripeKeysOf(env),
    proxies: Number(env.TRUSTED_PROXIES ?? 0),
    dataDir: env.DATA_DIR ?? join(import.meta.dirname, '../../.data/server'),
    logger,
  });
  logger.info({ url: server.url }, 'the server is ready');
  let closing = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (closing) return;
      closing = true;
      void server.close().then(() => process.exit(0));
    });
  }
}

if (import.meta.main) await runFromEnvironment(process.env);
