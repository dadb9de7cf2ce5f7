import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type AppDatabase, openPool } from '../src/db/pool.ts';

/** The migrated, empty database that each test file gets a copy of. */
export const TEMPLATE = 'second_chance_template';

export interface TestDatabase extends AppDatabase {
  /** URL of the owner, who sees every row; `db` and `pool` are the app role's. */
  readonly url: string;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** A fresh, migrated database of its own, on the cluster of this test run. */
export async function freshDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const clusterUrl = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asOwner(clusterUrl, (owner) =>
    owner.query(`create database ${name} template ${migrated ? TEMPLATE : 'template0'}`),
  );
  const url = Object.assign(new URL(clusterUrl), { pathname: `/${name}` }).href;
  const app = openPool({ url, maxConnections: 10, onError: () => undefined });
  return {
    ...app,
    url,
    async [Symbol.asyncDispose]() {
      await app.db.destroy();
      await asOwner(clusterUrl, (owner) => owner.query(`drop database ${name} with (force)`));
    },
  };
}

/** Does something as the owner of the database, past row-level security. */
export async function asOwner<T>(url: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: url });
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}
