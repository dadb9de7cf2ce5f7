import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { Updater } from './updates.ts';

/**
 * The updater of a packaged program that was told at its packaging where updates come from
 * (`app-update.yml`); null for any other. Loaded only then: it is half a megabyte.
 */
export async function findUpdater(): Promise<Updater | null> {
  if (!app.isPackaged || !existsSync(join(process.resourcesPath, 'app-update.yml'))) return null;
  const { autoUpdater } = await import('electron-updater');
  return autoUpdater;
}
