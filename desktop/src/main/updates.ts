/** Updates by electron-updater: loaded in the background, installed when nothing can be lost. */

import type { CoreStatus } from '../shell/core-messages.ts';
import type { DesktopView } from '../shell/desktop-view.ts';

type UpdateView = DesktopView['update'];

/** The part of electron-updater that is used. */
export interface Updater {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  on(event: 'update-available', listener: (info: { readonly version: string }) => void): unknown;
  on(event: 'update-not-available', listener: () => void): unknown;
  on(event: 'update-downloaded', listener: (info: { readonly version: string }) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  checkForUpdates(): Promise<unknown>;
  quitAndInstall(): void;
}

export interface UpdateOptions {
  /** Null where this program does not know where updates come from. */
  readonly updater: Updater | null;
  readonly status: () => CoreStatus | null;
  /** Closes core and what else must be closed before the program's files change. */
  readonly beforeInstall: () => Promise<void>;
  readonly log: (facts: object, message: string) => void;
}

export interface Updates {
  readonly view: () => UpdateView;
  /** Looks whether the till has been left alone for long enough to install. */
  readonly statusChanged: () => void;
  /** False where something stands against it. */
  readonly install: () => Promise<boolean>;
  readonly stop: () => void;
}

const CHECK_EVERY_MS = 4 * 3_600_000;
/** So long nobody is at the till before it installs by itself. */
const LEFT_ALONE_MS = 10 * 60_000;

/**
 * What an update waits for. A ticket would survive it, but not the customer's patience; sales that
 * only this disk has are not put at risk by new files.
 */
export function updateWaitsFor(status: CoreStatus | null): UpdateView['waitsFor'] {
  if (status === null) return ['core'];
  return [
    ...(status.cartEmpty ? [] : (['cart'] as const)),
    ...(status.unsent === 0 ? [] : (['unsent'] as const)),
  ];
}

export function startUpdates({ updater, status, beforeInstall, log }: UpdateOptions): Updates {
  let state: UpdateView['state'] = updater === null ? 'off' : 'none';
  let version: string | null = null;
  let alone: NodeJS.Timeout | undefined;
  if (updater !== null) {
    updater.autoDownload = true;
    updater.autoInstallOnAppQuit = false;
    updater.on('update-available', (info) => set('loading', info.version));
    updater.on('update-not-available', () => set('none', null));
    updater.on('update-downloaded', (info) => set('ready', info.version));
    updater.on('error', (error) => {
      log({ err: error.message }, 'an update could not be had');
      set('failed', version);
    });
  }
  const check = () => {
    if (state !== 'ready' && state !== 'loading') updater?.checkForUpdates().catch(() => undefined);
  };
  check();
  const timer = setInterval(check, CHECK_EVERY_MS);

  function set(next: UpdateView['state'], nextVersion: string | null): void {
    state = next;
    version = nextVersion;
    statusChanged();
  }

  function statusChanged(): void {
    const now = status();
    const leftAlone =
      state === 'ready' && now?.staffId === null && updateWaitsFor(now).length === 0;
    if (!leftAlone) {
      clearTimeout(alone);
      alone = undefined;
    } else alone ??= setTimeout(() => void install(), LEFT_ALONE_MS);
  }

  async function install(): Promise<boolean> {
    if (updater === null || state !== 'ready' || updateWaitsFor(status()).length > 0) return false;
    log({ version }, 'an update is installed');
    await beforeInstall();
    updater.quitAndInstall();
    return true;
  }

  return {
    view: () => ({ state, version, waitsFor: state === 'ready' ? updateWaitsFor(status()) : [] }),
    statusChanged,
    install,
    stop() {
      clearInterval(timer);
      clearTimeout(alone);
    },
  };
}
