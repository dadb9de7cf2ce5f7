import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './checkout.ts';

/** How long a part may take to stop by itself before it is killed. */
const STOP_MS = 15_000;

export interface Part<Message> {
  readonly process: ChildProcess;
  /** The first message that it sends; rejects with the end of its log where it ends before. */
  readonly ready: Promise<Message>;
  /** The next message after those that came already. */
  next(): Promise<unknown>;
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

export interface PartOptions {
  /** Names its log: `NAME.log` in `logFolder`. */
  readonly name: string;
  readonly logFolder: string;
  /** What runs the script; Node by default. */
  readonly program?: string;
  /** Options of the program itself, before the script. */
  readonly programOptions?: readonly string[];
  /** The program file, from the root of the checkout. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Starts one part of Second Chance as a process of its own: it has its own process group, so that
 * Ctrl-C reaches only whoever started it, and it stops by itself when its starter is gone.
 */
export function startPart<Message>(options: PartOptions): Part<Message> {
  const { name, logFolder, script, args = [], env = {} } = options;
  const { program = process.execPath, programOptions = [] } = options;
  const logFile = join(logFolder, `${name}.log`);
  mkdirSync(logFolder, { recursive: true });
  const log = createWriteStream(logFile, { flags: 'a' });
  const child = spawn(program, [...programOptions, join(root, script), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let tail = '';
  const collect = (chunk: Buffer) => {
    log.write(chunk);
    tail = (tail + chunk.toString()).slice(-2_000);
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const ended = new Promise<string>((resolve) => {
    child.on('close', (code, signal) => {
      log.end();
      resolve(signal === null ? `status ${code}` : `signal ${signal}`);
    });
  });
  const next = () => new Promise<unknown>((resolve) => child.once('message', resolve));
  const ready = new Promise<Message>((resolve, reject) => {
    void next().then((message) => resolve(message as Message));
    void ended.then((how) => {
      reject(new Error(`The ${name} ended (${how}). Its log is in ${logFile}:\n${tail}`));
    });
  });
  ready.catch(() => undefined);
  return {
    process: child,
    ready,
    next,
    ended,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(kill);
    },
  };
}
