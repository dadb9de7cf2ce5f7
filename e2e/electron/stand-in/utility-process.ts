/** `utilityProcess` as a child of Node, with ports over its channel. */
import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { createPortBridge, type PortBridge, type StandInPort } from './ports.ts';

/** What goes over the channel, both ways. */
export type ChannelMessage =
  | { readonly t: 'message'; readonly data: unknown; readonly ports: readonly number[] }
  | { readonly t: 'port'; readonly id: number; readonly data: unknown }
  | { readonly t: 'port-close'; readonly id: number };

class StandInUtility extends EventEmitter {
  readonly #child: ChildProcess;
  readonly #bridge: PortBridge;
  readonly stdout: ChildProcess['stdout'];
  readonly stderr: ChildProcess['stderr'];

  constructor(program: string, args: readonly string[]) {
    super();
    const child = fork(program, [...args], {
      execArgv: ['--import', new URL('register.ts', import.meta.url).href],
      env: { ...process.env, STAND_IN_PROCESS: 'utility' },
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    this.stdout = child.stdout;
    this.stderr = child.stderr;
    const send = (message: ChannelMessage) => {
      if (child.connected) child.send(message, () => undefined);
    };
    const bridge = createPortBridge({
      post: (id, data) => send({ t: 'port', id, data }),
      close: (id) => send({ t: 'port-close', id }),
    });
    this.#bridge = bridge;
    child.on('spawn', () => {
      process.send?.({ t: 'core', pid: child.pid });
      this.emit('spawn');
    });
    child.on('message', (message: ChannelMessage) => {
      if (message.t === 'message') this.emit('message', message.data);
      else if (message.t === 'port') bridge.receive(message.id, message.data);
      else bridge.closed(message.id);
    });
    child.on('exit', (code) => {
      bridge.closed();
      this.emit('exit', code ?? 1);
    });
  }
  get pid(): number | undefined {
    return this.#child.pid;
  }
  postMessage(data: unknown, ports: readonly StandInPort[] = []): void {
    const message = { t: 'message', data, ports: ports.map((port) => this.#bridge.send(port)) };
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }
  kill(): boolean {
    return this.#child.kill();
  }
}

export const utilityProcess = {
  fork: (program: string, args: readonly string[] = []) => new StandInUtility(program, args),
};
