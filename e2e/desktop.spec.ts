/** The built desktop program on a stand-in for Electron: real Chromium, real core, real server. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../build/lib/checkout.ts';
import { demoEnrolmentCode } from '../build/lib/demo-api.ts';
import { findElectron, hasScreen } from '../build/lib/electron.ts';
import { buildDesktop, buildRenderer } from '../build/lib/renderer.ts';
import { securityHeaders } from '../desktop/src/serve/headers.ts';
import type { TillHost } from '../desktop/src/shell/till-host.ts';
import {
  type ChromiumProcess,
  type DesktopProgram,
  startChromium,
  startDesktopProgram,
} from './electron/desktop-program.ts';
import { fusesOf, writeStandInDist } from './electron/stand-in-dist.ts';
import { unpackAsar } from './electron/unpack-asar.ts';
import { enterPin, openShift, payExactly, scan, signIn } from './harness/counter.ts';
import { eventually } from './harness/eventually.ts';
import { startTestServer, type TestServer } from './harness/server.ts';

let folder = '';
let server: TestServer;
let chromium: ChromiumProcess;
let program: DesktopProgram;
let page: Page;
let packed: Promise<string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'second-chance-desktop-'));
  chmodSync(folder, 0o755);
  buildRenderer(() => undefined);
  buildDesktop(() => undefined);
  packed = packProgram();
  packed.catch(() => undefined);
  [server, chromium] = await Promise.all([startTestServer(folder), startChromium(folder)]);
  const code = await demoEnrolmentCode(server.url, 'A1');
  program = startDesktopProgram(chromium, { data: data(), args: ['--enrol', server.url, code] });
  page = await program.window('/');
  page.setDefaultTimeout(30_000);
});
afterAll(async () => {
  program?.kill();
  await chromium?.close();
  await server?.stop();
  if (process.env.E2E_KEEP === undefined) rmSync(folder, { recursive: true, force: true });
  else console.log(`kept: ${folder}`);
});

/** Opens a window as a page does; the one that Chromium makes of it is denied and goes. */
async function openFromPage(address: string): Promise<void> {
  const opened = page.waitForEvent('popup');
  await page.evaluate((to) => {
    window.open(to);
  }, address);
  const popup = await opened;
  if (!popup.isClosed()) await popup.waitForEvent('close');
}

/** Packs the program as `npm run package -- --dir` does; answers what that printed. */
function packProgram(): Promise<string> {
  writeStandInDist(join(folder, 'electron-dist'));
  const args = ['--dir', '--platform', 'linux', '--arch', 'x64'];
  const folders = ['--electron', join(folder, 'electron-dist'), '--output', join(folder, 'packed')];
  const pack = [join(root, 'build/package.ts'), ...args, ...folders];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, pack, { cwd: root }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${stdout}${stderr}`));
    });
  });
}

const data = () => join(folder, 'desktop-data');
const ticket = () => page.getByRole('region', { name: 'Ticket' });
const lines = () => ticket().getByRole('listitem');

test('a sale is rung up through main, preload and the process of core', async () => {
  await signIn(page, 'Mia', '1111');
  await openShift(page, '100');
  await scan(page, '2000000000015');
  await scan(page, 'KITC-01');
  await payExactly(page);
  await ticket().getByText('A1-1-000001').waitFor();
});

test('the page has what the preload script names, and nothing of Node or Electron', async () => {
  const seen = await page.evaluate(() => {
    const host = (window as Window & { tillHost?: TillHost }).tillHost;
    const names = ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'];
    return {
      host: Object.keys(host ?? {}),
      desktop: Object.keys(host?.desktop ?? {}),
      node: names.filter((name) => name in window),
    };
  });
  expect(seen).toEqual({
    host: ['connect', 'desktop'],
    desktop: ['get', 'change', 'installUpdate'],
    node: [],
  });
  expect(program.said).toContainEqual({ t: 'sandbox' });
});

test('the page comes under the strict policy of the browser till, and nothing from elsewhere does', async () => {
  const [policy, foreign, other] = await page.evaluate(async () => {
    const answer = await fetch('/');
    const reach = (address: string) => fetch(address).then(String, () => 'refused');
    return [
      answer.headers.get('content-security-policy'),
      await reach('https://evil.example/'),
      await reach('/../package.json'),
    ];
  });
  expect(policy).toBe(securityHeaders()['content-security-policy']);
  expect(foreign).toBe('refused');
  expect(other).not.toContain('second-chance');
});

test('a page that wants to go elsewhere stays, and opens no window', async () => {
  const stays = page.url();
  await openFromPage('https://evil.example/');
  await page.evaluate(() => {
    window.location.href = 'https://evil.example/';
  });
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = 'https://evil.example/';
    document.body.append(frame);
  });
  expect(page.url()).toBe(stays);
  await scan(page, 'COAT-02');
  const frames = page.frames().map((frame) => frame.url());
  expect(frames.filter((url) => url.includes('evil'))).toEqual([]);
});

test('a customer’s screen shows the ticket and the change, and may ask core for nothing else', async () => {
  await openFromPage('/display');
  const display = await program.window('/display');
  display.setDefaultTimeout(30_000);
  await display.getByRole('listitem').first().waitFor();
  await display.getByText('To pay').waitFor();
  await payExactly(page);
  // Asked from here: a tab behind another draws no frames, and waits in the page count frames.
  await eventually(async () => expect(await display.textContent('body')).toContain('Thank you'));
  const port = await display.evaluate(async () => {
    const host = (window as Window & { tillHost?: TillHost }).tillHost;
    return host?.desktop.get().then(
      () => 'answered',
      () => 'refused',
    );
  });
  expect(port).toBe('refused');
});

test('only a store admin changes the desktop program, and a malformed wish changes nothing', async () => {
  const tried = await page.evaluate(async () => {
    const host = (window as Window & { tillHost?: TillHost }).tillHost;
    const wish = (change: object) =>
      host?.desktop.change(change).then(
        ({ kiosk, mayChange }) => ({ kiosk, mayChange }),
        () => 'refused',
      );
    return [await wish({ kiosk: true }), await wish({ kiosk: 'yes' }), await wish({ node: true })];
  });
  expect(tried).toEqual([{ kiosk: false, mayChange: false }, 'refused', 'refused']);
});

test('a test page goes to a printer of the operating system', async () => {
  await page.keyboard.press('Alt+m');
  await page.getByRole('button', { name: 'Devices' }).click();
  await page.getByRole('button', { name: 'Add receipt printer' }).click();
  await page.getByRole('button', { name: 'Find printers' }).click();
  await page.getByRole('button', { name: 'Stand-in printer' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'A manager must agree' }).waitFor();
  await enterPin(page, '9999');
  await page.getByRole('button', { name: 'Test print' }).click();
  const printed = {
    t: 'printed',
    printer: 'Stand-in printer',
    text: expect.stringContaining('A1'),
  };
  await eventually(async () => expect(program.said).toContainEqual(printed));
  await page.keyboard.press('Escape');
});

test('core killed in the middle of a ticket is back by itself, with ticket and cashier, and the time is told', async () => {
  await scan(page, 'COAT-03');
  await scan(page, 'COAT-07');
  const pid = await program.corePid();
  const began = performance.now();
  process.kill(pid, 'SIGKILL');
  const notice = page.getByText('The till’s program does not answer.');
  await notice.waitFor();
  await notice.waitFor({ state: 'detached' });
  await eventually(async () => expect(await lines().count()).toBe(2));
  console.log(`core was back after ${Math.round(performance.now() - began)} ms`);
  expect(await program.corePid(pid), 'another process').not.toBe(pid);
  await scan(page, 'COAT-04');
  await payExactly(page);
  await ticket().getByText('A1-1-000003').waitFor();
});

test('a window that dies is back with its ticket, and the other parts have not noticed', async () => {
  await scan(page, 'COAT-05');
  const pid = await program.corePid();
  const died = page.waitForEvent('crash');
  const began = performance.now();
  void page.goto('chrome://crash').catch(() => undefined);
  await died;
  page = await program.window('/', page);
  page.setDefaultTimeout(30_000);
  await lines().first().waitFor();
  console.log(`the window was back after ${Math.round(performance.now() - began)} ms`);
  expect(await program.corePid(), 'the same process').toBe(pid);
  await payExactly(page);
  await ticket().getByText('A1-1-000004').waitFor();
});

test('a second start shows the first one’s window and ends', async () => {
  const second = startDesktopProgram(chromium, { data: data() });
  expect(await second.ended).toBe(0);
  await eventually(async () => expect(program.said).toContainEqual({ t: 'focused' }));
});

test('the device’s key is sealed by the keychain, and without that keychain the till does not guess', async () => {
  const keys = join(data(), 'till/keys');
  const texts = readdirSync(keys).map((name) => readFileSync(join(keys, name), 'utf8'));
  expect(texts).toHaveLength(1);
  expect(texts[0]).toMatch(/^vault1\./);

  program.order('quit');
  expect(await program.ended).toBe(0);
  const locked = startDesktopProgram(chromium, { data: data(), keychain: 'another keychain' });
  expect(await locked.ended).toBe(1);
  expect(locked.said).toContainEqual(
    expect.objectContaining({ t: 'dialog', title: 'The keychain does not open' }),
  );
});

test('started again it sells on from where it stopped', async () => {
  program = startDesktopProgram(chromium, { data: data() });
  page = await program.window('/', page);
  page.setDefaultTimeout(30_000);
  await signIn(page, 'Mia', '1111');
  await ticket().waitFor();
  await scan(page, 'COAT-06');
  await payExactly(page);
  await ticket().getByText('A1-1-000005').waitFor();
});

test('nothing went wrong in core that nobody saw', () => {
  const log = readFileSync(join(data(), 'logs/till.log'), 'utf8').trim().split('\n');
  const faults = log.filter((line) => /^\{"level":(50|60)/.test(line) || !line.startsWith('{'));
  expect(faults).toEqual([]);
  expect(log.filter((line) => line.includes('backed_up'))).not.toEqual([]);
});

test('the package holds the program and no source, and its fuses are set', async () => {
  await packed;
  const built = join(folder, 'packed/linux-unpacked');
  // runAsNode, cookies, NODE_OPTIONS, --inspect, integrity, only from asar, snapshot, file: pages.
  expect(fusesOf(join(built, 'second-chance'))).toBe('01001100');
  const { files, beside } = unpackAsar(join(built, 'resources/app.asar'), join(folder, 'app'));
  expect(beside.filter((file) => file.endsWith('.node')).toSorted()).toEqual([
    'node_modules/@node-rs/argon2-linux-x64-gnu/argon2.linux-x64-gnu.node',
    'node_modules/better-sqlite3/prebuilds/linux-x64.node',
  ]);
  expect(files).toContain('main/main.js');
  expect(files).toContain('preload/preload.cjs');
  expect(files).toContain('renderer/index.html');
  const ours = files.filter((file) => !file.startsWith('node_modules/'));
  expect(ours.filter((file) => /\.(ts|tsx|map)$/.test(file))).toEqual([]);
});

test('what is in the package opens the same till and sells on', async () => {
  program.order('quit');
  expect(await program.ended).toBe(0);
  program = startDesktopProgram(chromium, { data: data(), program: join(folder, 'app') });
  page = await program.window('/', page);
  page.setDefaultTimeout(30_000);
  await signIn(page, 'Mia', '1111');
  await ticket().waitFor();
  await scan(page, 'COAT-08');
  await payExactly(page);
  await ticket().getByText('A1-1-000006').waitFor();
});

test('the same sale is rung up in a real Electron, where one is', async (context) => {
  const executablePath = findElectron();
  if (executablePath === null || !hasScreen()) {
    const reason =
      'no Electron that starts here (its program is fetched by npm start, or ELECTRON)';
    console.warn(`!  The desktop program was NOT tried in a real Electron: ${reason}.`);
    context.task.meta.skippedBecause = reason;
    return context.skip(reason);
  }
  const code = await demoEnrolmentCode(server.url, 'A2');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const real = await _electron.launch({
    executablePath,
    args: [
      join(root, 'desktop'),
      ...asRoot,
      '--data',
      join(folder, 'real-data'),
      '--enrol',
      server.url,
      code,
    ],
  });
  try {
    page = await real.firstWindow();
    page.setDefaultTimeout(60_000);
    await signIn(page, 'Mia', '1111');
    await openShift(page, '100');
    await scan(page, 'COAT-09');
    await payExactly(page);
    await ticket().getByText('A2-1-000001').waitFor();
    expect(await page.evaluate(() => 'require' in window || 'process' in window)).toBe(false);
    expect(page.url()).toBe('app://till/');
  } finally {
    await real.close();
  }
});
