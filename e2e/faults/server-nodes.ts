/** The server nodes of a run: killed and started again, on one database. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Child, startChild } from './child-calls.ts';
import type { nodeCalls } from './node-process.ts';

export interface ServerNodes {
  /** Ports of those that run, for the proxy. */
  readonly ports: () => readonly number[];
  readonly kill: (index: number) => Promise<void>;
  /** Starts it again, as often as it takes: the database may be down for the moment. */
  readonly start: (index: number) => Promise<void>;
  readonly isUp: (index: number) => boolean;
  readonly count: number;
  readonly stop: () => Promise<void>;
}

export interface NodesOptions {
  readonly count: number;
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly logFile: (name: string) => string;
  readonly mutation: string | null;
  readonly onOwnEnd: (how: string) => void;
}

const START_TRIES = 40;

export async function startNodes(options: NodesOptions): Promise<ServerNodes> {
  const nodes: { child: Child<typeof nodeCalls>; port: number }[] = [];

  async function start(index: number): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const child = startChild<typeof nodeCalls>({
        script: 'node-process.ts',
        logFile: options.logFile(`node-${index + 1}`),
        env: {},
        mutation: options.mutation,
        onOwnEnd: (how, last) => options.onOwnEnd(`node ${index + 1}: ${how} ${last}`),
      });
      try {
        const { databaseUrl, dataDir } = options;
        nodes[index] = { child, port: await child.call('start', { databaseUrl, dataDir }) };
        return;
      } catch (error) {
        await child.kill();
        if (tries === START_TRIES) throw error;
        await pause(500);
      }
    }
  }

  // One after the other: the first one migrates.
  for (let index = 0; index < options.count; index += 1) await start(index);
  return {
    count: options.count,
    ports: () => nodes.filter(({ child }) => child.alive()).map(({ port }) => port),
    isUp: (index) => nodes[index]?.child.alive() ?? false,
    async kill(index) {
      await nodes[index]?.child.kill();
    },
    start,
    async stop() {
      await Promise.all(nodes.map(({ child }) => child.kill()));
    },
  };
}
