/**
 * Rings a real shop's history through real till cores into a real server:
 * `npm run replay -- FILE.csv[.gz] [--limit N] [--registers K] [--fresh] [--data FOLDER]`.
 *
 * Every register is a process with its own disk; all of them sync while they sell. At the end it
 * waits until everything is acknowledged, compares tills and server, and prints one JSON object as
 * its last line. Exit status 1: they differ. 2: the call or the file is not usable.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ItemView } from '@second-chance/shared/contract/rest/catalogue.ts';
import type { SaleSummary } from '@second-chance/shared/contract/rest/sales.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import { faultText } from '../../build/fault-text.ts';
import { type RestClient, signIn } from '../../build/lib/rest-client.ts';
import { verifyRegister } from '../../build/verify-register.ts';
import { compare, type ServerAccount } from './compare.ts';
import type { FromTill, ToTill } from './messages.ts';
import {
  LayoutError,
  type ReplayDay,
  type ReplayInvoice,
  type ReplayPlan,
  readPlan,
} from './online-retail.ts';
import { progressBar } from './progress-bar.ts';
import type { ServerReady, ServerStart } from './server-process.ts';
import { newId, newItemOf, type SetUp, setUpShop, TIME_ZONE } from './set-up-shop.ts';
import { addItems, allRows } from './shop-api.ts';

const DEFAULT_DATA = join(import.meta.dirname, '../../.data/replay');

interface Arguments {
  readonly file: string;
  readonly limit: number;
  readonly registers: number;
  readonly fresh: boolean;
  /** Where the server's and the tills' disks lie. */
  readonly data: string;
}

class UsageError extends Error {}

function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      limit: { type: 'string' },
      registers: { type: 'string', default: '2' },
      fresh: { type: 'boolean', default: false },
      data: { type: 'string', default: DEFAULT_DATA },
    },
  });
  const [file, ...more] = positionals;
  const limit = values.limit === undefined ? Number.POSITIVE_INFINITY : Number(values.limit);
  const registers = Number(values.registers);
  if (file === undefined || more.length > 0) throw new UsageError('Name one file.');
  if (!(limit >= 1)) throw new UsageError('--limit takes a number of invoices from 1.');
  if (!Number.isInteger(registers) || registers < 1 || registers > 16) {
    throw new UsageError('--registers takes a whole number from 1 to 16.');
  }
  return { file, limit, registers, fresh: values.fresh, data: values.data };
}

/** A till process and what it has said so far. */
interface Till {
  readonly child: ChildProcess;
  readonly said: FromTill[];
  readonly next: <Kind extends FromTill['kind']>(
    kind: Kind,
  ) => Promise<Extract<FromTill, { readonly kind: Kind }>>;
  readonly tell: (message: ToTill) => void;
}

function startTill(onProgress: (invoices: number) => void): Till {
  const child = fork(join(import.meta.dirname, 'till-process.ts'), [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const said: FromTill[] = [];
  const waiting: (() => void)[] = [];
  let ended: string | null = null;
  const wake = () => {
    for (const go of waiting.splice(0)) go();
  };
  child.on('message', (message: FromTill) => {
    if (message.kind === 'progress') return onProgress(message.invoices);
    said.push(message);
    wake();
  });
  child.on('exit', (code, signal) => {
    ended = `a till process ended (${signal ?? code})`;
    wake();
  });
  return {
    child,
    said,
    async next(kind) {
      for (;;) {
        const at = said.findIndex((message) => message.kind === kind);
        const [found] = at < 0 ? [] : said.splice(at, 1);
        if (found) return found as Extract<FromTill, { readonly kind: typeof kind }>;
        if (ended !== null) throw new Error(ended);
        await new Promise<void>((go) => waiting.push(go));
      }
    },
    tell: (message) => void child.send(message),
  };
}

async function startServer(start: ServerStart): Promise<ServerReady & { close(): Promise<void> }> {
  const child = fork(join(import.meta.dirname, 'server-process.ts'), [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.send(start);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the server process ended (${code})`);
  });
  ended.catch(() => undefined);
  const [ready] = (await Promise.race([once(child, 'message'), ended])) as [ServerReady];
  return {
    ...ready,
    async close() {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}

interface Opened {
  readonly opening: Record<ItemId, number>;
}

/** How many days the shop unpacks before the tills need them. */
const DAYS_AHEAD = 8;

/**
 * Rings all days. The items of a day are made a few days before, as a shop that unpacks in the
 * evening, so that a till has them by its ordinary sync and seldom waits.
 */
async function ringDays({
  plan,
  tills,
  admin,
  shop,
}: {
  readonly plan: ReplayPlan;
  readonly tills: readonly Till[];
  readonly admin: RestClient;
  readonly shop: SetUp;
}): Promise<Opened> {
  const opening: Record<ItemId, number> = {};
  let dealt = 0;
  async function unpack({ day, newItems }: ReplayDay): Promise<Record<string, ItemId>> {
    const items = newItems.map((item) => newItemOf(item, shop, day));
    for (const item of items) {
      if (item.kind === 'stocked') opening[item.id] = item.openingQuantity ?? 0;
    }
    await addItems(admin, items);
    return Object.fromEntries(items.map((item) => [item.sku ?? '', item.id]));
  }
  const dayRung = () => Promise.all(tills.map((till) => till.next('day_done')));
  for (const [index, day] of plan.days.entries()) {
    const newItems = await unpack(day);
    if (index >= DAYS_AHEAD) await dayRung();
    const shares = tills.map(() => [] as ReplayInvoice[]);
    for (const invoice of day.invoices) shares[dealt++ % tills.length]?.push(invoice);
    for (const [number, till] of tills.entries()) {
      till.tell({ kind: 'ring', day: day.day, invoices: shares[number] ?? [], newItems });
    }
  }
  for (let left = Math.min(DAYS_AHEAD, plan.days.length); left > 0; left--) await dayRung();
  return { opening };
}

async function serverAccount(admin: RestClient, { storeId }: SetUp): Promise<ServerAccount> {
  const sales = await allRows<SaleSummary>(admin, '/sales', { storeId });
  const items = await allRows<ItemView>(admin, '/items', { storeId });
  const onHand: Record<string, number> = {};
  for (const item of items) {
    if (item.kind !== 'service') onHand[item.id] = item.onHand ?? Number.NaN;
  }
  return { sales, onHand };
}

async function replay({ file, limit, registers, fresh, data }: Arguments): Promise<number> {
  const plan = readPlan(file, limit);
  console.error(`${plan.invoiceCount} invoices, ${plan.lineCount} lines, ${registers} registers.`);
  if (fresh) rmSync(data, { recursive: true, force: true });
  const run = `replay-${Date.now().toString(36)}`;
  const storeId = newId<'Store'>();
  const password = randomBytes(18).toString('base64url');
  const server = await startServer({ dataDir: join(data, 'server'), slug: run, storeId, password });
  const tills: Till[] = [];
  try {
    const { url } = server;
    const platform = await signIn({ url, email: server.platformAdmin, password });
    let admin = platform;
    const shop = await setUpShop({
      platform,
      store: async () => {
        admin = await signIn({ url, email: server.storeAdmin, password });
        return admin;
      },
      storeId,
      registerCount: registers,
    });
    const bar = progressBar({ total: plan.invoiceCount, stream: process.stderr });
    for (const [index, register] of shop.registers.entries()) {
      const till = startTill(bar.add);
      tills.push(till);
      till.tell({
        kind: 'start',
        dataDir: join(data, run, `till-${index + 1}`),
        serverUrl: url,
        enrolmentCode: register.enrolmentCode,
        staffId: shop.staffId,
        pin: shop.pin,
        timeZone: TIME_ZONE,
      });
    }
    await Promise.all(tills.map((till) => till.next('ready')));

    const begun = performance.now();
    const { opening } = await ringDays({ plan, tills, admin, shop });
    for (const till of tills) till.tell({ kind: 'drain' });
    await Promise.all(tills.map((till) => till.next('drained')));
    const seconds = (performance.now() - begun) / 1_000;
    bar.end();
    for (const till of tills) till.tell({ kind: 'finish' });
    const finished = await Promise.all(tills.map((till) => till.next('finished')));

    const account = await serverAccount(admin, shop);
    const result = compare({
      tills: finished.map((each) => each.account),
      server: account,
      opening,
    });
    const reports = await Promise.all(
      shop.registers.map((register) => verifyRegister({ api: platform, registerId: register.id })),
    );
    const faults = reports.flatMap(({ fault }) => fault ?? []);
    for (const fault of faults) console.error(faultText(fault));
    const exceptions = await allRows<unknown>(admin, '/exceptions', { storeId });
    const closing = finished.flatMap((each) => each.closingMs).sort((a, b) => a - b);
    const percentile = (share: number) =>
      round(closing[Math.min(closing.length - 1, Math.floor(closing.length * share))] ?? 0, 3);
    const journalValid = faults.length === 0;
    const differs =
      result.duplicates + result.missing + result.stockMismatches > 0 ||
      !journalValid ||
      result.tillTotalMinor !== result.serverTotalMinor ||
      result.tillTotalMinor !== plan.totalMinor;
    console.log(
      JSON.stringify({
        invoices: plan.invoiceCount,
        lines: plan.lineCount,
        totalMinor: plan.totalMinor,
        expectedTotal: Number(plan.exactTotalMills) / 1_000,
        roundingDifferenceMinor: Number(BigInt(plan.totalMinor) * 10n - plan.exactTotalMills) / 10,
        tillTotalMinor: result.tillTotalMinor,
        serverTotalMinor: result.serverTotalMinor,
        serverSales: account.sales.length,
        duplicates: result.duplicates,
        missing: result.missing,
        exceptions: exceptions.length,
        journalValid,
        stockMismatches: result.stockMismatches,
        seconds: round(seconds, 2),
        linesPerSecond: Math.round(plan.lineCount / seconds),
        p50Ms: percentile(0.5),
        p99Ms: percentile(0.99),
      }),
    );
    return differs ? 1 : 0;
  } finally {
    for (const { child } of tills) child.kill();
    await server.close();
  }
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

try {
  process.exitCode = await replay(readArguments(process.argv.slice(2)));
} catch (error) {
  const isCall = error instanceof UsageError || error instanceof LayoutError;
  const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  if (!isCall && !isMissing && !String(error).includes('ERR_PARSE_ARGS')) throw error;
  console.error(error instanceof Error ? error.message : String(error));
  console.error('npm run replay -- FILE.csv[.gz] [--limit N] [--registers K] [--fresh]');
  process.exitCode = 2;
}
