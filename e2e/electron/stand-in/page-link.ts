/** The link between one page and main: the preload world of the page, and messages both ways. */
import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from 'playwright-core';
import { createPortBridge, type PortBridge, type StandInPort } from './ports.ts';
import {
  BINDING,
  type FromPage,
  PAGE_WORLD_SCRIPT,
  PRELOAD_WORLD,
  preloadWorldScript,
  type ToPage,
} from './worlds.ts';

export interface PageLink {
  /** As `webContents.send` and `postMessage`. */
  event(channel: string, args: readonly unknown[], ports: readonly StandInPort[]): void;
  answer(id: number, ok: boolean, value: unknown): void;
  /** The page is gone: its ports close. */
  gone(): void;
}

/** Puts the worlds into a page that has not been navigated yet. */
export async function linkPage(
  page: Page,
  preload: string,
  heard: {
    readonly take: (message: Extract<FromPage, { t: 'send' | 'invoke' }>) => void;
    /** The page wants a window at this address. */
    readonly opens: (url: string) => void;
  },
): Promise<PageLink> {
  const cdp = await page.context().newCDPSession(page);
  const mainFrame = (await cdp.send('Page.getFrameTree')).frameTree.frame.id;
  let world: number | null = null;
  let queue: ToPage[] = [];
  let bridge = newBridge();

  cdp.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name !== PRELOAD_WORLD || frameOf(context.auxData) !== mainFrame) return;
    // Another document: ports of the one before are closed, as its process would close them.
    bridge.closed();
    bridge = newBridge();
    world = context.id;
    for (const message of queue.splice(0)) tell(message);
  });
  cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    if (executionContextId === world) lost();
  });
  cdp.on('Runtime.executionContextsCleared', lost);
  cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
    if (name !== BINDING) return;
    const message = JSON.parse(payload) as FromPage;
    if (message.t === 'port') bridge.receive(message.id, message.data);
    else if (message.t === 'port-close') bridge.closed(message.id);
    else heard.take(message);
  });
  cdp.on('Page.windowOpen', ({ url }) => heard.opens(new URL(url, page.url()).href));
  await cdp.send('Runtime.enable');
  await cdp.send('Page.enable');
  await cdp.send('Runtime.addBinding', { name: BINDING, executionContextName: PRELOAD_WORLD });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: PAGE_WORLD_SCRIPT });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
    source: preloadWorldScript(readFileSync(preload, 'utf8')),
    worldName: PRELOAD_WORLD,
  });

  function lost(): void {
    world = null;
    queue = [];
    bridge.closed();
  }
  function newBridge(): PortBridge {
    return createPortBridge({
      post: (id, data) => tell({ t: 'port', id, data }),
      close: (id) => tell({ t: 'port-close', id }),
    });
  }
  function tell(message: ToPage): void {
    if (world === null) queue.push(message);
    else evaluate(cdp, world, message);
  }
  return {
    event: (channel, args, ports) =>
      tell({ t: 'event', channel, args, ports: ports.map((port) => bridge.send(port)) }),
    answer: (id, ok, value) => tell({ t: 'answer', id, ok, value }),
    gone: lost,
  };
}

function evaluate(cdp: CDPSession, contextId: number, message: ToPage): void {
  const expression = `standInFromMain(${JSON.stringify(message)})`;
  cdp.send('Runtime.evaluate', { expression, contextId, silent: false }).catch(() => undefined);
}

function frameOf(auxData: unknown): unknown {
  return (auxData as { readonly frameId?: unknown } | undefined)?.frameId;
}
