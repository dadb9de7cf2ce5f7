/** Starts the till with the PC, for the person who is signed in to it. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'electron';

export interface LoginMachine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** Windows and macOS have a setting for it; elsewhere it is a file by freedesktop.org's rule. */
export function setStartAtLogin(app: App, machine: LoginMachine, on: boolean): void {
  if (machine.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: on });
    return;
  }
  const folder = join(machine.env.XDG_CONFIG_HOME ?? join(machine.home, '.config'), 'autostart');
  const file = join(folder, 'second-chance.desktop');
  if (!on) {
    rmSync(file, { force: true });
    return;
  }
  mkdirSync(folder, { recursive: true });
  // An AppImage runs from a mount that is gone after it; its own file is named by APPIMAGE.
  writeFileSync(file, autostartEntry(machine.env.APPIMAGE ?? app.getPath('exe')));
}

function autostartEntry(program: string): string {
  const quoted = program.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%');
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Second Chance',
    `Exec="${quoted}"`,
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}
