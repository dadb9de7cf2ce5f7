/** A real server with its own PostgreSQL and the demo shop, which a test may kill and start again. */
import { join } from 'node:path';
import { type Part, startPart } from '../../build/lib/child.ts';
import { freePort } from '../../build/lib/free-port.ts';
import type { ServerReady } from '../../build/lib/server-process.ts';
import { startEmbeddedPostgres } from '../../sync-server/src/db/embedded-postgres.ts';

export interface TestServer {
  readonly url: string;
  /** As a power cut: no signal handler runs, nothing is closed. */
  kill(): Promise<void>;
  /** Starts it again on the same data and address. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a server on an empty folder, with such settings; ready with the demo shop in it. */
export async function startTestServer(
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  const port = await freePort(17_600 + (process.pid % 500) * 10);
  const url = `http://127.0.0.1:${port}`;
  const dataDir = join(folder, 'server');
  let part: Part<ServerReady> | null = null;

  async function start(): Promise<void> {
    part = startPart<ServerReady>({
      name: 'server',
      logFolder: folder,
      script: 'build/lib/server-process.ts',
      env: { PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: '', ...settings },
    });
    await part.ready;
  }
  async function stop(): Promise<void> {
    await part?.stop();
    part = null;
    // A server that was killed has left its PostgreSQL running.
    const cluster = await startEmbeddedPostgres({ dataDir });
    await cluster.destroy();
  }

  await start();
  return {
    url,
    start,
    stop,
    async kill() {
      part?.process.kill('SIGKILL');
      await part?.ended;
      part = null;
    },
  };
}
