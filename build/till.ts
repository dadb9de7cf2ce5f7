/** `npm run till -- [--register A2]`: one till of this checkout alone. */
import { parseArgs } from 'node:util';
import { tillLock } from './lib/checkout.ts';
import { demoSignIns } from './lib/demo-words.ts';
import { enrolTill, knownServerUrl, startTillPart } from './lib/parts.ts';
import { takeProcessLock } from './lib/process-lock.ts';
import { buildRenderer } from './lib/renderer.ts';
import { fail, onStop, paragraph, progress } from './lib/terminal.ts';

const { values } = parseArgs({ options: { register: { type: 'string', default: 'A1' } } });
const registerCode = values.register.toUpperCase();
if (!/^[A-Z0-9]{1,8}$/.test(registerCode)) fail(`"${values.register}" is no register.`);
const holder = takeProcessLock(tillLock(registerCode));
if (holder !== null) fail(`Till ${registerCode} is open already (process ${holder}).`);
try {
  buildRenderer(progress);
  const till = startTillPart({ registerCode });
  onStop(() => till.stop());
  const { openUrl, phase } = await till.ready;
  if (phase === 'unenrolled') await enrol();
  paragraph([
    `Till ${registerCode.padEnd(7)} ${openUrl}`,
    ...demoSignIns(),
    '',
    'Ctrl-C closes it.',
  ]);
  const how = await till.ended;
  fail(`The till ended (${how}). Its log is in .data/till-${registerCode}.log.`);

  async function enrol(): Promise<void> {
    const serverUrl = knownServerUrl();
    const help = 'It asks for a one-time code on its screen.';
    if (serverUrl === null) return progress(`The till is new and there is no server yet. ${help}`);
    const enrolled = await enrolTill(till, { serverUrl, registerCode }).catch((error: Error) => ({
      message: error.message,
    }));
    progress(enrolled.message);
  }
} catch (error) {
  fail(error);
}
