import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { AT } from '@second-chance/shared/test/builders.ts';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { verifyJournal } from '../journal/verify-journal.ts';
import { readSnapshot } from '../store/read-snapshot.ts';
import { openTestTill } from './open-test-till.ts';

/** `KILLS=100` for more instants. */
const KILLS = Number(process.env.KILLS ?? 25);
const SELL_FOR_MS_MAX = 60;

interface Acknowledged {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly gross: number;
}

/** Starts the program of a till. It touches no file of the till before it is told to. */
function startProgram(
  dataDir: string,
  compiled: string,
): ChildProcessByStdio<Writable, Readable, null> {
  const script = join(import.meta.dirname, 'selling-process.ts');
  return spawn(process.execPath, [script, dataDir, String(AT)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // What one has compiled the next one need not.
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
}

/** Lets a till sell, kills it with no warning at some instant, and answers what it had acknowledged. */
async function sellAndKill(
  child: ReturnType<typeof startProgram>,
  round: number,
): Promise<readonly Acknowledged[]> {
  const exited = once(child, 'exit');
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const closed = once(child.stdout, 'close');
  child.stdin.end('open\n');
  const isSelling = () => said.split('\n').length > 2;
  while (!isSelling() && child.exitCode === null) await wait(1);
  // A step that shares no factor with the range visits all instants, the same in every run.
  await wait((round * 37) % SELL_FOR_MS_MAX);
  child.kill('SIGKILL');
  const [, signal] = await exited;
  await closed;
  expect(signal, 'the fault fired').toBe('SIGKILL');
  const lines = said.split('\n').filter((line) => line !== 'ready');
  // The last piece ends in a line feed if the write got through; a sale half said is not said.
  return lines.slice(0, -1).map((line) => {
    const [saleId = '', receiptNumber = '', gross = ''] = line.split(' ');
    return { saleId, receiptNumber, gross: Number(gross) };
  });
}

interface OnDisk {
  readonly sales: readonly (Acknowledged & { readonly counter: number })[];
  /** Sales of which some part is missing or too much. */
  readonly half: readonly unknown[];
  readonly linesOnOpenTicket: number;
}

function readDisk(dataDir: string): OnDisk {
  const sqlite = new Database(join(dataDir, 'till.db'), { readonly: true });
  try {
    const sales = sqlite
      .prepare(
        `select sale_id as saleId, receipt_number as receiptNumber, gross,
           cast(substr(receipt_number, 6) as integer) as counter
         from sale order by seq`,
      )
      .all() as OnDisk['sales'];
    const half = sqlite
      .prepare(
        `select s.sale_id from sale s
         left join journal_entry j on j.epoch = s.epoch and j.chain = s.chain and j.seq = s.seq
         where j.hash is null
           or json_extract(j.entry_json, '$.payload.saleId') <> s.sale_id
           or json_extract(j.entry_json, '$.payload.receiptNumber') <> s.receipt_number
           or json_array_length(j.entry_json, '$.payload.lines')
             <> (select count(*) from sale_line l where l.sale_id = s.sale_id)
           or (select sum(amount) from sale_tender t where t.sale_id = s.sale_id) <> s.gross
           or (select count(*) from stock_movement m where m.epoch = s.epoch and m.seq = s.seq)
             <> (select count(*) from sale_line l
                 join rx_till_items_0 i on i.id = l.item_id
                 where l.sale_id = s.sale_id
                   and json_extract(i.doc, '$.kind') <> 'service')
         union all
         select j.hash from journal_entry j
         where j.type = 'sale_completed'
           and not exists (select 1 from sale s where s.epoch = j.epoch and s.seq = j.seq)`,
      )
      .all();
    const open = sqlite.prepare('select count(*) as n from open_cart_line').get() as { n: number };
    return { sales, half, linesOnOpenTicket: open.n };
  } finally {
    sqlite.close();
  }
}

test('a till killed at any instant has every sale it acknowledged, none half, numbers without gap', async () => {
  await using shop = await openTestTill({ shift: true });
  const { dataDir } = shop;
  await shop.till.close();
  const acknowledged: Acknowledged[] = [];
  let inMidTicket = 0;
  // The program of the next round loads while this round sells.
  const compiled = join(dataDir, 'compiled');
  let next = startProgram(dataDir, compiled);
  onTestFinished(() => void next.kill());

  for (let round = 0; round < KILLS; round++) {
    const program = next;
    next = startProgram(dataDir, compiled);
    const said = await sellAndKill(program, round);
    const before = acknowledged.length;
    acknowledged.push(...said);
    const disk = readDisk(dataDir);
    const known = new Map(disk.sales.map((sale) => [sale.saleId, sale]));
    for (const sale of acknowledged.slice(before)) {
      expect(known.get(sale.saleId), `round ${round}`).toMatchObject(sale);
    }
    expect(disk.half, `round ${round}`).toEqual([]);
    if (disk.linesOnOpenTicket > 0) inMidTicket += 1;
  }

  const { sales } = readDisk(dataDir);
  expect(sales.map((sale) => sale.counter)).toEqual(sales.map((_, index) => index + 1));
  expect(new Set(sales.map((sale) => sale.saleId)).size).toBe(sales.length);
  const journal = readSnapshot(join(dataDir, 'till.db'), verifyJournal);
  expect(journal.fault).toBeNull();
  expect(journal.entries).toBeGreaterThan(sales.length);
  // The kills are worth something only if they met tills that were selling.
  expect(acknowledged.length).toBeGreaterThan(KILLS);
  expect(inMidTicket).toBeGreaterThan(KILLS / 10);
  await shop.reopen();
}, 240_000);
