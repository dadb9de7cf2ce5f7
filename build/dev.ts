/**
 * `npm run dev`: as `npm start`, but server and till start again when their code changes, and the
 * screens are built again when theirs does; reload the window to see them.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { root, tillLock } from './lib/checkout.ts';
import { demoSignIns } from './lib/demo-words.ts';
import { enrolTill, serverLock, startServerPart, startTillPart } from './lib/parts.ts';
import { lockHolder, takeProcessLock } from './lib/process-lock.ts';
import { buildRenderer } from './lib/renderer.ts';
import { fail, onStop, paragraph, progress } from './lib/terminal.ts';

const REGISTER = 'A1';
const WATCH = ['--watch', '--watch-preserve-output'];

const holder = takeProcessLock(tillLock(REGISTER)) ?? lockHolder(serverLock);
if (holder !== null) fail(`Second Chance runs already from this folder (process ${holder}).`);
buildRenderer(progress);
const screens = spawn(
  process.execPath,
  [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--watch', '--logLevel', 'warn'],
  { cwd: join(root, 'desktop'), stdio: ['ignore', 'inherit', 'inherit'] },
);
const server = await startServerPart(WATCH);
// The same secret at every restart: open windows stay open.
const env = { TILL_HOST_SECRET: randomBytes(32).toString('base64url') };
const till = startTillPart({ registerCode: REGISTER, env, nodeOptions: WATCH });
onStop(async () => {
  screens.kill();
  await till.stop();
  await server.stop();
});
const [{ url }, { openUrl, phase }] = await Promise.all([server.ready, till.ready]).catch(fail);
if (phase === 'unenrolled') {
  progress((await enrolTill(till, { serverUrl: url, registerCode: REGISTER })).message);
}
paragraph([
  `Till ${REGISTER}      ${openUrl}`,
  `Server       ${url}`,
  ...demoSignIns(),
  '',
  'Ctrl-C quits.',
]);
