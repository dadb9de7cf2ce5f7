/** The windows of the till: how they are made, kept alive and put on the screen. */
import {
  BrowserWindow,
  type BrowserWindowConstructorOptions,
  type Display,
  screen,
} from 'electron';
import { DISPLAY_PATH, TILL_ORIGIN } from '../shell/till-host.ts';
import { nextPause } from './restarts.ts';

export interface WindowOptions {
  readonly preload: string;
  /** Tools of a developer are for builds of a developer. */
  readonly devTools: boolean;
  readonly log: (facts: object, message: string) => void;
}

const PAPER = '#FBFAF7';
/** A window that does not answer for so long is started again. */
const SILENT_MS = 8_000;

/** Opens the window that a cashier works in. */
export function openTillWindow(options: WindowOptions, { kiosk }: { readonly kiosk: boolean }) {
  const window = new BrowserWindow({
    ...lookOf(options),
    width: 1_280,
    height: 800,
    minWidth: 1_024,
    minHeight: 600,
    kiosk,
  });
  keepAlive(window, options);
  window.once('ready-to-show', () => {
    if (!kiosk) window.maximize();
    window.show();
  });
  void window.loadURL(`${TILL_ORIGIN}/`);
  return window;
}

/** Opens the customer's window: on the second screen whole, on the only one as a window. */
export function openDisplayWindow(options: WindowOptions): BrowserWindow {
  const other = otherScreen();
  const window = new BrowserWindow({
    ...lookOf(options),
    ...(other === null ? { width: 1_024, height: 600 } : { ...other.bounds, fullscreen: true }),
    focusable: other === null,
  });
  keepAlive(window, options);
  // The scanner types into the window that has the focus: that stays the cashier's.
  window.once('ready-to-show', () => window.showInactive());
  void window.loadURL(TILL_ORIGIN + DISPLAY_PATH);
  return window;
}

function lookOf({ preload, devTools }: WindowOptions): BrowserWindowConstructorOptions {
  return {
    show: false,
    backgroundColor: PAPER,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      devTools,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      autoplayPolicy: 'no-user-gesture-required',
      // A till behind another window still hears the scanner's queue.
      backgroundThrottling: false,
    },
  };
}

/** Loads the page again when its process dies or hangs; faster at first, then with pauses. */
function keepAlive(window: BrowserWindow, { log }: WindowOptions): void {
  const { webContents } = window;
  let crashes: readonly number[] = [];
  let silent: NodeJS.Timeout | undefined;
  webContents.on('render-process-gone', (_event, { reason }) => {
    clearTimeout(silent);
    if (window.isDestroyed() || reason === 'clean-exit') return;
    const { pauseMs, recent } = nextPause(crashes, performance.now());
    crashes = recent;
    log({ reason, pauseMs }, 'a window died and is loaded again');
    setTimeout(() => {
      if (!window.isDestroyed()) webContents.reload();
    }, pauseMs);
  });
  window.on('unresponsive', () => {
    silent = setTimeout(() => {
      log({}, 'a window does not answer and is ended');
      webContents.forcefullyCrashRenderer();
    }, SILENT_MS);
  });
  window.on('responsive', () => clearTimeout(silent));
  window.on('closed', () => clearTimeout(silent));
}

function otherScreen(): Display | null {
  const primary = screen.getPrimaryDisplay();
  return screen.getAllDisplays().find(({ id }) => id !== primary.id) ?? null;
}
