/** A real server node in a process of its own. */
import { startServer } from '@second-chance/sync-server/src/main.ts';
import { pino } from 'pino';
import { answerCalls } from './child-calls.ts';

export interface NodeStart {
  readonly databaseUrl: string;
  readonly dataDir: string;
}

export const nodeCalls = {
  /** Answers the port that it listens on. */
  async start({ databaseUrl, dataDir }: NodeStart): Promise<number> {
    const server = await startServer({
      port: 0,
      host: '127.0.0.1',
      databaseUrl,
      dataDir,
      logger: pino({ level: 'warn' }, pino.destination(2)),
    });
    return Number(new URL(server.url).port);
  },
};

answerCalls(nodeCalls);
