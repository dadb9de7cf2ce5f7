/** `ipcMain`. */
import { EventEmitter } from 'node:events';

type Work = (event: unknown, ...args: readonly unknown[]) => unknown;

class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Work>();
  handle(channel: string, work: Work): void {
    this.#handlers.set(channel, work);
  }
  async call(channel: string, event: unknown, args: readonly unknown[]): Promise<unknown> {
    const work = this.#handlers.get(channel);
    if (work === undefined) throw new Error(`no handler for ${channel}`);
    return work(event, ...args);
  }
}

export const ipcMain = new IpcMain();
