/**
 * The desktop program: windows, keychain, updates. Everything of the shop is core's, which runs as
 * a process of its own; the screens are the same as in a browser.
 *
 *   electron desktop [--data FOLDER] [--enrol URL CODE]
 */

import { mkdirSync } from 'node:fs';
import { languageOf, MESSAGES } from '@second-chance/shared/text/messages.ts';
import { app, dialog } from 'electron';
import { registerAppScheme } from './app-scheme.ts';
import { dataFolder, syncedBy } from './data-folder.ts';
import { argumentsOf } from './program-arguments.ts';
import { startProgram } from './start-program.ts';

app.enableSandbox();
registerAppScheme();
const given = argumentsOf(process.argv, app.isPackaged);
const folder = given.data ?? dataFolder(process, app.getPath('userData'));
const synced = syncedBy(folder, process);
if (synced === null) {
  // Electron takes only folders that are there.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath('userData', folder);
  app.setPath('sessionData', folder);
}

if (!app.requestSingleInstanceLock()) app.quit();
else void app.whenReady().then(begin);

async function begin(): Promise<void> {
  const words = MESSAGES[languageOf(app.getLocale())];
  if (synced !== null) {
    const text = words['desktop.synced.body'].replace('{{folder}}', folder);
    return stop(words['desktop.synced.title'], text.replace('{{program}}', synced));
  }
  const started = await startProgram({ folder, words, enrolment: given.enrolment });
  if (!started.ok) stop(started.error.title, started.error.text);
}

/** Says why the till does not open, and ends. */
function stop(title: string, text: string): void {
  dialog.showErrorBox(title, text);
  app.exit(1);
}
