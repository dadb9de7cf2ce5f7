import { assert } from '@second-chance/shared/assert.ts';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './schema.ts';

/** The role of every request. It owns nothing and cannot bypass row-level security. */
export const APP_ROLE = 'second_chance_app';

const INT8 = 20;
const DATE = 1082;

/** bigint as a number (all of ours are safe integers, asserted), a date as `YYYY-MM-DD`. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8 && format !== 'binary') return parseSafeInteger;
    if (oid === DATE && format !== 'binary') return (text: string) => text;
    return pg.types.getTypeParser(oid, format);
  },
};

export interface AppDatabase {
  readonly db: Kysely<Database>;
  readonly pool: pg.Pool;
}

/**
 * Connects as the app role. Statements end after 30 s, a transaction that idles after 10 s: a
 * stuck client may not hold the lock of a feed.
 *
 * `onError` hears of connections that break, maybe twice; the pool replaces them by itself.
 */
export function openPool({ url, maxConnections = 20, onError }: PoolOptions): AppDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    types,
    application_name: 'second-chance',
    // Statements that are asked for together are sent together: one round trip for all of them.
    pipeline: true,
    connectionTimeoutMillis: 10_000,
    options: [
      `-c role=${APP_ROLE}`,
      '-c statement_timeout=30s',
      '-c idle_in_transaction_session_timeout=10s',
      '-c timezone=UTC',
      // Compiling a plan takes longer than anything here may run.
      '-c jit=off',
    ].join(' '),
  });
  pool.on('error', onError);
  // One that breaks while in use and between two statements is heard of by its own event alone;
  // unheard it would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  pools.set(db, pool);
  return { pool, db };
}

const pools = new WeakMap<Kysely<Database>, pg.Pool>();

/** Takes a connection of the pool behind `db`, to be released by who took it. */
export function takeConnection(db: Kysely<Database>): Promise<pg.PoolClient> {
  const pool = pools.get(db);
  assert(pool, 'a database that was opened here');
  return pool.connect();
}

/** Queries on one connection, for as long as whoever took it has it. */
export interface Lent {
  readonly queries: Kysely<Database>;
  /** Nothing may be asked from here on: the connection may be somebody else's by then. */
  readonly end: () => void;
}

/**
 * Queries on that one connection. Unlike Kysely's own, which lets one query end before the next is
 * sent, it sends what is asked for at once in that order.
 */
export function onConnection(client: pg.PoolClient): Lent {
  let ended = false;
  const lent = {
    query(...args: unknown[]) {
      assert(!ended, 'nothing is asked for after the end of its transaction');
      return Reflect.apply(client.query, client, args);
    },
    release: () => undefined,
  };
  const pool = { connect: async () => lent, end: async () => undefined };
  return {
    queries: new Kysely<Database>({ dialect: new PostgresDialect({ pool: pool as never }) }),
    end() {
      ended = true;
    },
  };
}

export interface PoolOptions {
  readonly url: string;
  readonly maxConnections?: number;
  readonly onError: (error: Error) => void;
}

function parseSafeInteger(text: string): number {
  const value = Number(text);
  assert(Number.isSafeInteger(value), `bigint column out of range: ${text}`);
  return value;
}
