import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../src/db/embedded-postgres.ts';
import { migrate } from '../src/db/migrate.ts';
import { startJobs } from '../src/jobs/jobs.ts';
import { TEMPLATE } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the owner of the cluster that all tests of this run share. */
    readonly postgresUrl: string;
  }
}

/** One real cluster for a whole test run, with a migrated database to copy for each file. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'second-chance-pg-'));
  // Under root, PostgreSQL runs as another account, which must be able to enter.
  chmodSync(dataDir, 0o755);
  // What is lost when the machine stops does not matter to a test run.
  const cluster = await startEmbeddedPostgres({
    dataDir,
    settings: { fsync: 'off', full_page_writes: 'off' },
  });
  const owner = new pg.Client({ connectionString: cluster.url });
  await owner.connect();
  await owner.query(`create database ${TEMPLATE}`);
  const { rows } = await owner.query("select pg_read_file('postmaster.pid') as file");
  await owner.end();
  const watcher = spawn(
    process.execPath,
    [join(import.meta.dirname, 'end-with-run.ts'), String(parseInt(rows[0].file, 10)), dataDir],
    { detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
  );
  const templateUrl = Object.assign(new URL(cluster.url), { pathname: `/${TEMPLATE}` }).href;
  await migrate({ url: templateUrl });
  const jobs = await startJobs({ databaseUrl: templateUrl, logger: pino({ level: 'silent' }) });
  await jobs.stop();
  project.provide('postgresUrl', cluster.url);
  return async () => {
    watcher.kill();
    await cluster.destroy();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
