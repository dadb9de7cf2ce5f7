/** Every receipt that was released is on the server exactly once, and the sums are the same. */
import { join } from 'node:path';
import { readSnapshot } from '@second-chance/desktop/src/core/store/read-snapshot.ts';
import type { FaultWorld } from './fault-world.ts';
import { breach } from './ledger.ts';
import { ask } from './postgres.ts';

interface ServerSale {
  readonly id: string;
  readonly register: string;
  readonly epoch: number;
  readonly seq: number;
  readonly receipt: string;
  readonly gross: number;
}

export async function checkSales(world: FaultWorld): Promise<void> {
  const { ledger, postgres } = world;
  const sales = await serverSales(postgres.url);
  const evidence = await evidenceOf(postgres.url);
  const byId = new Map(sales.map((sale) => [sale.id, sale]));
  for (const receipt of ledger.receipts) {
    const sale = byId.get(receipt.saleId);
    const kept = evidence.has(receipt.saleId);
    if (sale === undefined && !kept) {
      breach(ledger, 'every released receipt is on the server', receipt);
    } else if (sale !== undefined && kept) {
      breach(ledger, 'what is evidence is not a sale as well', receipt);
    } else if (sale !== undefined && differs(sale, receipt)) {
      breach(ledger, 'the server has the sale that was released', { receipt, sale });
    }
  }
  if (new Set(sales.map(({ id }) => id)).size !== sales.length) {
    breach(ledger, 'each sale is on the server once', 'an id stands twice');
  }
  checkNumbers(world, sales);
  await checkLines(world);
  for (const till of world.tills) checkTill(world, till, { sales, evidence });
  await checkShifts(world);
}

const differs = (
  sale: ServerSale,
  receipt: { readonly receiptNumber: string; readonly gross: number },
) => sale.receipt !== receipt.receiptNumber || sale.gross !== receipt.gross;

async function serverSales(url: string): Promise<readonly ServerSale[]> {
  const rows = await ask<ServerSale>(
    url,
    `select id, register_id as register, epoch, seq::int as seq, receipt_number as receipt,
       gross::int as gross from sale order by register_id, epoch, seq`,
  );
  return rows;
}

/** Sale ids that stand in what a frozen epoch sent. */
async function evidenceOf(url: string): Promise<ReadonlySet<string>> {
  const rows = await ask<{ readonly id: string }>(
    url,
    `select entry::jsonb -> 'payload' ->> 'saleId' as id from journal_evidence
     where entry::jsonb ->> 'type' = 'sale_completed'`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Of each register and epoch: 1, 2, 3, … */
function checkNumbers({ ledger }: FaultWorld, sales: readonly ServerSale[]): void {
  const counters = new Map<string, number>();
  for (const { register, epoch, receipt } of sales) {
    const key = `${register}/${epoch}`;
    const counter = Number(receipt.split('-').at(-1));
    const expected = (counters.get(key) ?? 0) + 1;
    counters.set(key, counter);
    if (counter === expected) continue;
    breach(ledger, 'receipt numbers have no gap and none stands twice', { receipt, expected });
  }
}

async function checkLines({ ledger, postgres }: FaultWorld): Promise<void> {
  const rows = await ask<{ readonly id: string }>(
    postgres.url,
    `select s.id, s.gross, s.cash_rounding, l.gross as lines, l.n, s.line_count, t.amount
     from sale s
     left join lateral (select coalesce(sum(gross), 0) as gross, count(*) as n from sale_line l
       where l.organization_id = s.organization_id and l.sale_id = s.id) l on true
     left join lateral (select coalesce(sum(amount), 0) as amount from sale_tender t
       where t.organization_id = s.organization_id and t.sale_id = s.id) t on true
     where l.gross <> s.gross or l.n <> s.line_count or t.amount <> s.gross + s.cash_rounding`,
  );
  for (const row of rows) breach(ledger, 'lines and tenders of a sale sum up to it', row);
}

interface TillSale {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly gross: number;
}

/** A till's own tables and the server's say the same of its register, cent by cent. */
function checkTill(
  { ledger }: FaultWorld,
  { name, dataDir, registerId }: FaultWorld['tills'][number],
  server: { readonly sales: readonly ServerSale[]; readonly evidence: ReadonlySet<string> },
): void {
  const own = readSnapshot(join(dataDir, 'till.db'), (reader) =>
    reader
      .prepare('select sale_id as saleId, receipt_number as receiptNumber, gross from sale')
      .all(),
  ) as readonly TillSale[];
  const counted = own.filter(({ saleId }) => !server.evidence.has(saleId));
  const known = new Map(
    server.sales.filter(({ register }) => register === registerId).map((sale) => [sale.id, sale]),
  );
  for (const sale of counted) {
    const found = known.get(sale.saleId);
    if (found === undefined || differs(found, sale)) {
      breach(ledger, "a till's sales are the server's", { till: name, sale, found });
    }
  }
  const onDisk = new Set(own.map(({ saleId }) => saleId));
  for (const receipt of ledger.receipts) {
    if (receipt.till === name && !onDisk.has(receipt.saleId)) {
      breach(ledger, "a released receipt is on its till's disk", receipt);
    }
  }
  const ofTill = counted.reduce((sum, { gross }) => sum + gross, 0);
  const copies = new Set(
    ledger.receipts.filter(({ till }) => till === `${name}-copy`).map(({ saleId }) => saleId),
  );
  const ofServer = [...known.values()]
    .filter(({ id }) => onDisk.has(id) || !copies.has(id))
    .reduce((sum, { gross }) => sum + gross, 0);
  if (ofTill !== ofServer) {
    breach(ledger, 'money sums are equal', { till: name, ofTill, ofServer });
  }
}

/** Z reports are numbered without gaps; one that a frozen epoch closed stands in the evidence. */
async function checkShifts({ ledger, postgres }: FaultWorld): Promise<void> {
  const rows = await ask<{
    readonly register: string;
    readonly number: number;
    readonly counts: boolean;
  }>(
    postgres.url,
    `select register_id as register, z_number as number, true as counts from shift
     where z_number is not null
     union all
     select register_id, (entry::jsonb -> 'payload' ->> 'zNumber')::int, false from journal_evidence
     where entry::jsonb ->> 'type' = 'shift_closed'`,
  );
  for (const [register, reports] of Map.groupBy(rows, (row) => row.register)) {
    const counted = reports.filter(({ counts }) => counts).map(({ number }) => number);
    const known = new Set(reports.map(({ number }) => number));
    const whole = Math.max(...known) === known.size;
    if (whole && new Set(counted).size === counted.length) continue;
    const numbers = counted.sort((left, right) => left - right);
    breach(ledger, 'Z reports have no gap and none stands twice', { register, numbers });
  }
}
