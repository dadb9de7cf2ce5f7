/** A printer on the network that keeps what it is sent, and can be off, slow or torn out. */
import { createServer, type Server, type Socket } from 'node:net';
import { assert } from '@second-chance/shared/assert.ts';
import { STATUS_REQUEST } from '../printer-status.ts';

export interface SinkManners {
  /** Breaks the line off once it took this many bytes of a job. */
  readonly breakAfter?: number;
  /** Takes one small piece at a time, with a pause between. */
  readonly pauseMs?: number;
  /** Takes nothing at all, and stays on the line. */
  readonly deaf?: boolean;
  /** What it answers when it is asked how it is; left out: nothing, as many printers do. */
  readonly status?: readonly [number, number, number, number];
  /** Never hangs up by itself. */
  readonly clings?: boolean;
}

export async function startPrinter(port = 0) {
  let manners: SinkManners = {};
  const jobs: Buffer[] = [];
  const sockets = new Set<Socket>();
  let brokenOff = 0;
  let pieces = 0;
  const waiting: (() => void)[] = [];

  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    const { breakAfter, pauseMs, deaf, clings } = manners;
    const taken: Buffer[] = [];
    let size = 0;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    if (deaf) return void socket.pause();
    socket.on('data', (piece) => {
      const bytes = Buffer.from(piece);
      if (bytes.equals(STATUS_REQUEST)) {
        if (manners.status !== undefined) socket.write(Buffer.from(manners.status));
        return;
      }
      size += bytes.length;
      pieces += 1;
      if (breakAfter !== undefined && size >= breakAfter) {
        brokenOff += 1;
        return void socket.resetAndDestroy();
      }
      taken.push(bytes);
      if (pauseMs === undefined) return;
      socket.pause();
      setTimeout(() => socket.resume(), pauseMs);
    });
    socket.on('end', () => {
      if (size > 0) jobs.push(Buffer.concat(taken));
      if (!clings) socket.end();
      for (const wake of waiting.splice(0)) wake();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  assert(address !== null && typeof address === 'object', 'listens at a port');

  return {
    port: address.port,
    jobs,
    get brokenOff() {
      return brokenOff;
    },
    get pieces() {
      return pieces;
    },
    behave(next: SinkManners) {
      manners = next;
    },
    /** The job with this number, from 0; waits until it is there. */
    async job(number: number): Promise<Buffer> {
      while (jobs.length <= number) await new Promise<void>((resolve) => waiting.push(resolve));
      const job = jobs[number];
      assert(job !== undefined, 'it is there');
      return job;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
    async [Symbol.asyncDispose]() {
      if (server.listening) await this.stop();
    },
  };
}
