/** `npm test`: everything, with real PostgreSQL and a real browser, and one line of result. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from './lib/checkout.ts';
import { findOrInstallChromium } from './lib/chromium.ts';
import { buildAdmin, buildRenderer, buildShop } from './lib/renderer.ts';

interface VitestResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly meta: { readonly skippedBecause?: string };
    }[];
  }[];
}

const say = (line: string) => console.error(`· ${line}`);
const chromium = findOrInstallChromium(say);
if (chromium === null) sayThatBrowserTestsAreMissing();
else {
  buildRenderer(say);
  buildAdmin(say);
  buildShop(say);
}

// Whatever the tests and the browser put into the temporary folder goes with this one. Under root,
// PostgreSQL runs as another account, which must be able to enter.
const folder = mkdtempSync(join(tmpdir(), 'second-chance-test-'));
chmodSync(folder, 0o755);
const resultFile = join(folder, 'result.json');
const vitest = spawn(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${resultFile}`,
    ...(chromium === null ? ['--project=!e2e'] : []),
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      TMPDIR: folder,
      TEMP: folder,
      TMP: folder,
      ...(chromium && { CHROMIUM: chromium }),
    },
  },
);
// An interrupt from the keyboard reaches vitest by itself.
process.on('SIGINT', () => undefined);
for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => vitest.kill(signal));
const [status] = await once(vitest, 'close');
const result = readResult();
await removeFolder();
process.exit(report());

/** Prints the result line and returns the exit status. */
function report(): number {
  if (result === null) {
    console.log('0 passed, 1 failed');
    return 1;
  }
  // A file that could not be loaded has no tests to count, and an error outside of any test none
  // either: each is a failure all the same.
  const unloaded = result.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  ).length;
  const counted = result.numFailedTests + unloaded;
  const failed = status === 0 ? counted : Math.max(1, counted);
  const skipped = result.numPendingTests + result.numTodoTests;
  listSkipped(result);
  console.log(
    `${result.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  );
  const incomplete = chromium === null && process.env.CI !== undefined;
  return failed > 0 || incomplete ? 1 : 0;
}

function listSkipped({ testResults }: VitestResult): void {
  for (const { name, assertionResults } of testResults) {
    for (const { status, fullName, meta } of assertionResults) {
      if (status === 'passed' || status === 'failed') continue;
      const reason = meta.skippedBecause === undefined ? '' : `: ${meta.skippedBecause}`;
      say(`skipped ${relative(root, name)} > ${fullName}${reason}`);
    }
  }
}

/** After an interrupt others may still be writing or tidying up in there. */
async function removeFolder(): Promise<void> {
  for (let tries = 0; existsSync(folder) && tries < 50; tries += 1) {
    if (tries > 0) await pause(100);
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {}
  }
}

function readResult(): VitestResult | null {
  try {
    return JSON.parse(readFileSync(resultFile, 'utf8')) as VitestResult;
  } catch {
    return null;
  }
}

function sayThatBrowserTestsAreMissing(): void {
  console.error(
    [
      '',
      '!  No Chromium was found and none could be installed: the tests of the screens do NOT run.',
      '!  Install chromium or Google Chrome, or name one in the environment variable CHROMIUM.',
      '',
    ].join('\n'),
  );
}
