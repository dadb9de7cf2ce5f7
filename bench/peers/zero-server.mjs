/** PostgreSQL's table, zero-cache in front of it, and the API server that zero-cache asks. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { mustGetMutator, mustGetQuery } from '@rocicorp/zero';
import { handleMutateRequest, handleQueryRequest } from '@rocicorp/zero/server';
import { zeroNodePg } from '@rocicorp/zero/server/adapters/pg';
import express from 'express';
import pg from 'pg';
import { serveCalls } from '../sync/worker.ts';
import { mutators, queries, schema } from './zero-shared.mjs';

const userID = 'bench';
let cache;

async function fillTable(databaseUrl, items) {
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  await owner.query(
    'create table item (id text primary key, price int not null, document jsonb not null)',
  );
  for (let at = 0; at < items.length; at += 5_000) {
    await owner.query(
      `insert into item select d ->> 'id', (d ->> 'price')::int, d from unnest($1::jsonb[]) as d`,
      [items.slice(at, at + 5_000).map((item) => JSON.stringify(item))],
    );
  }
  await owner.query('vacuum analyze item');
  await owner.end();
}

async function startApi(databaseUrl) {
  const dbProvider = zeroNodePg(schema, new pg.Pool({ connectionString: databaseUrl, max: 4 }));
  const app = express();
  app.use(express.json({ limit: '50mb' }));
  app.post('/query', async ({ query, body }, response) => {
    const handler = (name, args) => mustGetQuery(queries, name).fn({ args, ctx: {} });
    response.json(await handleQueryRequest({ handler, schema, userID, query, body }));
  });
  app.post('/mutate', async ({ query, body }, response) => {
    const handler = (transact) =>
      transact((tx, name, args) => mustGetMutator(mutators, name).fn({ tx, args, ctx: {} }));
    response.json(await handleMutateRequest({ dbProvider, handler, userID, query, body }));
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${server.address().port}`;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

serveCalls(
  {
    async start({ databaseUrl, dataDir, items }) {
      await fillTable(databaseUrl, items);
      const api = await startApi(databaseUrl);
      const port = await freePort();
      const command = fileURLToPath(import.meta.resolve('@rocicorp/zero')).replace(
        /zero\.js$/,
        'cli.js',
      );
      cache = spawn(process.execPath, [command], {
        cwd: dataDir,
        stdio: ['ignore', 2, 2],
        detached: true,
        env: {
          ...process.env,
          NODE_ENV: 'development',
          DO_NOT_TRACK: '1',
          ZERO_ENABLE_TELEMETRY: 'false',
          ZERO_UPSTREAM_DB: databaseUrl,
          ZERO_REPLICA_FILE: `${dataDir}/zero.db`,
          ZERO_PORT: String(port),
          ZERO_QUERY_URL: `${api}/query`,
          ZERO_MUTATE_URL: `${api}/mutate`,
          ZERO_NUM_SYNC_WORKERS: '1',
          ZERO_LOG_LEVEL: 'error',
          ZERO_ADMIN_PASSWORD: 'bench',
        },
      });
      const url = `http://127.0.0.1:${port}`;
      for (let tries = 0; tries < 1_200; tries += 1) {
        if (cache.exitCode !== null) throw new Error(`zero-cache ended: ${cache.exitCode}`);
        const answer = await fetch(`${url}/keepalive`).catch(() => null);
        if (answer?.ok) return url;
        await wait(100);
      }
      throw new Error('zero-cache did not start within two minutes');
    },
  },
  async () => {
    if (cache === undefined || cache.exitCode !== null) return;
    const ended = once(cache, 'exit');
    cache.kill('SIGTERM');
    // It ends its own processes, unless it hangs; then all of its group goes.
    await Promise.race([ended, wait(8_000)]);
    if (cache.exitCode === null && cache.signalCode === null) process.kill(-cache.pid, 'SIGKILL');
  },
);
