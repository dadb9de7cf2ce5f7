/** One connection to PostgreSQL that listens, for as long as the node lives. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { APP_ROLE } from '../db/pool.ts';

export interface ListeningOptions {
  /** Of PostgreSQL itself: a pooler that lends connections by transaction hears nothing. */
  readonly url: string;
  readonly channel: string;
  readonly onNotification: (payload: string) => void;
  /** Listening from now on; what happened before may have been missed. */
  readonly onListening: () => void;
  /** The connection could not be made, or broke. It is made again by itself. */
  readonly onBroken: (error: unknown) => void;
}

export interface ListeningConnection {
  readonly close: () => Promise<void>;
}

const RETRY_FIRST_MS = 50;
const RETRY_MAX_MS = 5_000;
/** How often the connection is asked whether it still lives, and how long it may take to say so. */
const ASK_EVERY_MS = 10_000;
const ANSWER_MAX_MS = 5_000;

/** Listens until closed, and again after every break, sooner or later. */
export function keepListening(options: ListeningOptions): ListeningConnection {
  const closing = new AbortController();
  const ended = (async () => {
    for (let failed = 0; !closing.signal.aborted; ) {
      try {
        await listenOnce(options, closing.signal, () => {
          failed = 0;
        });
      } catch (error) {
        if (closing.signal.aborted) return;
        options.onBroken(error);
        const wait = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** Math.min(failed, 10));
        failed += 1;
        await pause(wait * (0.5 + Math.random() / 2), undefined, { signal: closing.signal }).catch(
          () => undefined,
        );
      }
    }
  })();
  return {
    close() {
      closing.abort();
      return ended;
    },
  };
}

/** Listens on one connection; throws when it breaks, returns when closed. */
async function listenOnce(
  { url, channel, onNotification, onListening }: ListeningOptions,
  closing: AbortSignal,
  onConnected: () => void,
): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'second-chance-listen',
    options: `-c role=${APP_ROLE}`,
    keepAlive: true,
    connectionTimeoutMillis: ANSWER_MAX_MS,
    query_timeout: ANSWER_MAX_MS,
  });
  const { promise: over, resolve, reject } = Promise.withResolvers<void>();
  over.catch(() => undefined);
  client.on('error', reject);
  client.on('end', () => reject(new Error('the listening connection ended')));
  client.on('notification', ({ payload = '' }) => onNotification(payload));
  closing.addEventListener('abort', () => resolve(), { once: true });
  const asking = setInterval(() => void client.query('select 1').catch(reject), ASK_EVERY_MS);
  try {
    await Promise.race([client.connect().then(() => client.query(`listen ${channel}`)), over]);
    if (closing.aborted) return;
    onConnected();
    onListening();
    await over;
  } finally {
    clearInterval(asking);
    client.end().catch(() => undefined);
  }
}
