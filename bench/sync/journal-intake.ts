/** Sales a second with 1, 4 and 16 registers, and with two server nodes: `bench/intake.ts` for each. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const CASES = [
  { registers: 1, nodes: 1 },
  { registers: 4, nodes: 1 },
  { registers: 16, nodes: 1 },
  { registers: 16, nodes: 2 },
] as const;

export async function measureIntake({ sales }: { readonly sales: number }) {
  const results: object[] = [];
  for (const { registers, nodes } of CASES) {
    const measured = await intake({ registers, nodes, sales });
    results.push(measured);
    console.log(`intake: ${JSON.stringify(measured)}`);
  }
  return results;
}

async function intake(numbers: Readonly<Record<'registers' | 'nodes' | 'sales', number>>) {
  const script = join(import.meta.dirname, '../intake.ts');
  const args = Object.entries(numbers).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, [...process.execArgv, script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`the intake bench ended with ${code}`);
  const { registers, nodes, salesPerSecond, serverCpuMsPerSale, databaseCpuMsPerSale, ratio } =
    JSON.parse(said.trim().split('\n').at(-1) ?? '');
  return { registers, nodes, salesPerSecond, serverCpuMsPerSale, databaseCpuMsPerSale, ratio };
}
