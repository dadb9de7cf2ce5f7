/** Power cut after "paid": what a till's disk has when the plug is pulled at some moment. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { verifyJournal } from '@second-chance/desktop/src/core/journal/verify-journal.ts';
import { readSnapshot } from '@second-chance/desktop/src/core/store/read-snapshot.ts';
import { openTestTill } from '@second-chance/desktop/src/core/test/open-test-till.ts';
import { AT } from '@second-chance/shared/test/builders.ts';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { TILL_THAT_DOES_NOT_WAIT } from './mutations-power.ts';
import { makePowerDisk, type PowerDisk, whyNoPowerDisk } from './power-disk.ts';

const reason = await whyNoPowerDisk();
const ROUNDS = 6;
const SELL_FOR_MS_MAX = 400;
const SELLING = join(import.meta.dirname, '../../../desktop/src/core/test/selling-process.ts');
const HOOK = join(import.meta.dirname, '../mutated-build.ts');

type Program = ChildProcessByStdio<Writable, Readable, null>;

function startProgram(dataDir: string, mutation: string | null): Program {
  const hook = mutation === null ? [] : ['--import', HOOK];
  return spawn(process.execPath, [...hook, SELLING, dataDir, String(AT)], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, ...(mutation !== null && { FAULTS_MUTATION: mutation }) },
  });
}

/** Lets a till sell and cuts the power at some moment; answers the sales whose receipt was released. */
async function sellUntilPowerFails(
  disk: PowerDisk,
  program: Program,
  sellForMs: number,
): Promise<readonly string[]> {
  const exited = once(program, 'exit');
  const closed = once(program.stdout, 'close');
  let said = '';
  program.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  program.stdin.end('open\n');
  while (said.split('\n').length <= 2 && program.exitCode === null) await pause(1);
  expect(program.exitCode, 'the till sells').toBeNull();
  await pause(sellForMs);
  const released = said.split('\n').slice(0, -1);
  await disk.cutPower();
  program.kill('SIGKILL');
  await exited;
  await closed;
  return released.filter((line) => line !== 'ready').map((line) => line.split(' ')[0] ?? '');
}

interface Outcome {
  readonly released: number;
  readonly lost: number;
  readonly faults: readonly unknown[];
}

/** Cuts it that many times, or until a loss is seen where that is what is looked for. */
async function cutPowerOften(
  mutation: string | null,
  { rounds, untilLost = false }: { readonly rounds: number; readonly untilLost?: boolean },
): Promise<Outcome> {
  await using shop = await openTestTill({ shift: true });
  await shop.till.close();
  const disk = await makePowerDisk(64);
  try {
    const dataDir = join(disk.folder, 'till');
    cpSync(shop.dataDir, dataDir, { recursive: true });
    disk.flush();
    const released: string[] = [];
    const lost = new Set<string>();
    const faults: unknown[] = [];
    for (let round = 0; round < rounds && !(untilLost && lost.size > 0); round += 1) {
      const program = startProgram(dataDir, mutation);
      // A step that shares no factor with the range visits all moments.
      const sellForMs = (round * 97 + 60) % SELL_FOR_MS_MAX;
      released.push(...(await sellUntilPowerFails(disk, program, sellForMs)));
      await disk.restore();
      const onDisk = salesOn(dataDir);
      for (const saleId of released) if (!onDisk.has(saleId)) lost.add(saleId);
      const { fault } = readSnapshot(join(dataDir, 'till.db'), verifyJournal);
      if (fault !== null) faults.push(fault);
    }
    return { released: released.length, lost: lost.size, faults };
  } finally {
    await disk.destroy();
  }
}

function salesOn(dataDir: string): ReadonlySet<string> {
  const sqlite = new Database(join(dataDir, 'till.db'));
  try {
    const rows = sqlite.prepare('select sale_id as id from sale').all();
    return new Set((rows as { readonly id: string }[]).map(({ id }) => id));
  } finally {
    sqlite.close();
  }
}

test('power cut after "paid": every sale whose receipt was released is on the disk, and a till that does not wait for it loses some', async (context) => {
  if (reason !== null) {
    console.warn(`!  POWER LOSS IS NOT TESTED HERE: ${reason}`);
    context.task.meta.skippedBecause = reason;
    context.skip(reason);
  }
  const sound = await cutPowerOften(null, { rounds: ROUNDS });
  expect(sound.lost).toBe(0);
  expect(sound.faults).toEqual([]);
  // The cuts are worth something only if they met a till that was selling.
  expect(sound.released).toBeGreaterThan(2 * ROUNDS);

  const careless = { rounds: ROUNDS, untilLost: true };
  const unsound = await cutPowerOften(TILL_THAT_DOES_NOT_WAIT.name, careless);
  const told = (name: string, { released, lost }: Outcome) =>
    console.info(`· ${name}: ${lost} of ${released} released receipts lost`);
  told('synchronous=FULL', sound);
  told('synchronous=NORMAL', unsound);
  expect(unsound.lost).toBeGreaterThan(0);
}, 300_000);
