/**
 * `electron` for main: only what the till's main uses, so that a new use fails until somebody has
 * thought about how to stand in for it. The test talks to it over the channel of the process.
 */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { app } from './app.ts';
import { StandInWindow, windows } from './browser-window.ts';
import { ipcMain } from './ipc-main.ts';
import { StandInChannel } from './ports.ts';
import { protocol } from './protocol.ts';
import { utilityProcess } from './utility-process.ts';

export {
  app,
  ipcMain,
  protocol,
  StandInChannel as MessageChannelMain,
  StandInWindow as BrowserWindow,
  utilityProcess,
};

/** What the test may ask of whoever stands in. */
export type StandInOrder = { readonly order: 'quit' } | { readonly order: 'close-window' };

process.on('message', ({ order }: StandInOrder) => {
  if (order === 'quit') app.quit();
  else [...windows][0]?.close();
});
process.on('disconnect', () => process.exit(0));

export const Menu = {
  setApplicationMenu(): void {},
  buildFromTemplate: (): null => null,
};

export const dialog = {
  showErrorBox(title: string, text: string): void {
    process.send?.({ t: 'dialog', title, text });
  },
};

export const screen = {
  getPrimaryDisplay: () => ({ id: 1, bounds: { x: 0, y: 0, width: 1_280, height: 800 } }),
  getAllDisplays: () => [screen.getPrimaryDisplay()],
};

const handlers: Record<string, unknown> = {};
const keep = (name: string) => (handler: unknown) => {
  handlers[name] = handler;
};
export const session = {
  defaultSession: {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    setSpellCheckerEnabled(): void {},
    on(): void {},
  },
};

/** `none`: no keychain. Anything else is the secret of the one that is there. */
const keychain = process.env.STAND_IN_KEYCHAIN ?? 'none';
const secret = createHash('sha256').update(keychain).digest();
const IV = Buffer.alloc(12);

export const safeStorage = {
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => (keychain === 'none' ? 'basic_text' : 'gnome_libsecret'),
  async encryptStringAsync(text: string): Promise<Buffer> {
    const cipher = createCipheriv('aes-256-gcm', secret, IV);
    return Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  },
  async decryptStringAsync(sealed: Buffer) {
    const decipher = createDecipheriv('aes-256-gcm', secret, IV);
    decipher.setAuthTag(sealed.subarray(-16));
    const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return { result: text.toString('utf8'), shouldReEncrypt: false };
  },
};
