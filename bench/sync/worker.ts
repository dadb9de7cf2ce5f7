/** Processes that the bench starts, and calls to them over their channel. */
import { fork } from 'node:child_process';
import { once } from 'node:events';

interface Call {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}
interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly failed?: string;
}

export interface Worker {
  readonly processId: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a call answers stands beside the call
  readonly call: (name: string, input?: unknown) => Promise<any>;
  readonly stop: () => Promise<void>;
}

export function startWorker(
  script: string,
  {
    env = {},
    nodeOptions = [],
  }: {
    readonly env?: Readonly<Record<string, string>>;
    readonly nodeOptions?: readonly string[];
  } = {},
): Worker {
  const child = fork(script, {
    env: { ...process.env, ...env },
    execArgv: ['--disable-warning=ExperimentalWarning', ...nodeOptions],
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  let calls = 0;
  let ended = false;
  child.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  child.on('exit', (code, signal) => {
    ended = true;
    for (const [id, settle] of waiting)
      settle({ id, failed: `${script} ended: ${signal ?? code}` });
    waiting.clear();
  });
  return {
    processId: child.pid ?? 0,
    call: (name, input) =>
      new Promise((resolve, reject) => {
        calls += 1;
        if (ended) return reject(new Error(`${script} has ended`));
        waiting.set(calls, ({ value, failed }) =>
          failed === undefined ? resolve(value) : reject(new Error(`${name}: ${failed}`)),
        );
        child.send({ id: calls, name, input } satisfies Call);
      }),
    async stop() {
      if (ended) return;
      const exit = once(child, 'exit');
      child.disconnect();
      const overdue = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await exit;
      clearTimeout(overdue);
    },
  };
}

/** Answers calls in this process until its starter lets go of it. */
export function serveCalls(
  // biome-ignore lint/suspicious/noExplicitAny: calls of any shape meet here
  calls: Readonly<Record<string, (input: any) => unknown>>,
  onEnd: () => void | Promise<void> = () => {},
): void {
  process.on('message', async ({ id, name, input }: Call) => {
    try {
      process.send?.({ id, value: await calls[name]?.(input) } satisfies Answer);
    } catch (error) {
      const failed = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.send?.({ id, failed } satisfies Answer);
    }
  });
  process.on('disconnect', async () => {
    await onEnd();
    process.exit(0);
  });
}

/** Processor time of this process so far; hardly depends on what else the machine does. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

export interface Memory {
  readonly rssMb: number;
  /** The most that it ever was. */
  readonly peakMb: number;
}

export function residentMemory(): Memory {
  return {
    rssMb: Math.round(process.memoryUsage().rss / 1_000_000),
    peakMb: Math.round((process.resourceUsage().maxRSS * 1_024) / 1_000_000),
  };
}
