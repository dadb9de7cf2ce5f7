/**
 * Walks one card payment, or refund, as often as it has points at which the till or the server can
 * die; each time the victim dies at the next one, alone or together with the other, comes back on
 * what is on its disk, and is left to settle by itself. Then the cashier tries again, and the books
 * of till, server and provider are compared.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { assert } from '@second-chance/shared/assert.ts';
import { isFinal, type PaymentState } from '@second-chance/shared/payments/payment-state.ts';
import { isSettled, type RefundState } from '@second-chance/shared/payments/refund-state.ts';
import { type Child, ChildEnded } from '../faults/child-calls.ts';
import type { CardWorld, Victim } from './card-world.ts';
import { checkAgreement, checkBooks } from './check-agreement.ts';
import type { pointCalls } from './kill-point.ts';
import type { Act, ProviderSide } from './provider-side.ts';
import type { Ticket, TillLook } from './till-process.ts';

export interface Flow {
  readonly name: string;
  readonly act: Act;
  readonly capture: 'automatic' | 'manual';
  /** `give_up`: the cashier cancels while the customer hesitates. */
  readonly does: 'charge' | 'give_up' | 'refund';
}

/** Which points: at all, or at those alone that are no mere question to the provider. */
export type Steps = 'all' | 'changing';

/** Whether the other program dies in the same moment. */
export type Dies = 'alone' | 'with_the_other';

export interface Walked {
  /** Every point at which a program died. */
  readonly points: readonly string[];
}

const VICTIMS: readonly Victim[] = ['till', 'server'];
/** For what hangs. */
const SETTLED_WITHIN_MS = 30_000;

export async function walk(
  world: CardWorld,
  {
    side,
    flow,
    steps,
    dies = 'alone',
  }: {
    readonly side: ProviderSide;
    readonly flow: Flow;
    readonly steps: Steps;
    readonly dies?: Dies;
  },
): Promise<Walked> {
  await side.serve(flow.capture);
  const every = await oneRun(world, { side, flow, death: null });
  // A question changes nothing anywhere: who dies at it leaves what the point before it leaves.
  const isQuestion = (name: string) => /Stripe (?:answers )?GET/.test(name);
  // Who gives up hangs up on the news: whether that answer still goes out and
  // is heard is a matter of luck.
  const isLuck = (name: string) =>
    flow.does === 'give_up' && /^(server answered|till hears of) GET/.test(name);
  const server = every.server.filter(
    (name) => !isLuck(name) && (steps === 'all' || !isQuestion(name)),
  );
  const recorded = { till: every.till.filter((name) => !isLuck(name)), server };
  for (const victim of VICTIMS) {
    for (const dieAt of recorded[victim]) {
      try {
        await oneRun(world, { side, flow, death: { victim, dieAt, dies } });
      } catch (thrown) {
        const how = dies === 'alone' ? '' : ' and the other with it';
        const at = `${flow.name} with ${side.name}, where the ${victim} dies at "${dieAt}"${how}`;
        throw new Error(at, { cause: thrown });
      }
    }
  }
  await checkBooks(world, side);
  return { points: VICTIMS.flatMap((victim) => recorded[victim]) };
}

interface Run {
  readonly side: ProviderSide;
  readonly flow: Flow;
  readonly death: {
    readonly victim: Victim;
    readonly dieAt: string;
    readonly dies: Dies;
  } | null;
}

/** Answers the points that each program passed, where none was to die. */
async function oneRun(
  world: CardWorld,
  run: Run,
): Promise<Readonly<Record<Victim, readonly string[]>>> {
  const { side, flow, death } = run;
  const ticket = await prepare(world, run);
  for (const victim of VICTIMS) {
    const dieAt = death?.victim === victim ? death.dieAt : null;
    const alongside =
      death?.dies === 'with_the_other' ? (programOf(world, otherThan(victim)).pid ?? null) : null;
    await programOf(world, victim).call('watch', { dieAt, alongside });
  }
  await ifAlive(() =>
    flow.does === 'refund'
      ? world.till().call('payBack', ticket)
      : world.till().call('charge', ticket),
  );
  if (death !== null) await untilDead(world, run, ticket);
  await settle(world, run, ticket);
  await checkAgreement(world, side, ticket);
  await tryAgain(world, run, ticket);
  await checkAgreement(world, side, ticket);
  await checkOutcome(world, run, ticket);
  const passed = async (victim: Victim) =>
    death === null ? ((await programOf(world, victim).call('passed', null)) ?? []) : [];
  return { till: await passed('till'), server: await passed('server') };
}

/** A ticket that is about to be paid, or about to go back to the card that paid it. */
async function prepare(world: CardWorld, { side, flow }: Run): Promise<Ticket> {
  const price = side.customers(flow.act);
  const ticket = await world.till().call('ring', { code: 'A-MANY1', price });
  if (flow.does !== 'refund') return ticket;
  const run = { side, flow: { ...flow, does: 'charge' }, death: null } as const;
  assert((await world.till().call('charge', ticket)) === null, 'a card can be charged');
  const { sale } = await settle(world, run, ticket);
  return world.till().call('ringReturn', { receiptNumber: sale?.receiptNumber ?? '' });
}

/** The fault has to fire: by a signal, at the point that was named, and not otherwise. */
async function untilDead(world: CardWorld, run: Run, ticket: Ticket): Promise<void> {
  const { victim, dies } = run.death ?? { victim: 'till', dies: 'alone' };
  const dead = dies === 'alone' ? [victim] : [victim, otherThan(victim)];
  const until = Date.now() + SETTLED_WITHIN_MS;
  while (dead.some((one) => world.ended(one) === null)) {
    assert(Date.now() < until, `the ${victim} never came to the point`);
    await act(world, run, ticket);
    await pause(5);
  }
  for (const one of dead) {
    assert(world.ended(one) === 'SIGKILL', `the ${one} ended by ${world.ended(one)}`);
    await world.restart(one);
  }
}

function otherThan(victim: Victim): Victim {
  return victim === 'till' ? 'server' : 'till';
}

/** What the cashier does meanwhile: gives up where that is what this is about. */
async function act(world: CardWorld, { flow }: Run, ticket: Ticket): Promise<TillLook | null> {
  const look = await ifAlive(() => world.till().call('look', ticket));
  if (flow.does !== 'give_up') return look;
  // Not before the till waits for news, so that every run has the same points.
  const passed = await ifAlive(() => world.server().call('passed', null));
  if (passed && !passed.some((name) => name.startsWith('server takes GET'))) return look;
  for (const { id, state, givenUp, shown } of look?.payments ?? []) {
    const waits = shown && !isFinal(state as PaymentState);
    if (waits && !givenUp) await ifAlive(() => world.till().call('giveUp', { id }));
  }
  return look;
}

/** Nobody helps: waits until nothing of the ticket is unclear on the till. */
async function settle(world: CardWorld, run: Run, ticket: Ticket): Promise<TillLook> {
  const until = Date.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const look = await act(world, run, ticket);
    if (look !== null && isClear(look)) return look;
    assert(Date.now() < until, `it does not settle: ${JSON.stringify(look)}`);
    await pause(5);
  }
}

function isClear({ payments, refunds, toCapture, online }: TillLook): boolean {
  return (
    online &&
    !toCapture &&
    payments.every(({ state }) => isFinal(state as PaymentState)) &&
    refunds.every(({ state }) => isSettled(state as RefundState))
  );
}

/** The cashier finishes what is not finished, and touches the key once more where it is. */
async function tryAgain(world: CardWorld, run: Run, ticket: Ticket): Promise<void> {
  const { flow } = run;
  const till = world.till();
  const { sale, payments } = await till.call('look', ticket);
  if (flow.does === 'refund') {
    if (sale === null) await till.call('payBack', ticket);
  } else if (sale !== null) {
    assert((await till.call('charge', ticket)) !== null, 'what is paid cannot be paid again');
  } else if (payments.some(({ state }) => state === 'approved')) {
    await till.call('payRest', { cash: false });
  } else if (flow.does === 'give_up' || flow.act === 'has_no_funds') {
    await till.call('payRest', { cash: true });
  } else {
    assert((await till.call('charge', ticket)) === null, 'a card can be charged again');
  }
  await settle(world, run, ticket);
}

/** What the shop expects of the whole: sold once, and the money once where a card paid. */
async function checkOutcome(world: CardWorld, { side, flow }: Run, ticket: Ticket): Promise<void> {
  const { sale, refunds } = await world.till().call('look', ticket);
  assert(sale !== null, 'the ticket is a sale in the end');
  const byCard = flow.does === 'charge' && flow.act !== 'has_no_funds';
  const paid = flow.does === 'refund' ? -1 : byCard ? 1 : 0;
  assert(
    sale.cards.length === Math.abs(paid) && sale.cards.every(({ amount }) => amount * paid > 0),
    `the card stands in the record as it should: ${JSON.stringify(sale.cards)}`,
  );
  if (flow.does !== 'refund') return;
  const [refund] = refunds;
  const booked = (await side.books()).find(
    ({ paymentId }) => paymentId === sale.cards[0]?.paymentId,
  );
  assert(
    refunds.length === 1 &&
      refund?.state === 'succeeded' &&
      booked?.refunds.length === 1 &&
      booked.refunds[0]?.refundId === refund.id &&
      booked.refunds[0].amount === -ticket.gross,
    `given back once: ${JSON.stringify({ refunds, booked })}`,
  );
}

function programOf(world: CardWorld, victim: Victim): Child<typeof pointCalls> {
  return victim === 'till' ? world.till() : world.server();
}

/** Null: the program died before it answered. */
async function ifAlive<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (thrown) {
    if (thrown instanceof ChildEnded) return null;
    throw thrown;
  }
}
