/**
 * `npm run bench -- reports`: a day's report, a page of sales and their sum with a year of sales
 * behind them, beside the one query that nobody could do without, in the same run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { businessDayAt } from '@second-chance/shared/time/business-day.ts';
import { addDays } from '@second-chance/shared/time/calendar.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import pg from 'pg';
import { pino } from 'pino';
import { emailOf } from '../build/lib/demo-api.ts';
import { signIn } from '../build/lib/rest-client.ts';
import {
  DEMO_ORGANIZATION,
  DEMO_PASSWORD,
  DEMO_REGISTERS,
  DEMO_SETTINGS,
  DEMO_STORE,
} from '../sync-server/src/demo/demo-shop.ts';
import { fillDemoShop } from '../sync-server/src/demo/fill-demo-shop.ts';
import { startServer } from '../sync-server/src/main.ts';

const SALES = 120_000;
const DAYS = 365;
const ROUNDS = 60;

const folder = mkdtempSync(join(tmpdir(), 'bench-reports-'));
// Under root, PostgreSQL runs as another account, which must be able to enter.
await chmod(folder, 0o755);
const server = await startServer({
  port: 0,
  host: '127.0.0.1',
  dataDir: folder,
  logger: pino({ level: 'silent' }),
});
try {
  await fillDemoShop(server.deps);
  const owner = new pg.Client({ connectionString: server.databaseUrl });
  await owner.connect();
  console.log(`Filling in ${SALES} sales of ${DAYS} days …`);
  await fillSales(owner);
  const today = businessDayAt(Date.now() as EpochMs, DEMO_SETTINGS);
  const admin = await signIn({
    url: server.url,
    email: emailOf('store_admin'),
    password: DEMO_PASSWORD,
  });
  const storeId = DEMO_STORE;
  const bare = () =>
    owner.query(
      `select count(*), sum(gross) from sale
       where organization_id = $1 and store_id = $2 and business_day = $3`,
      [DEMO_ORGANIZATION, DEMO_STORE, today],
    );
  const from = addDays(today, -30);
  const measured = {
    bareDay: await measure(bare),
    dayReport: await measure(() => admin.get('/reports/day', { storeId })),
    salesPage: await measure(() => admin.get('/sales', { storeId, limit: 100 })),
    salesOfCardInMonth: await measure(() =>
      admin.get('/sales', { storeId, limit: 100, from, tender: 'external_card' }),
    ),
    sumOfYear: await measure(() => admin.get('/sales/summary', { storeId })),
    shifts: await measure(() => admin.get('/shifts', { storeId })),
  };
  await owner.end();
  console.log(JSON.stringify({ bench: 'reports', sales: SALES, days: DAYS, ms: measured }));
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(act: () => Promise<unknown>) {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS + 5; round += 1) {
    const began = performance.now();
    await act();
    // The first ones find their way.
    if (round >= 5) times.push(performance.now() - began);
  }
  times.sort((left, right) => left - right);
  const at = (part: number) =>
    Number((times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0).toFixed(1));
  return { p50: at(0.5), p99: at(0.99) };
}

/** Sales with two lines and a tender each, as the tables have them; the journal is not asked here. */
async function fillSales(owner: pg.Client): Promise<void> {
  const tenant = [DEMO_ORGANIZATION, DEMO_STORE];
  await owner.query(`select set_config('app.organization_id', $1, false)`, [DEMO_ORGANIZATION]);
  await owner.query(
    `insert into sale (organization_id, store_id, id, register_id, epoch, seq, hash, receipt_number,
       kind, shift_id, at, business_day, line_count, currency, net, tax, gross, cash_rounding,
       received_at)
     select $1, $2, gen_random_uuid(), $3, 1, n, repeat('0', 64), 'B1-1-' || lpad(n::text, 6, '0'),
       'sale', gen_random_uuid(), t.at, (to_timestamp(t.at / 1000) at time zone $4)::date, 2, 'EUR',
       2101, 399, 2500, 0, t.at
     from generate_series(1, $5::int) n,
       lateral (select (extract(epoch from now()) * 1000)::bigint
         - (($5::int - n)::bigint * $6::bigint * 86400000 / $5::int) as at) t`,
    [...tenant, DEMO_REGISTERS[0]?.id, DEMO_SETTINGS.timeZone, SALES, DAYS],
  );
  await owner.query(
    `insert into sale_line (organization_id, store_id, sale_id, line_number, item_id, sku, name,
       quantity, net, tax, gross)
     select s.organization_id, s.store_id, s.id, n, i.id, i.sku, 'x', 1, 1050, 200, 1250
     from sale s, generate_series(1, 2) n,
       lateral (select id, sku from item where organization_id = $1 and store_id = $2
         offset (s.seq + n) % 100 limit 1) i
     where s.organization_id = $1 and s.store_id = $2`,
    tenant,
  );
  await owner.query(
    `insert into sale_tender (organization_id, store_id, sale_id, position, kind, amount)
     select organization_id, store_id, id, 1,
       case when seq % 3 = 0 then 'external_card' else 'cash' end, gross from sale
     where organization_id = $1 and store_id = $2`,
    tenant,
  );
  await owner.query('analyze');
}
