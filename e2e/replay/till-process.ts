/**
 * One register of a replay: a real till core with its own disk, in a process of its own. It rings
 * up as a cashier does, while its sync runs beside it, and accounts for everything at the end.
 */
import { randomUUIDv7 } from 'node:crypto';
import { setImmediate as breathe, setTimeout as wait } from 'node:timers/promises';
import type { Outcome } from '@second-chance/desktop/src/core/outcome.ts';
import { openOnHand } from '@second-chance/desktop/src/core/stock/on-hand.ts';
import { openTill, type Till, type TillInside } from '@second-chance/desktop/src/core/till.ts';
import type { CartView } from '@second-chance/shared/contract/till/views.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { Id } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { pino } from 'pino';
import type { TillAccount } from './compare.ts';
import type { FromTill, RingDay, TillStart, ToTill } from './messages.ts';
import type { ReplayInvoice, ReplayLine } from './online-retail.ts';
import { instantOf } from './wall-clock.ts';

const PROGRESS_EVERY = 20;
const PATIENCE_MS = 120_000;

const closingMs: number[] = [];
const items = new Map<string, ItemDocument>();
let now = Date.now() as EpochMs;
let timeZone = 'UTC';
let till: Till | undefined;

function theTill(): Till {
  if (till === undefined) throw new Error('the till is not started');
  return till;
}

function inside(): TillInside {
  const { inside: parts } = theTill();
  if (parts === null) throw new Error("the till's file is damaged");
  return parts;
}

function must<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const { code, message, details } = outcome.error;
  throw new Error(`${code}: ${message} ${JSON.stringify(details ?? {})}`);
}

function tell(message: FromTill): void {
  process.send?.(message);
}

async function start(options: TillStart): Promise<void> {
  timeZone = options.timeZone;
  till = await openTill({
    dataDir: options.dataDir,
    clock: () => now,
    appVersion: 'replay',
    logger: pino({ level: 'warn' }, pino.destination(2)),
  });
  const { serverUrl, enrolmentCode, staffId, pin } = options;
  must(await till.register.enrol({ serverUrl, code: enrolmentCode }));
  await until(() => theTill().state.get().phase === 'signed_out');
  must(await till.people.signIn({ staffId, pin }));
}

/** Waits for the network's part of something, asking the server meanwhile. */
async function until(isDone: () => boolean): Promise<void> {
  const begun = performance.now();
  while (!isDone()) {
    if (performance.now() - begun > PATIENCE_MS)
      throw new Error('the server did not answer in time');
    await Promise.race([theTill().register.syncNow(), wait(20)]);
  }
}

async function ringDay({ day, invoices, newItems }: RingDay): Promise<void> {
  await untilItemsAreHere(newItems);
  const [first] = invoices;
  if (first === undefined) return;
  now = instantOf(first.localTime, timeZone);
  must(theTill().shifts.open({ float: minorUnits(0) }));
  let rung = 0;
  for (const invoice of invoices) {
    now = instantOf(invoice.localTime, timeZone);
    if (invoice.kind === 'write_off') writeOff(invoice);
    else ring(invoice);
    rung += 1;
    if (rung % PROGRESS_EVERY === 0) tell({ kind: 'progress', invoices: PROGRESS_EVERY });
    await breathe();
  }
  tell({ kind: 'progress', invoices: rung % PROGRESS_EVERY });
  const { totals } = must(theTill().shifts.xReport());
  const counted = minorUnits(Math.max(totals.expectedCash, 0));
  must(theTill().shifts.close({ counted }));
  if (instantOf(`${day} 00:00:00`, timeZone) > now) throw new Error(`${day} ended before it began`);
}

async function untilItemsAreHere(newItems: RingDay['newItems']): Promise<void> {
  const { catalogue } = inside();
  for (const [code, id] of Object.entries(newItems)) {
    await until(() => {
      const item = catalogue.itemById(id);
      if (item !== null) items.set(code, item);
      return item !== null;
    });
  }
}

function ring(invoice: ReplayInvoice): void {
  const { cart, sales } = theTill();
  const lines = invoice.lines.map((line) => ({ line, item: knownItem(line) }));
  const sold = lines.filter(({ line }) => !line.goodsBack);
  const back = lines.filter(({ line }) => line.goodsBack);
  let ticket: CartView | undefined;
  if (sold.length > 0) {
    ticket = must(
      cart.addItems(
        sold.map(({ line: { quantity, unitPrice }, item }) => ({
          itemId: item.id,
          quantity,
          override: unitPrice === item.price ? null : { unitPrice, reason: 'price on the invoice' },
        })),
      ),
    );
  }
  for (const { line, item } of back) {
    ticket = must(
      cart.addReturnWithoutReceipt({
        itemId: item.id,
        quantity: line.quantity,
        unitPrice: line.unitPrice,
        reason: 'other',
        note: invoice.number,
        restock: true,
      }),
    );
  }
  if (ticket === undefined || ticket.gross !== invoice.totalMinor) {
    throw new Error(`invoice ${invoice.number}: ${ticket?.gross} instead of ${invoice.totalMinor}`);
  }
  const { saleId, gross } = ticket;
  const tenderId = randomUUIDv7() as Id<'Tender'>;
  const begun = performance.now();
  must(
    sales.pay({
      saleId,
      gross,
      tenders:
        gross > 0
          ? [{ kind: 'cash', tenderId, tendered: gross }]
          : gross < 0
            ? [{ kind: 'store_credit', tenderId, amount: gross }]
            : [],
    }),
  );
  closingMs.push(performance.now() - begun);
}

function knownItem({ code }: ReplayLine): ItemDocument {
  const item = items.get(code);
  if (item === undefined) throw new Error(`the till has no item ${code}`);
  return item;
}

function writeOff(invoice: ReplayInvoice): void {
  for (const line of invoice.lines) {
    const item = knownItem(line);
    if (item.kind === 'service') continue;
    const { quantity } = line;
    const adjustment = { itemId: item.id, quantity: -quantity, note: invoice.number };
    must(theTill().stock.adjust({ ...adjustment, reason: 'lost' }));
  }
}

async function accountFor(): Promise<TillAccount> {
  const { store, catalogue, identity } = inside();
  must(await theTill().register.syncNow());
  const sales = store
    .prepare('select sale_id as saleId, receipt_number as receiptNumber, gross from sale')
    .all() as TillAccount['sales'];
  const movements = store
    .prepare(
      'select item_id as itemId, sum(quantity) as moved from stock_movement group by item_id',
    )
    .all() as readonly { readonly itemId: string; readonly moved: number }[];
  const onHand = openOnHand(store, catalogue, () => identity.enrolment()?.registerId ?? null);
  return {
    sales,
    movements: Object.fromEntries(movements.map(({ itemId, moved }) => [itemId, moved])),
    onHand: Object.fromEntries([...items.values()].map(({ id }) => [id, onHand.of(id)])),
  };
}

async function obey(message: ToTill): Promise<void> {
  if (message.kind === 'start') {
    await start(message);
    return tell({ kind: 'ready' });
  }
  if (message.kind === 'ring') {
    await ringDay(message);
    return tell({ kind: 'day_done', day: message.day });
  }
  if (message.kind === 'drain') {
    const { state } = theTill();
    await until(() => state.get().sync.waitingEntries === 0);
    return tell({ kind: 'drained' });
  }
  const account = await accountFor();
  await theTill().close();
  const finished: FromTill = { kind: 'finished', account, closingMs };
  // The channel must not close before the account is through it.
  process.send?.(finished, undefined, undefined, () => process.disconnect());
}

let queue = Promise.resolve();
process.on('message', (message: ToTill) => {
  queue = queue.then(() => obey(message));
  queue.catch((error) => {
    console.error(error);
    process.exit(1);
  });
});
