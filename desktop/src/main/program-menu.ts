import { Menu } from 'electron';

/**
 * On macOS copying, pasting and quitting live in the menu bar. Elsewhere there is none: the keys of
 * a usual one (reload, close, zoom) would be keys of the till.
 */
export function programMenu(platform: NodeJS.Platform): Menu | null {
  if (platform !== 'darwin') return null;
  return Menu.buildFromTemplate([
    { role: 'appMenu' },
    { role: 'editMenu' },
    { role: 'windowMenu' },
  ]);
}
