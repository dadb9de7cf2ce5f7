/**
 * A server with its own PostgreSQL and the demo shop, as a process: it tells its starter its
 * address when it is ready, and ends when its starter does.
 */
import { join } from 'node:path';
import { pino } from 'pino';
import { fillDemoShop } from '../../sync-server/src/demo/fill-demo-shop.ts';
import { startServer } from '../../sync-server/src/main.ts';
import { stripeKeysOf } from '../../sync-server/src/payments/stripe-keys.ts';
import { takeProcessLock } from './process-lock.ts';

export interface ServerReady {
  readonly url: string;
}

const { PORT = '0', DATA_DIR = '', DATABASE_URL, LOG_LEVEL = 'info', SMTP_URL } = process.env;
const { SIMULATED_CUSTOMER_MS } = process.env;
const { MAIL_FROM = 'Second Chance <no-reply@localhost>' } = process.env;

// Held by the process that owns the data, so that whoever starts a server may also end.
const holder = takeProcessLock(join(DATA_DIR, 'server.pid'));
if (holder !== null) {
  console.error(`The server of this folder runs already (process ${holder}).`);
  process.exit(1);
}
const server = await startServer({
  port: Number(PORT),
  host: '127.0.0.1',
  dataDir: DATA_DIR,
  ...(DATABASE_URL && { databaseUrl: DATABASE_URL }),
  ...(SMTP_URL && { mail: { smtpUrl: SMTP_URL, from: MAIL_FROM } }),
  stripe: stripeKeysOf(process.env),
  ...(SIMULATED_CUSTOMER_MS && { simulatedCustomerMs: Number(SIMULATED_CUSTOMER_MS) }),
  logger: pino({ level: LOG_LEVEL }),
});
await fillDemoShop(server.deps);
process.send?.({ url: server.url } satisfies ServerReady);

let stopping = false;
for (const event of ['SIGINT', 'SIGTERM', 'disconnect'] as const) {
  process.on(event, () => {
    if (stopping) return;
    stopping = true;
    void server.close().finally(() => process.exit(0));
  });
}
