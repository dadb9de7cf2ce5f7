/** Prints whole pages on the printers of the operating system, without a dialogue. */
import { BrowserWindow, type WebContents } from 'electron';

/** Names of the printers, as the system knows them. None where no window is there to ask. */
export async function printerNames(contents: WebContents | null): Promise<readonly string[]> {
  const printers = contents === null ? [] : await contents.getPrintersAsync();
  return printers.map(({ name }) => name);
}

/**
 * Prints an HTML document in a window that nobody sees: without scripts, without a preload script,
 * in a session of its own. Answers why it could not, or null; a null printer is the default one.
 */
export async function printPage(page: {
  readonly html: string;
  readonly printer: string | null;
}): Promise<string | null> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      partition: 'printing',
      javascript: false,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
    },
  });
  try {
    const body = Buffer.from(page.html, 'utf8').toString('base64');
    await window.loadURL(`data:text/html;charset=utf-8;base64,${body}`);
    return await new Promise<string | null>((resolve) => {
      window.webContents.print(
        {
          silent: true,
          printBackground: true,
          ...(page.printer !== null && { deviceName: page.printer }),
        },
        (done, reason) => resolve(done ? null : reason),
      );
    });
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  } finally {
    window.destroy();
  }
}
