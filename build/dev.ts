/**
 * `npm run dev`: as `npm start`, but server and till start again when their code changes, and the
 * screens are built again when theirs does; reload the window to see them.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { root, tillLock } from './lib/checkout.ts';
import type { Part } from './lib/child.ts';
import { demoSignIns } from './lib/demo-words.ts';
import { enrolTill, serverLock, startServerPart, startTillPart } from './lib/parts.ts';
import { lockHolder, takeProcessLock } from './lib/process-lock.ts';
import { buildAdmin, buildRenderer, buildShop } from './lib/renderer.ts';
import { fail, onStop, paragraph, progress } from './lib/terminal.ts';

const REGISTER = 'A1';
/** An editor writes several files in one go. */
const QUIET_MS = 300;
// The same secret at every restart: open windows stay open.
const env = { TILL_HOST_SECRET: randomBytes(32).toString('base64url') };

const holder = takeProcessLock(tillLock(REGISTER)) ?? lockHolder(serverLock);
if (holder !== null) fail(`Second Chance runs already from this folder (process ${holder}).`);
buildRenderer(progress);
buildAdmin(progress);
buildShop(progress);
const screens = ['desktop', 'sync-server/web/admin'].map((folder) =>
  spawn(
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--watch', '--logLevel', 'error'],
    { cwd: join(root, folder), stdio: ['ignore', 'inherit', 'inherit'] },
  ),
);
let server = await startServerPart();
let till = startTillPart({ registerCode: REGISTER, env });
onStop(async () => {
  for (const screen of screens) screen.kill();
  await till.stop();
  await server.stop();
});
const [{ url }, { openUrl, phase }] = await Promise.all([server.ready, till.ready]).catch(fail);
if (phase === 'unenrolled') {
  progress((await enrolTill(till, { serverUrl: url, registerCode: REGISTER })).message);
}
paragraph([
  `Till ${REGISTER}      ${openUrl}`,
  `Server       ${url} · admin web at ${url}/admin`,
  ...demoSignIns(),
  '',
  'Ctrl-C quits.',
]);

onChange(['sync-server/src', 'sync-server/web/shop', 'shared/src'], async () => {
  await server.stop();
  buildShop(progress);
  server = await startServerPart();
  await settled(server, 'server');
});
onChange(['desktop/src/core', 'desktop/src/browser-host', 'shared/src'], async () => {
  await till.stop();
  till = startTillPart({ registerCode: REGISTER, env });
  await settled(till, 'till');
});

async function settled(part: Part<unknown>, name: string): Promise<void> {
  await part.ready.then(
    () => progress(`The ${name} runs again with its new code.`),
    (error: Error) => progress(error.message),
  );
}

/** Calls back after changes, once for those that come together and never twice at once. */
function onChange(folders: readonly string[], restart: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  for (const folder of folders) {
    watch(join(root, folder), { recursive: true }, (_event, file) => {
      if (file === null || /\.test\.tsx?$/.test(file)) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(restart).catch((error: Error) => progress(error.message));
      }, QUIET_MS);
    });
  }
}
