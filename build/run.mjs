/**
 * Every npm script comes through here: `node build/run.mjs COMMAND [ARGUMENTS]`.
 *
 * It runs on whatever Node the system has (18 or newer), sets the checkout up, and then runs the
 * command on the pinned Node.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { commandEnvironment, pinnedNode, root, SetUpError, setUp } from './set-up.mjs';

const COMMANDS = {
  start: 'build/start.ts',
  server: 'build/server.ts',
  till: 'build/till.ts',
  dev: 'build/dev.ts',
  test: 'build/test.ts',
  check: 'build/check.ts',
  build: 'build/build.ts',
  replay: 'e2e/replay/replay.ts',
  faults: 'e2e/faults/faults.ts',
  'verify-journal': 'build/verify-journal.ts',
  screens: 'e2e/screens.ts',
  lighthouse: 'e2e/lighthouse.ts',
  'create-organization': 'build/create-organization.ts',
  'create-store-admin': 'build/create-store-admin.ts',
  package: 'build/package.ts',
};

async function main([command = '', ...args]) {
  if (Number(process.versions.node.split('.')[0]) < 18) {
    throw new SetUpError(`Node 18 or newer is needed to begin with; this is ${process.version}.`);
  }
  const { script, rest } = scriptOf(command, args);
  await setUp((line) => console.error(`· ${line}`));
  return runScript(script, rest);
}

function scriptOf(command, args) {
  if (command === 'format') {
    return { script: 'node_modules/@biomejs/biome/bin/biome', rest: ['check', '--write', ...args] };
  }
  if (command === 'bench') {
    const [name = '', ...rest] = args;
    const script = `bench/${name}.ts`;
    if (/^[a-z0-9-]+$/.test(name) && existsSync(join(root, script))) return { script, rest };
    const names = readdirSync(join(root, 'bench'))
      .filter((file) => /^[a-z0-9-]+\.ts$/.test(file))
      .map((file) => file.replace('.ts', ''));
    throw new SetUpError(`Which one? npm run bench -- ${names.join(' | ')}`);
  }
  const script = COMMANDS[command];
  if (script === undefined) {
    throw new SetUpError(
      `There is no command "${command}"; there are ${Object.keys(COMMANDS).join(', ')}.`,
    );
  }
  return { script, rest: args };
}

/**
 * The open channel tells the command when this process is gone, however it ended. An interrupt from
 * the keyboard reaches the command by itself; it decides how to stop, and this process waits.
 */
function runScript(script, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(pinnedNode, ['--disable-warning=ExperimentalWarning', script, ...args], {
      cwd: root,
      env: commandEnvironment(),
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    });
    process.on('SIGINT', () => undefined);
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof SetUpError ? error.message : error);
    process.exit(1);
  },
);
