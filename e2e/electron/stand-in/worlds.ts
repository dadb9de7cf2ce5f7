/**
 * What runs in a page: the preload script in a world of its own with Electron's renderer module, and
 * the other end of `contextBridge` in the page's world. Written as text, because browsers run it.
 */

/** The world of the preload script; scripts of the page cannot reach into it. */
export const PRELOAD_WORLD = 'electron-preload';
/** How the preload script's world reaches main; it is in that world alone. */
export const BINDING = 'standInToMain';

/** What a page's preload world tells main. */
export type FromPage =
  | { readonly t: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | {
      readonly t: 'invoke';
      readonly id: number;
      readonly channel: string;
      readonly args: readonly unknown[];
    }
  | { readonly t: 'port'; readonly id: number; readonly data: unknown }
  | { readonly t: 'port-close'; readonly id: number };

/** What main tells a page's preload world. */
export type ToPage =
  | {
      readonly t: 'event';
      readonly channel: string;
      readonly args: readonly unknown[];
      readonly ports: readonly number[];
    }
  | { readonly t: 'answer'; readonly id: number; readonly ok: boolean; readonly value: unknown }
  | { readonly t: 'port'; readonly id: number; readonly data: unknown }
  | { readonly t: 'port-close'; readonly id: number };

/** In the page's world: makes what the preload script exposed, as functions that call over there. */
export const PAGE_WORLD_SCRIPT = `(() => {
  if (window.top !== window) return;
  const answers = new Map();
  let nextId = 1;
  const make = (shape, path) => {
    if (shape === 'function') {
      return (...args) => new Promise((resolve, reject) => {
        const id = nextId++;
        answers.set(id, { resolve, reject });
        const detail = JSON.stringify({ id, path, args });
        document.dispatchEvent(new CustomEvent('stand-in-call', { detail }));
      });
    }
    if (typeof shape !== 'object' || shape === null) return shape;
    const made = {};
    for (const [key, value] of Object.entries(shape)) made[key] = make(value, [...path, key]);
    return Object.freeze(made);
  };
  document.addEventListener('stand-in-expose', ({ detail }) => {
    const { name, shape } = JSON.parse(detail);
    Object.defineProperty(window, name, { value: make(shape, [name]), enumerable: true });
  });
  document.addEventListener('stand-in-answer', ({ detail }) => {
    const { id, ok, value } = JSON.parse(detail);
    const answer = answers.get(id);
    answers.delete(id);
    if (ok) answer?.resolve(value);
    else answer?.reject(new Error(value));
  });
})();`;

/** In the preload script's world: Electron's renderer module, then the script itself. */
export function preloadWorldScript(preload: string): string {
  return `(() => {
  if (window.top !== window) return;
  const tell = (message) => globalThis.${BINDING}(JSON.stringify(message));
  const listeners = new Map();
  const waiting = new Map();
  const ports = new Map();
  const exposed = new Map();
  let nextId = 1;
  const receivePort = (id) => {
    const { port1, port2 } = new MessageChannel();
    ports.set(id, port1);
    port1.onmessage = ({ data }) => tell({ t: 'port', id, data });
    port1.addEventListener('close', () => { if (ports.delete(id)) tell({ t: 'port-close', id }); });
    return port2;
  };
  globalThis.standInFromMain = (message) => {
    switch (message.t) {
      case 'event': {
        const event = { ports: message.ports.map(receivePort) };
        for (const listener of listeners.get(message.channel) ?? []) listener(event, ...message.args);
        return;
      }
      case 'answer': {
        const call = waiting.get(message.id);
        waiting.delete(message.id);
        if (message.ok) call?.resolve(message.value);
        else call?.reject(new Error(message.value));
        return;
      }
      case 'port': return ports.get(message.id)?.postMessage(message.data);
      case 'port-close': {
        const port = ports.get(message.id);
        ports.delete(message.id);
        port?.close();
      }
    }
  };
  const shapeOf = (api) => {
    if (typeof api === 'function') return 'function';
    if (typeof api !== 'object' || api === null) return api;
    return Object.fromEntries(Object.entries(api).map(([key, value]) => [key, shapeOf(value)]));
  };
  document.addEventListener('stand-in-call', async ({ detail }) => {
    const { id, path: [name, ...keys], args } = JSON.parse(detail);
    const answer = (ok, value) => document.dispatchEvent(
      new CustomEvent('stand-in-answer', { detail: JSON.stringify({ id, ok, value }) }),
    );
    try {
      const work = keys.reduce((api, key) => api[key], exposed.get(name));
      answer(true, await work(...args));
    } catch (thrown) { answer(false, String(thrown?.message ?? thrown)); }
  });
  const electron = {
    contextBridge: {
      exposeInMainWorld(name, api) {
        exposed.set(name, api);
        const detail = JSON.stringify({ name, shape: shapeOf(api) });
        document.dispatchEvent(new CustomEvent('stand-in-expose', { detail }));
      },
    },
    ipcRenderer: {
      on(channel, listener) {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      },
      send: (channel, ...args) => tell({ t: 'send', channel, args }),
      invoke: (channel, ...args) => new Promise((resolve, reject) => {
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        tell({ t: 'invoke', id, channel, args });
      }),
    },
  };
  const require = (name) => {
    if (name === 'electron') return electron;
    throw new Error('a sandboxed preload script may not require ' + name);
  };
  (function (require, module, exports) {
${preload}
  })(require, { exports: {} }, {});
})();`;
}
