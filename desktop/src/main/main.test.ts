import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { StaffId } from '@second-chance/shared/ids.ts';
import type { SafeStorage } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CoreStatus } from '../shell/core-messages.ts';
import { dataFolder, syncedBy } from './data-folder.ts';
import { openSettings } from './desktop-settings.ts';
import { lockSession } from './lock-down.ts';
import { argumentsOf } from './program-arguments.ts';
import { nextPause } from './restarts.ts';
import { startUpdates, type Updater, updateWaitsFor } from './updates.ts';
import { openVaultKey } from './vault-key.ts';
import { isFrom, type Sender } from './window-calls.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desktop-main-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const NO_ENV = { env: {} };

test('on Windows the data is not in the profile that travels with the user', () => {
  const env = { LOCALAPPDATA: 'C:/Users/mia/AppData/Local' };
  const usual = 'C:/Users/mia/AppData/Roaming/second-chance';
  expect(dataFolder({ platform: 'win32', env }, usual)).toContain('AppData/Local');
  expect(dataFolder({ platform: 'linux', env: {} }, '/home/mia/.config/x')).toBe(
    '/home/mia/.config/x',
  );
});

test.for([
  ['OneDrive', 'OneDrive/till'],
  ['OneDrive', 'OneDrive - Shop Ltd/till'],
  ['Dropbox', 'Dropbox/a/b'],
  ['iCloud', 'Library/Mobile Documents/till'],
  ['Nextcloud', 'Nextcloud/till'],
])('a folder that %s keeps in step is named as such: %s', ([program, path]) => {
  expect(syncedBy(join(folder, path ?? ''), NO_ENV)).toBe(program);
});

test('a link into a synced folder is seen through, and an own folder is let be', () => {
  mkdirSync(join(folder, 'Dropbox/data'), { recursive: true });
  symlinkSync(join(folder, 'Dropbox/data'), join(folder, 'till'));
  expect(syncedBy(join(folder, 'till/new'), NO_ENV)).toBe('Dropbox');
  expect(syncedBy(join(folder, 'own/till'), NO_ENV)).toBeNull();
});

test('a folder is found out by what the program left in it, and by where it says it syncs', () => {
  mkdirSync(join(folder, '.stfolder'));
  expect(syncedBy(join(folder, 'a/b'), NO_ENV)).toBe('Syncthing');
  expect(syncedBy('/srv/cloud/till', { env: { OneDrive: '/srv/cloud/' } })).toBe('OneDrive');
  expect(syncedBy('/srv/cloudy/till', { env: { OneDrive: '/srv/cloud' } })).toBeNull();
});

test('what Electron puts in the command line is passed over', () => {
  expect(argumentsOf(['electron', 'desktop', '--inspect=0', '--data', 'x'], false)).toEqual({
    data: resolve('x'),
    enrolment: null,
  });
  expect(argumentsOf(['till', '--enrol', 'http://s.example', 'CODE'], true).enrolment).toEqual({
    serverUrl: 'http://s.example',
    code: 'CODE',
  });
  expect(argumentsOf(['till', '--data', '--enrol', 'http://s.example'], true)).toEqual({
    data: null,
    enrolment: null,
  });
});

test('what dies again and again is started ever more slowly, and what dies once at once', () => {
  let deaths: readonly number[] = [];
  const pauses = Array.from({ length: 9 }, (_, at) => {
    const next = nextPause(deaths, at * 1_000);
    deaths = next.recent;
    return next.pauseMs;
  });
  expect(pauses).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000]);
  expect(nextPause(deaths, 500_000).pauseMs).toBe(100);
});

const frame = (url: string, parent: unknown = null) => ({ url, parent });
const from = (id: number, senderFrame: unknown) =>
  ({ sender: { id }, senderFrame }) as unknown as Sender;
const till = { id: 7 } as Parameters<typeof isFrom>[0];

test('a message counts from the page of its own window alone', () => {
  expect(isFrom(till, from(7, frame('app://till/')))).toBe(true);
  expect(isFrom(till, from(7, frame('app://till/', {}))), 'a frame in it').toBe(false);
  expect(isFrom(till, from(8, frame('app://till/'))), 'another window').toBe(false);
  expect(isFrom(till, from(7, frame('https://evil.example/'))), 'another site').toBe(false);
  expect(isFrom(till, from(7, frame('app://till.evil/'))), 'another host').toBe(false);
  expect(isFrom(till, from(7, null)), 'a page that is gone').toBe(false);
  expect(isFrom(null, from(7, frame('app://till/'))), 'no window').toBe(false);
});

test('no permission but the camera for the till’s own page is given, and no device handed out', () => {
  const said: unknown[] = [];
  const set = new Map<string, (...given: never[]) => unknown>();
  const session = new Proxy(
    {},
    { get: (_, name) => (handler: never) => set.set(String(name), handler) },
  );
  lockSession(session as Parameters<typeof lockSession>[0]);
  const call = (name: string, ...given: unknown[]) => set.get(name)?.(...(given as never[]));
  call('setPermissionRequestHandler', {}, 'media', (answer: unknown) => said.push(answer));
  expect(said).toEqual([false]);
  expect(call('setPermissionCheckHandler', {}, 'media')).toBe(false);
  const asked = (mediaTypes: readonly string[], requestingUrl: string, permission = 'media') => {
    const details = { mediaTypes, requestingUrl };
    call(
      'setPermissionRequestHandler',
      {},
      permission,
      (given: unknown) => said.push(given),
      details,
    );
    const mediaType = mediaTypes.length === 1 ? mediaTypes[0] : 'unknown';
    const checked = { mediaType, requestingUrl };
    return [said.pop(), call('setPermissionCheckHandler', {}, permission, '', checked)];
  };
  expect(asked(['video'], 'app://till/')).toEqual([true, true]);
  expect(asked(['video'], 'https://evil.example/')).toEqual([false, false]);
  expect(asked(['audio'], 'app://till/')).toEqual([false, false]);
  expect(asked(['video', 'audio'], 'app://till/')).toEqual([false, false]);
  expect(asked(['video'], 'app://till/', 'geolocation')).toEqual([false, false]);
  expect(call('setDevicePermissionHandler', {})).toBe(false);
});

test('spoiled settings count as none, and changed ones are there at the next start', () => {
  const file = join(folder, 'desktop.json');
  writeFileSync(file, '{"kiosk": "yes", "startAt');
  const settings = openSettings(file);
  expect(settings.get()).toEqual({ kiosk: false, startAtLogin: false, display: false });
  settings.change({ kiosk: true });
  expect(openSettings(file).get().kiosk).toBe(true);
});

/** A keychain that turns texts around; it has one for each secret. */
const keychain = (secret: string, backend = 'gnome_libsecret') =>
  ({
    isAsyncEncryptionAvailable: async () => true,
    getSelectedStorageBackend: () => backend,
    encryptStringAsync: async (text: string) => Buffer.from(`${secret}:${text}`),
    async decryptStringAsync(sealed: Buffer) {
      const [by, text] = sealed.toString().split(':');
      if (by !== secret) throw new Error('another keychain');
      return { result: text };
    },
  }) as unknown as SafeStorage;

test('the vault’s key is made once, kept by the keychain, and lies nowhere in the open', async () => {
  const file = join(folder, 'vault.key');
  const made = await openVaultKey(file, keychain('a'), 'linux');
  expect(made).toMatchObject({ ok: true, value: { keptBy: 'keychain' } });
  expect(await openVaultKey(file, keychain('a'), 'linux')).toEqual(made);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(made.ok && Buffer.from(made.value.key ?? '', 'base64')).toHaveLength(32);
});

test('a keychain that does not open the key is an error, never a new key', async () => {
  const file = join(folder, 'vault.key');
  await openVaultKey(file, keychain('a'), 'linux');
  const before = readFileSync(file);
  const locked = { ok: false, error: { code: 'KEYCHAIN_LOCKED' } };
  expect(await openVaultKey(file, keychain('b'), 'linux')).toEqual(locked);
  expect(await openVaultKey(file, keychain('a', 'basic_text'), 'linux')).toEqual(locked);
  expect(readFileSync(file)).toEqual(before);
});

test('a Linux without a keyring keeps the key by file, and says so', async () => {
  const opened = await openVaultKey(
    join(folder, 'vault.key'),
    keychain('a', 'basic_text'),
    'linux',
  );
  expect(opened).toEqual({ ok: true, value: { keptBy: 'file', key: null } });
});

const idle: CoreStatus = {
  phase: 'signed_out',
  staffId: null,
  role: null,
  cartEmpty: true,
  unsent: 0,
};

test('an update waits for the open ticket, for unsent sales, and for a core that does not answer', () => {
  expect(updateWaitsFor(idle)).toEqual([]);
  expect(updateWaitsFor({ ...idle, cartEmpty: false, unsent: 3 })).toEqual(['cart', 'unsent']);
  expect(updateWaitsFor(null)).toEqual(['core']);
});

/** An updater that tells what a test wants, and a till in such a state. */
function setupUpdates(status: CoreStatus | null) {
  const listeners = new Map<string, (given?: unknown) => void>();
  const done: string[] = [];
  const updater = {
    autoDownload: false,
    autoInstallOnAppQuit: true,
    on: (event: string, listener: (given?: unknown) => void) => listeners.set(event, listener),
    checkForUpdates: async () => null,
    quitAndInstall: () => done.push('installed'),
  };
  const now = { status };
  const updates = startUpdates({
    updater: updater as unknown as Updater,
    status: () => now.status,
    beforeInstall: async () => void done.push('closed'),
    log: () => {},
  });
  const ready = () => listeners.get('update-downloaded')?.({ version: '0.2.0' });
  return { updates, updater, done, now, ready };
}

test('an update is never installed over an open ticket or unsent sales, whoever asks', async () => {
  const { updates, updater, done, now, ready } = setupUpdates({ ...idle, unsent: 1 });
  expect(updater.autoInstallOnAppQuit).toBe(false);
  ready();
  expect(updates.view()).toEqual({ state: 'ready', version: '0.2.0', waitsFor: ['unsent'] });
  expect(await updates.install()).toBe(false);
  now.status = idle;
  expect(await updates.install()).toBe(true);
  expect(done, 'core is closed before its files change').toEqual(['closed', 'installed']);
  updates.stop();
});

test('a till left alone for ten minutes installs by itself; one somebody comes back to does not', async () => {
  vi.useFakeTimers();
  const { updates, done, now, ready } = setupUpdates(idle);
  ready();
  await vi.advanceTimersByTimeAsync(9 * 60_000);
  now.status = { ...idle, staffId: 'mia' as StaffId };
  updates.statusChanged();
  await vi.advanceTimersByTimeAsync(20 * 60_000);
  expect(done).toEqual([]);
  now.status = idle;
  updates.statusChanged();
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(done).toEqual(['closed', 'installed']);
  updates.stop();
});
