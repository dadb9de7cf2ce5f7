/** What the preload script puts on a window of the desktop program, and nothing else. */
import type { DesktopChange, DesktopView } from './desktop-view.ts';

/** Its name on `window`; a browser's window has none. */
export const TILL_HOST = 'tillHost';

/** Every till and display window of the desktop program has this origin. */
export const TILL_ORIGIN = 'app://till';
export const DISPLAY_PATH = '/display';

export interface TillHost {
  /** Asks for a port to core; it comes as a window message of kind `till-port`, with the port. */
  connect(): void;
  readonly desktop: DesktopPort;
}

/** The desktop program itself. Calls answer the newest view; a refused one changes nothing. */
export interface DesktopPort {
  get(): Promise<DesktopView>;
  change(change: DesktopChange): Promise<DesktopView>;
  /** Installs a downloaded update now, if nothing stands against it; the program starts again. */
  installUpdate(): Promise<DesktopView>;
}

/** What the preload script tells its page by a window message. */
export type HostMessage = { readonly kind: 'till-port' } | { readonly kind: 'till-lost' };

/** Channels between the preload script and main. */
export const CHANNELS = {
  connect: 'till:connect',
  port: 'till:port',
  lost: 'till:lost',
  desktopGet: 'desktop:get',
  desktopChange: 'desktop:change',
  desktopInstall: 'desktop:install',
} as const;
