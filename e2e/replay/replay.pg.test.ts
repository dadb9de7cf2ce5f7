import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const ROWS = [
  '1,85123A,WHITE HEART,6,2011-01-03 08:26:00,2.55,17850,United Kingdom',
  '1,85123a,RED HEART,2,2011-01-03 08:26:00,1.5,17850,United Kingdom',
  '1,POST,POSTAGE,1,2011-01-03 08:26:00,18,17850,United Kingdom',
  '2,22633,"HAND WARMER, UNION JACK",3,2011-01-03 09:00:00,1.85,,United Kingdom',
  '2,22633,"HAND WARMER, UNION JACK",1,2011-01-03 09:00:00,1.995,,United Kingdom',
  'C3,85123A,WHITE HEART,-2,2011-01-04 10:00:00,2.55,17850,United Kingdom',
  '4,22633,damaged,-5,2011-01-04 11:00:00,0,,United Kingdom',
  '5,GIFT,,1,2011-01-05 11:00:00,0,,United Kingdom',
  'A6,B,Adjust bad debt,1,2011-01-05 12:00:00,-11.06,,United Kingdom',
];

/** Runs the command as a person would. */
async function replay(...args: readonly string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'replay.ts'), ...args]);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [status] = await once(child, 'close');
  return { status, stdout, stderr, lastLine: stdout.trim().split('\n').at(-1) ?? '' };
}

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'replay-'));
  // PostgreSQL runs as an account of its own and must reach its cluster below.
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('sales, returns, write-offs, odd prices and services end up the same at tills and server', async () => {
  const folder = aFolder();
  const file = join(folder, 'shop.csv');
  writeFileSync(file, `${[HEADER, ...ROWS].join('\n')}\n`);
  const data = join(folder, 'data');
  const run = await replay(file, '--registers', '2', '--data', data, '--fresh');
  expect(run.stderr).toContain('6 invoices, 9 lines, 2 registers');
  expect(JSON.parse(run.lastLine)).toMatchObject({
    invoices: 6,
    lines: 9,
    // 15.30 + 3.00 + 18.00, 5.55 + 2.00, −5.10, 0, −11.06
    totalMinor: 2_769,
    expectedTotal: 27.685,
    roundingDifferenceMinor: 0.5,
    tillTotalMinor: 2_769,
    serverTotalMinor: 2_769,
    serverSales: 5,
    duplicates: 0,
    missing: 0,
    exceptions: 0,
    journalValid: true,
    stockMismatches: 0,
  });
  expect(run.status).toBe(0);
}, 120_000);

test('a file of another layout or a bad call rings nothing up and has its own status', async () => {
  const file = join(aFolder(), 'other.csv');
  writeFileSync(file, 'a,b\n1,2\n');
  for (const args of [[file], ['/nowhere.csv'], [], [file, '--registers', '0'], [file, '--much']]) {
    const run = await replay(...args);
    expect(run.status, args.join(' ')).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain('npm run replay -- FILE');
  }
}, 60_000);
