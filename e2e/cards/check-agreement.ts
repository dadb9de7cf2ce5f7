/** Holds the books of till, server and provider of one ticket against each other. */
import { isDeepStrictEqual } from 'node:util';
import { isFinal, type PaymentState } from '@second-chance/shared/payments/payment-state.ts';
import { vi } from 'vitest';
import { asOwner } from '../../sync-server/test/postgres.ts';
import type { CardWorld } from './card-world.ts';
import type { ProviderSide } from './provider-side.ts';
import type { Ticket } from './till-process.ts';

interface ServerPayment {
  readonly id: string;
  readonly state: string;
  readonly refunded: number;
}

const MONEY_CAME: readonly string[] = ['approved', 'refunded'];

/**
 * Throws unless everybody knows the same: nothing is unclear, at most one card was charged, who
 * knows a payment has it as the provider has, and what the sale says of cards is what was charged.
 */
export async function checkAgreement(
  world: CardWorld,
  side: ProviderSide,
  ticket: Ticket,
): Promise<void> {
  const { payments, refunds, sale } = await world.till().call('look', ticket);
  const onServer = await asOwner(world.shop.databaseUrl, async (owner) => {
    const sql = `select id, state, refunded::int from payment where sale_id = $1`;
    return (await owner.query<ServerPayment>(sql, [ticket.saleId])).rows;
  });
  const ids = new Set([...payments, ...onServer].map(({ id }) => id));
  const booked = (await side.books()).filter(({ paymentId }) => ids.has(paymentId));
  const charged = booked.filter(({ status }) => status === 'charged' || status === 'held');
  const wrong: string[] = [];
  const claim = (holds: boolean, what: string) => {
    if (!holds) wrong.push(what);
  };

  claim(charged.length <= 1, 'one charge or none');
  claim(
    booked.every(({ status }) => status !== 'open'),
    'nothing can be charged any more at the provider',
  );
  claim(new Set(booked.map(({ paymentId }) => paymentId)).size === booked.length, 'booked once');
  for (const { id, state } of [...payments, ...onServer]) {
    claim(isFinal(state as PaymentState), `${id} is final`);
    const came = charged.some(({ paymentId }) => paymentId === id);
    claim(MONEY_CAME.includes(state) === came, `${id} is ${state} where the provider says ${came}`);
  }
  if (sale !== null && refunds.length === 0) {
    const inSale = sale.cards.filter(({ amount }) => amount > 0);
    const inBooks = charged.map(({ paymentId, amount }) => ({ paymentId, amount }));
    claim(isDeepStrictEqual(inSale, inBooks), 'the sale says what was charged');
    claim(
      booked.every(({ status }) => status !== 'held'),
      'what is sold is taken',
    );
  }
  if (wrong.length > 0) {
    const facts = JSON.stringify({ payments, onServer, booked, sale }, null, 1);
    throw new Error(`${wrong.join('; ')}\n${facts}`);
  }
}

const ABOUT_MONEY = [
  'payment_unknown',
  'payment_contradicted',
  'charge_without_sale',
  'sale_without_charge',
  'charge_not_ours',
  'refund_not_ours',
  'refund_not_booked',
  'refund_failed',
];

/**
 * Holds the provider's whole books against the sales that came to the server: each charge stands in
 * one sale with what was left of it, and nobody was alarmed about money.
 */
export async function checkBooks(world: CardWorld, side: ProviderSide): Promise<void> {
  const inBooks = new Map<string, number>();
  for (const { paymentId, amount, status, refunds } of await side.books()) {
    if (status !== 'charged') continue;
    const left = refunds.reduce((rest, refund) => rest - refund.amount, amount);
    inBooks.set(paymentId, (inBooks.get(paymentId) ?? 0) + left);
  }
  // Sales travel by themselves once the server is back.
  await vi.waitFor(async () => {
    const { rows, alarms } = await asOwner(world.shop.databaseUrl, async (owner) => ({
      rows: await owner.query<{ paymentId: string; amount: number }>(
        `select t ->> 'paymentId' as "paymentId", sum((t ->> 'amount')::int)::int as amount
         from journal_entry e
         cross join lateral jsonb_array_elements(e.entry::jsonb -> 'payload' -> 'tenders') t
         where e.type = 'sale_completed' and t ->> 'kind' = 'card' and t ->> 'provider' = $1
         group by 1`,
        [side.name],
      ),
      alarms: await owner.query('select kind, details from exception where kind = any($1)', [
        ABOUT_MONEY,
      ]),
    }));
    const inSales = new Map(rows.rows.map(({ paymentId, amount }) => [paymentId, amount]));
    if (!isDeepStrictEqual(inSales, inBooks)) {
      throw new Error(
        `sales ${JSON.stringify([...inSales])}, books ${JSON.stringify([...inBooks])}`,
      );
    }
    if (alarms.rows.length > 0) throw new Error(JSON.stringify(alarms.rows));
  }, 30_000);
}
