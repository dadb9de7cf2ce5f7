/** `BrowserWindow` and its `webContents` as a page of Chromium. */
import { EventEmitter } from 'node:events';
import type { Page, Route } from 'playwright-core';
import { app } from './app.ts';
import { appAddress, connectChromium, webAddress } from './chromium.ts';
import { ipcMain } from './ipc-main.ts';
import { linkPage, type PageLink } from './page-link.ts';
import type { StandInPort } from './ports.ts';
import { handlerOf } from './protocol.ts';
import type { FromPage } from './worlds.ts';

interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly webPreferences: { readonly preload?: string };
}
type OpenHandler = (details: { readonly url: string }) => { readonly action: 'deny' };

let nextId = 1;
export const windows = new Set<StandInWindow>();

class StandInContents extends EventEmitter {
  readonly id = nextId++;
  readonly #options: WindowOptions;
  #page: Page | null = null;
  #link: PageLink | null = null;
  #address = '';
  /** The one address that main itself is loading just now. */
  #loading = '';
  #openHandler: OpenHandler = () => ({ action: 'deny' });
  #closed: () => void;

  constructor(options: WindowOptions, closed: () => void) {
    super();
    this.#options = options;
    this.#closed = closed;
  }
  getURL(): string {
    return this.#page === null ? this.#address : appAddress(this.#page.url());
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }
  async load(address: string): Promise<void> {
    this.#address = address;
    const browser = await connectChromium();
    const context = browser.contexts()[0];
    if (context === undefined) throw new Error('the browser has its context');
    const page = await context.newPage();
    this.#page = page;
    await page.setViewportSize({
      width: this.#options.width ?? 1_280,
      height: this.#options.height ?? 800,
    });
    page.on('crash', () => this.#gone(page, 'crashed'));
    page.on('close', () => {
      if (this.#page === page) this.#closed();
    });
    page.on('popup', (popup) => {
      // Whoever is asked may only deny: main opens the one window that it allows by itself.
      void popup.close();
    });
    await page.route('**/*', (route) => this.#answer(page, route));
    const { preload } = this.#options.webPreferences;
    if (preload !== undefined) {
      this.#link = await linkPage(page, preload, {
        take: (message) => this.#take(message),
        opens: (url) => void this.#openHandler({ url: appAddress(url) }),
      });
    }
    this.#loading = webAddress(address);
    await page.goto(this.#loading);
  }
  /** A page that crashed gets a new process, as Electron's `reload` does. */
  reload(): void {
    const old = this.#page;
    this.#page = null;
    this.#link = null;
    void this.load(this.#address).then(() => old?.close());
  }
  send(channel: string, ...args: readonly unknown[]): void {
    this.#link?.event(channel, args, []);
  }
  /** Prints by telling the test what would be on the paper. */
  print(
    options: { readonly deviceName?: string },
    done: (printed: boolean, reason: string) => void,
  ): void {
    const printing = this.#page?.textContent('body') ?? Promise.resolve('');
    void printing.then((text) => {
      process.send?.({ t: 'printed', printer: options.deviceName ?? null, text });
      done(true, '');
    });
  }
  async getPrintersAsync(): Promise<readonly { readonly name: string }[]> {
    return [{ name: 'Stand-in printer' }];
  }
  async close(): Promise<void> {
    const page = this.#page;
    this.#page = null;
    this.#link?.gone();
    await page?.close();
  }

  #gone(page: Page, reason: string): void {
    if (this.#page !== page) return;
    this.#link?.gone();
    this.emit('render-process-gone', {}, { reason, exitCode: 11 });
  }

  #take(message: Extract<FromPage, { t: 'send' | 'invoke' }>): void {
    const link = this.#link;
    const event = {
      sender: this,
      senderFrame: {
        parent: null,
        url: this.getURL(),
        isDestroyed: () => this.#link !== link,
        postMessage: (channel: string, data: unknown, ports: readonly StandInPort[]) =>
          link?.event(channel, [data], ports),
      },
    };
    const { channel, args } = message;
    if (message.t === 'send') return void ipcMain.emit(channel, event, ...args);
    ipcMain.call(channel, event, args).then(
      (value) => link?.answer(message.id, true, value),
      (thrown: Error) => link?.answer(message.id, false, thrown.message),
    );
  }

  async #answer(page: Page, route: Route): Promise<void> {
    const request = route.request();
    const address = appAddress(request.url());
    if (request.isNavigationRequest()) {
      const main = request.frame() === page.mainFrame();
      const own = main && request.url() === this.#loading;
      if (main && own) this.#loading = '';
      if (!own && !this.#mayNavigate(address, main)) return route.abort('aborted');
    }
    const answer = await handlerOf(address)(new Request(address, { method: request.method() }));
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  }

  #mayNavigate(url: string, main: boolean): boolean {
    let prevented = false;
    const event = {
      url,
      preventDefault: () => {
        prevented = true;
      },
    };
    this.emit('will-frame-navigate', event);
    if (main) this.emit('will-navigate', event);
    return !prevented;
  }
}

export class StandInWindow extends EventEmitter {
  readonly webContents: StandInContents;
  #destroyed = false;

  constructor(options: WindowOptions) {
    super();
    this.webContents = new StandInContents(options, () => this.destroy());
    windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  async loadURL(address: string): Promise<void> {
    await this.webContents.load(address);
    this.emit('ready-to-show');
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    windows.delete(this);
    void this.webContents.close();
    this.emit('closed');
    if (windows.size === 0) app.emit('window-all-closed');
  }
  /** What a person does who closes the window; main may prevent it. */
  close(): void {
    let prevented = false;
    this.emit('close', {
      preventDefault: () => {
        prevented = true;
      },
    });
    if (!prevented) this.destroy();
  }
  show(): void {}
  showInactive(): void {}
  maximize(): void {}
  restore(): void {}
  isMinimized(): boolean {
    return false;
  }
  focus(): void {
    process.send?.({ t: 'focused' });
  }
  setKiosk(on: boolean): void {
    process.send?.({ t: 'kiosk', on });
  }
}
