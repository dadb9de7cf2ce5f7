/** Calls from one process to another over its channel, and the process's death at any moment. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';

interface Call {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}
type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failed: string };

/** The other process ended before it answered: what it was asked may or may not be done. */
export class ChildEnded extends Error {}

export interface Child<Calls extends CallTypes> {
  readonly call: <Name extends keyof Calls & string>(
    name: Name,
    input: Parameters<Calls[Name]>[0],
  ) => Promise<Awaited<ReturnType<Calls[Name]>>>;
  /** As a power cut of this process alone: no handler runs. Resolves when it is gone. */
  readonly kill: () => Promise<void>;
  readonly alive: () => boolean;
  readonly pid: number | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: the one place where calls of any shape meet
export type CallTypes = Readonly<Record<string, (input: any) => unknown>>;

export interface ChildOptions {
  /** File name in this folder. */
  readonly script: string;
  readonly logFile: string;
  readonly env: Readonly<Record<string, string>>;
  /** Name of the guard that this build lacks; null: the product as it is. */
  readonly mutation: string | null;
  /** It ended though nobody killed it; `last` is what it wrote at the end. */
  readonly onOwnEnd: (how: string, last: string) => void;
}

const LAST_WORDS = 2_000;
/** Programs of a run start dozens of times; what one has compiled the next one need not. */
const COMPILED = join(import.meta.dirname, '../../node_modules/.cache/faults');

export function startChild<Calls extends CallTypes>(options: ChildOptions): Child<Calls> {
  const { mutation } = options;
  const hook = join(import.meta.dirname, 'mutated-build.ts');
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      ...(mutation === null ? [] : ['--import', hook]),
      join(import.meta.dirname, options.script),
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: COMPILED,
        ...options.env,
        ...(mutation !== null && { FAULTS_MUTATION: mutation }),
      },
    },
  );
  const log = createWriteStream(options.logFile, { flags: 'a' });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const waiting = new Map<number, (answer: Answer | null) => void>();
  let calls = 0;
  let alive = true;
  let killed = false;
  let last = '';
  child.stderr?.on('data', (text: Buffer) => {
    last = (last + text.toString()).slice(-LAST_WORDS);
  });
  child.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  child.on('exit', (code, signal) => {
    alive = false;
    if (!killed) options.onOwnEnd(String(signal ?? code), last);
    log.write(`ended: ${signal ?? code}\n`);
    log.end();
    // What it said last may still be on its way.
    setImmediate(() => {
      for (const settle of waiting.values()) settle(null);
      waiting.clear();
    });
  });

  return {
    alive: () => alive,
    pid: child.pid,
    call(name, input) {
      calls += 1;
      const id = calls;
      return new Promise((resolve, reject) => {
        const gone = () =>
          reject(new ChildEnded(`${options.script} ended before ${name} was done`));
        if (!alive) return gone();
        waiting.set(id, (answer) => {
          if (answer === null) gone();
          else if ('failed' in answer) reject(new Error(`${name}: ${answer.failed}`));
          else resolve(answer.value as never);
        });
        child.send({ id, name, input } satisfies Call, (error) => {
          if (error !== null) waiting.get(id)?.(null);
        });
      });
    },
    async kill() {
      if (!alive) return;
      killed = true;
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/** Answers calls in this process until its starter is gone. */
export function answerCalls(calls: CallTypes): void {
  // One that is killed writes nothing at its end.
  flushCompileCache();
  process.on('message', ({ id, name, input }: Call) => {
    Promise.resolve()
      .then(() => calls[name]?.(input))
      .then(
        (value) => send({ id, value }),
        (error) => {
          console.error(error);
          send({
            id,
            failed: error instanceof Error ? (error.stack ?? error.message) : String(error),
          });
        },
      );
  });
  process.on('disconnect', () => process.exit(0));
}

function send(answer: Answer): void {
  if (process.connected) process.send?.(answer);
}
