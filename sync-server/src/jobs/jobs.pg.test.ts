import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { freshDatabase, type TestDatabase } from '../../test/postgres.ts';
import { type JobKind, type Jobs, startJobs } from './jobs.ts';

let database: TestDatabase;
const nodes: Jobs[] = [];

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(async () => {
  for (const node of nodes) await node.stop();
  await database[Symbol.asyncDispose]();
});

async function aNode(): Promise<Jobs> {
  const node = await startJobs({ databaseUrl: database.url, logger: pino({ level: 'silent' }) });
  nodes.push(node);
  return node;
}

function aKind(name: string, fields: Partial<JobKind<{ n: number }>> = {}): JobKind<{ n: number }> {
  const payload = z.strictObject({ n: z.int() });
  const limits = { retries: 3, retryWaitSecondsMax: 1, secondsMax: 60, atOnce: 1 };
  return { name, payload, ...limits, ...fields };
}

test('several nodes do every job once, and together', async () => {
  const kind = aKind('test.shared', { atOnce: 2 });
  const [first, second] = [await aNode(), await aNode()];
  const done: (readonly [node: string, n: number])[] = [];
  await first.handle(kind, async ({ n }) => void done.push(['first', n]));
  await second.handle(kind, async ({ n }) => void done.push(['second', n]));
  const wanted = Array.from({ length: 20 }, (_, n) => n);
  for (const n of wanted) await (n % 2 === 0 ? first : second).add(kind, { n });
  await expect.poll(() => done.length, { timeout: 30_000 }).toBe(20);
  expect(done.map(([, n]) => n).toSorted((left, right) => left - right)).toEqual(wanted);
});

test('what fails is tried again, and is told which try is the last', async () => {
  const kind = aKind('test.failing', { retries: 2 });
  const node = await aNode();
  const tries: (readonly [attempt: number, isLast: boolean])[] = [];
  await node.handle(kind, async (_, { attempt, isLast }) => {
    tries.push([attempt, isLast]);
    throw new Error('not today');
  });
  await node.add(kind, { n: 1 });
  const all = [
    [0, false],
    [1, false],
    [2, true],
  ];
  await expect.poll(() => tries, { timeout: 30_000 }).toEqual(all);
});

test('a job outlives the node that added it', async () => {
  const kind = aKind('test.outliving');
  const before = await aNode();
  await before.add(kind, { n: 7 });
  await before.stop();
  nodes.splice(nodes.indexOf(before), 1);
  const after = await aNode();
  const done: number[] = [];
  await after.handle(kind, async ({ n }) => void done.push(n));
  await expect.poll(() => done, { timeout: 30_000 }).toEqual([7]);
});

test('the role of requests can neither read nor add jobs', async () => {
  const read = database.pool.query('select * from pgboss.job');
  await expect(read).rejects.toThrow('permission denied');
});
