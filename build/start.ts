/**
 * `npm start [-- --browser]`: PostgreSQL, server, demo shop and till A1, and what to do with them. The
 * till is the desktop program where Electron can be had and a screen is there, else a browser's.
 */
import { existsSync } from 'node:fs';
import { tillFolder, tillLock } from './lib/checkout.ts';
import type { Part } from './lib/child.ts';
import { demoAccounts, demoSignIns } from './lib/demo-words.ts';
import { findOrFetchElectron, hasScreen } from './lib/electron.ts';
import {
  enrolTill,
  serverLock,
  startDesktopPart,
  startServerPart,
  startTillPart,
} from './lib/parts.ts';
import { lockHolder, takeProcessLock } from './lib/process-lock.ts';
import { buildAdmin, buildDesktop, buildRenderer, buildShop } from './lib/renderer.ts';
import type { ServerReady } from './lib/server-process.ts';
import { fail, onStop, onTyped, paragraph, progress } from './lib/terminal.ts';

const REGISTER = 'A1';

const holder = takeProcessLock(tillLock(REGISTER)) ?? lockHolder(serverLock);
if (holder !== null) {
  fail(`Second Chance runs already from this folder (process ${holder}). End that one first.`);
}

const running: { server: Part<ServerReady> | null; till: Part<unknown> | null } = {
  server: null,
  till: null,
};
let stopping = false;
const electron = chooseElectron();

onStop(async () => {
  stopping = true;
  progress('Stopping …');
  await running.till?.stop();
  await running.server?.stop();
});

try {
  buildRenderer(progress);
  buildAdmin(progress);
  buildShop(progress);
  if (electron !== null) buildDesktop(progress);
  progress('Starting PostgreSQL and the server …');
  const { url } = await startServer();
  progress('Opening the till …');
  const { till, where } =
    electron === null ? await openInBrowser(url) : await openWindow(electron, url);
  paragraph([
    'Second Chance is running.',
    '',
    `Till ${REGISTER}      ${where}`,
    ...demoSignIns(),
    '',
    `Admin web    ${url}/admin`,
    ...demoAccounts(),
    `Server       ${url} · API at ${url}/docs`,
    '',
    'A second till: npm run till -- --register A2   Everything is in .data; delete it to begin afresh.',
    ...(process.stdin.isTTY === true
      ? ['Type s and Enter to stop or start the server, q and Enter to quit.']
      : ['Ctrl-C quits.']),
  ]);
  onTyped((line) => {
    if (line === 'q') process.kill(process.pid, 'SIGTERM');
    if (line === 's') void toggleServer();
  });
  const how = await till.ended;
  const closed = electron !== null && how === 'status 0';
  if (!stopping && closed) process.kill(process.pid, 'SIGTERM');
  else if (!stopping) {
    await running.server?.stop();
    fail(`The till ended (${how}). Its log is in .data; npm start opens it again.`);
  }
} catch (error) {
  if (!stopping) {
    await running.till?.stop();
    await running.server?.stop();
    fail(error);
  }
}

/** A till that began in the browser goes on there: a register is one till. */
function chooseElectron(): string | null {
  const browser = process.argv.includes('--browser') || existsSync(tillFolder(REGISTER));
  return browser || !hasScreen() ? null : findOrFetchElectron(progress);
}

async function openWindow(program: string, serverUrl: string) {
  const till = await startDesktopPart({ electron: program, registerCode: REGISTER, serverUrl });
  running.till = till;
  return { till, where: 'in its own window' };
}

async function openInBrowser(serverUrl: string) {
  const till = startTillPart({ registerCode: REGISTER });
  running.till = till;
  const { openUrl, phase } = await till.ready;
  if (phase === 'unenrolled') {
    const { enrolled, message } = await enrolTill(till, { serverUrl, registerCode: REGISTER });
    if (!enrolled) throw new Error(`The till could not be enrolled. ${message}`);
  }
  return { till, where: openUrl };
}

async function startServer(): Promise<ServerReady> {
  const part = await startServerPart();
  running.server = part;
  const ready = await part.ready;
  void part.ended.then((how) => {
    if (running.server !== part || stopping) return;
    running.server = null;
    progress(
      `The server ended by itself (${how}). The till sells on; what it sells is sent later.`,
    );
    progress(
      process.stdin.isTTY === true
        ? 'Type s and Enter to start the server again.'
        : 'npm run server starts it again.',
    );
  });
  return ready;
}

async function toggleServer(): Promise<void> {
  const { server } = running;
  if (server !== null) {
    running.server = null;
    progress('Stopping the server …');
    await server.stop();
    return progress(
      'The server is stopped. The till sells on. Type s and Enter to start it again.',
    );
  }
  progress('Starting the server …');
  await startServer().then(
    ({ url }) => progress(`The server is back at ${url}. What the till sold is being sent.`),
    (error: Error) => progress(error.message),
  );
}
