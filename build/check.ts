/** `npm run check`: types, lint and format, layers and the fast tests, in under a minute. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './lib/checkout.ts';

const bin = (path: string) => join(root, 'node_modules', path);
const types = (project: string): Step => ({
  name: `types of ${project}`,
  program: [bin('typescript/bin/tsc'), '-p', project],
});

interface Step {
  readonly name: string;
  readonly program: readonly string[];
}

const STEPS: readonly Step[] = [
  {
    name: 'lint and format',
    program: [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings'],
  },
  types('shared'),
  types('shared/ui'),
  types('desktop/tsconfig.core.json'),
  types('desktop/tsconfig.renderer.json'),
  types('desktop/tsconfig.main.json'),
  types('desktop/tsconfig.preload.json'),
  types('sync-server'),
  types('sync-server/web/admin'),
  types('tsconfig.json'),
  {
    name: 'fast tests and layers',
    program: [bin('vitest/vitest.mjs'), 'run', '--project=fast', '--reporter=dot'],
  },
];
/** More at once only makes each slower on the two cores that are always there. */
const AT_ONCE = 3;

const waiting = [...STEPS];
const failed: string[] = [];
const started = Date.now();
await Promise.all(Array.from({ length: AT_ONCE }, work));
const seconds = ((Date.now() - started) / 1_000).toFixed(1);
console.log(
  failed.length === 0
    ? `\nAll is well (${seconds} s).`
    : `\nNot well: ${failed.join(', ')} (${seconds} s).`,
);
process.exit(failed.length === 0 ? 0 : 1);

async function work(): Promise<void> {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    const { name, program } = step;
    const began = Date.now();
    const { status, output } = await run(program);
    const took = ((Date.now() - began) / 1_000).toFixed(1);
    console.log(`${status === 0 ? '✓' : '✗'} ${name} (${took} s)`);
    if (status === 0) continue;
    failed.push(name);
    console.log(output.trim());
  }
}

function run(
  program: readonly string[],
): Promise<{ readonly status: number; readonly output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, program, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('close', (code) => resolve({ status: code ?? 1, output }));
  });
}
