/** Puts the parts of the desktop program together, once the program may make windows. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { Messages } from '@second-chance/shared/text/messages.ts';
import {
  app,
  type BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  protocol,
  safeStorage,
  session,
} from 'electron';
import { readRendererFiles } from '../serve/renderer-files.ts';
import { CHANNELS } from '../shell/till-host.ts';
import { serveAppScheme } from './app-scheme.ts';
import { startCoreHost } from './core-host.ts';
import { answerDesktopCalls } from './desktop-calls.ts';
import { openSettings } from './desktop-settings.ts';
import { findUpdater } from './find-updater.ts';
import { lockDown, lockSession } from './lock-down.ts';
import type { ProgramArguments } from './program-arguments.ts';
import { openLog } from './program-log.ts';
import { programMenu } from './program-menu.ts';
import { setStartAtLogin } from './start-at-login.ts';
import { printerNames, printPage } from './system-printer.ts';
import { openDisplayWindow, openTillWindow } from './till-window.ts';
import { unsentMarker } from './unsent-marker.ts';
import { startUpdates } from './updates.ts';
import { openVaultKey } from './vault-key.ts';
import { isFrom } from './window-calls.ts';

interface ProgramOptions extends Pick<ProgramArguments, 'enrolment'> {
  readonly folder: string;
  readonly words: Record<keyof Messages, string>;
}

interface StartRefused {
  readonly title: string;
  readonly text: string;
}

/** Beside this file in the build and in the package alike. */
const PRELOAD = join(import.meta.dirname, '../preload/preload.cjs');
const RENDERER = join(import.meta.dirname, '../renderer');
const CORE = join(import.meta.dirname, 'core.js');

export async function startProgram(options: ProgramOptions): Promise<Result<true, StartRefused>> {
  const { folder, words, enrolment } = options;
  const vault = await openVaultKey(join(folder, 'vault.key'), safeStorage, process.platform);
  if (!vault.ok) {
    return err({ title: words['desktop.locked.title'], text: words['desktop.locked.body'] });
  }
  const log = openLog(join(folder, 'logs'));
  const markUnsent = unsentMarker(folder);
  const settings = openSettings(join(folder, 'desktop.json'));
  const look = { preload: PRELOAD, devTools: !app.isPackaged, log: log.line };
  const windows: { till: BrowserWindow | null; display: BrowserWindow | null } = {
    till: null,
    display: null,
  };
  let quitting = false;
  // Before core begins: its first word may come while this is waited for.
  const updater = await findUpdater();

  const core = startCoreHost({
    program: CORE,
    open: {
      dataDir: join(folder, 'till'),
      appVersion: app.getVersion(),
      vaultKey: vault.value.key,
      secondBackupFolder: null,
      enrolment,
    },
    log: log.line,
    output: log.core,
    lost() {
      for (const window of [windows.till, windows.display]) window?.webContents.send(CHANNELS.lost);
    },
    changed(status) {
      markUnsent(status.unsent);
      updates.statusChanged();
    },
    async asked(question) {
      const { id } = question;
      if (question.kind === 'print') {
        return { kind: 'printed', id, failure: await printPage(question) };
      }
      const names = await printerNames(windows.till?.webContents ?? null);
      return { kind: 'printers', id, names: [...names] };
    },
    refused() {
      dialog.showErrorBox(words['desktop.inUse.title'], words['desktop.inUse.body']);
      app.exit(1);
    },
  });
  const updates = startUpdates({
    updater,
    status: core.status,
    beforeInstall: stopParts,
    log: log.line,
  });

  lockDown(app, { openDisplay });
  lockSession(session.defaultSession);
  Menu.setApplicationMenu(programMenu(process.platform));
  serveAppScheme(protocol, { files: readRendererFiles(RENDERER), picture: core.picture });
  ipcMain.on(CHANNELS.connect, (event) => {
    const role = (['till', 'display'] as const).find((name) =>
      isFrom(windows[name]?.webContents ?? null, event),
    );
    const frame = event.senderFrame;
    if (role === undefined || frame === null) return;
    void core.port(role).then((port) => {
      if (frame.isDestroyed()) port.close();
      else frame.postMessage(CHANNELS.port, null, [port]);
    });
  });
  answerDesktopCalls(ipcMain, {
    till: () => windows.till?.webContents ?? null,
    settings,
    updates,
    status: core.status,
    facts: { version: app.getVersion(), keyKeptBy: vault.value.keptBy, dataFolder: folder },
    apply({ kiosk, startAtLogin }) {
      if (kiosk !== undefined) windows.till?.setKiosk(kiosk);
      if (startAtLogin !== undefined) {
        setStartAtLogin(app, { ...process, home: homedir() }, startAtLogin);
      }
    },
  });

  app.on('second-instance', () => showTill());
  app.on('activate', () => showTill());
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (quitting) return;
    quitting = true;
    event.preventDefault();
    void stopParts().finally(() => app.quit());
  });

  showTill();
  if (settings.get().display) openDisplay();
  return ok(true);

  function showTill(): void {
    if (windows.till === null) {
      const window = openTillWindow(look, settings.get());
      windows.till = window;
      // A kiosk has no way out but the menu of who runs the shop.
      window.on('close', (event) => {
        if (settings.get().kiosk && !quitting) event.preventDefault();
      });
      window.on('closed', () => {
        windows.till = null;
        windows.display?.destroy();
      });
      return;
    }
    if (windows.till.isMinimized()) windows.till.restore();
    windows.till.focus();
  }

  function openDisplay(): void {
    settings.change({ display: true });
    if (windows.display !== null) return;
    const window = openDisplayWindow(look);
    windows.display = window;
    window.on('close', () => {
      if (!quitting) settings.change({ display: false });
    });
    window.on('closed', () => {
      windows.display = null;
    });
  }

  async function stopParts(): Promise<void> {
    quitting = true;
    updates.stop();
    await core.stop();
  }
}
