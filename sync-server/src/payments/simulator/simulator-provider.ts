/**
 * A provider that moves no money: for demonstrations, tests and training. Its customer and network
 * behave by the amount, or as the panel at the till says; its books are real, so that a lost answer
 * is looked up as with any provider.
 */
import type { SimulatedAct } from '@second-chance/shared/contract/card-payments.ts';
import { minorUnits, ZERO } from '@second-chance/shared/money/minor-units.ts';
import type { CardFacts, DeclineReason } from '@second-chance/shared/payments/card.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { inTenant, type TenantTransaction } from '../../db/tenant-transaction.ts';
import type {
  Answer,
  BookEntry,
  Charge,
  ChargeStatus,
  Collected,
  Named,
  PaymentProvider,
  PaymentScope,
  RefundOrder,
  RefundStatus,
} from '../provider.ts';
import { actOf } from './simulated-act.ts';
import {
  booksSince,
  findCharge,
  hasSimulatedRefund,
  insertSimulatedRefund,
  type SimulatedCharge,
  writeCharge,
} from './simulated-books.ts';

export interface SimulatorOptions {
  readonly db: Kysely<Database>;
  readonly clock: () => EpochMs;
  /** How long a simulated customer takes to hold up the card, in ms. */
  readonly customerMs: number;
}

export interface Simulator extends PaymentProvider {
  /** Makes the customer of an open charge act in a given way, at once. */
  readonly act: (scope: PaymentScope, named: Named, act: SimulatedAct) => Promise<void>;
}

/** Customers who take their time: late enough to see it, soon enough to watch. */
const SLOW_MS: Readonly<Partial<Record<SimulatedAct, number>>> = {
  ask_for_pin: 4_000,
  answer_late: 15_000,
};
const NEVER = Number.MAX_SAFE_INTEGER as EpochMs;

const DECLINES: Readonly<Partial<Record<SimulatedAct, DeclineReason>>> = {
  decline_insufficient_funds: 'insufficient_funds',
  decline_expired_card: 'expired_card',
  decline_wrong_pin: 'wrong_pin',
  decline_lost_or_stolen: 'lost_or_stolen',
  decline_other: 'card_declined',
};

const CARD: CardFacts = {
  brand: 'Visa',
  lastFour: '4242',
  entry: 'contactless',
  approvalCode: 'SIM042',
};

export function simulator({ db, clock, customerMs }: SimulatorOptions): Simulator {
  const within = <T>(scope: PaymentScope, work: (tx: TenantTransaction) => Promise<T>) =>
    inTenant(db, scope.organizationId, work);

  /** Lets time pass for a charge: what its customer has done by now is in the books. */
  async function current(tx: TenantTransaction, scope: PaymentScope, id: string) {
    const charge = await findCharge(tx, scope, id);
    if (charge === null || charge.status !== 'at_reader' || charge.dueAt > clock()) return charge;
    const after = acted(charge);
    await writeCharge(tx, after);
    return after;
  }

  async function create(scope: PaymentScope, charge: Charge): Promise<Answer<ChargeStatus>> {
    return within(scope, async (tx) => {
      const there = await current(tx, scope, charge.paymentId);
      if (there !== null) return answered(there);
      const at = clock();
      const fresh: SimulatedCharge = {
        organizationId: scope.organizationId,
        storeId: scope.storeId,
        id: charge.paymentId,
        amount: charge.amount,
        currency: charge.currency,
        status: 'idle',
        act: actOf(charge.amount),
        dueAt: NEVER,
        captured: charge.capture === 'automatic',
        refunded: ZERO,
        createdAt: at,
      };
      await writeCharge(tx, fresh);
      return answered(fresh);
    });
  }

  async function collect(scope: PaymentScope, charge: Collected): Promise<Answer<ChargeStatus>> {
    return within(scope, async (tx) => {
      const there = await current(tx, scope, charge.providerId);
      if (there === null) return UNKNOWN_CHARGE;
      if (there.status !== 'idle') return answered(there);
      if (there.act === 'time_out_before_charge') return LOST;
      const dueAt = (clock() + (SLOW_MS[there.act] ?? customerMs)) as EpochMs;
      const atReader: SimulatedCharge = { ...there, status: 'at_reader', dueAt };
      if (there.act === 'lose_answer' || there.act === 'time_out_after_charge') {
        await writeCharge(tx, acted(atReader));
        return LOST;
      }
      await writeCharge(tx, atReader);
      return answered(atReader);
    });
  }

  async function cancel(scope: PaymentScope, charge: Collected): Promise<Answer<ChargeStatus>> {
    return within(scope, async (tx) => {
      const there = await current(tx, scope, charge.providerId);
      if (there === null) return UNKNOWN_CHARGE;
      if (there.status !== 'idle' && there.status !== 'at_reader') return answered(there);
      const canceled: SimulatedCharge = { ...there, status: 'canceled' };
      await writeCharge(tx, canceled);
      return answered(canceled);
    });
  }

  async function capture(scope: PaymentScope, named: Named): Promise<Answer<ChargeStatus>> {
    return within(scope, async (tx) => {
      const there = await current(tx, scope, named.providerId);
      if (there === null) return UNKNOWN_CHARGE;
      if (there.status !== 'approved') return answered(there);
      const captured = { ...there, captured: true };
      await writeCharge(tx, captured);
      return answered(captured);
    });
  }

  async function lookUp(scope: PaymentScope, named: Named): Promise<Answer<ChargeStatus>> {
    return within(scope, async (tx) => {
      const there = await current(tx, scope, named.providerId);
      return there === null ? UNKNOWN_CHARGE : answered(there);
    });
  }

  async function refund(scope: PaymentScope, order: RefundOrder): Promise<Answer<RefundStatus>> {
    return within(scope, async (tx) => {
      const charge = await current(tx, scope, order.providerId);
      if (charge === null) return UNKNOWN_CHARGE;
      const done: Answer<RefundStatus> = {
        kind: 'answered',
        value: { providerId: order.refundId, status: 'succeeded' },
      };
      if (await hasSimulatedRefund(tx, scope, order.refundId)) return done;
      if (charge.status !== 'approved' || charge.refunded + order.amount > charge.amount) {
        return { kind: 'refused', reason: 'more_than_charged', message: 'not that much is there' };
      }
      const refunded = minorUnits(charge.refunded + order.amount);
      await writeCharge(tx, { ...charge, refunded });
      await insertSimulatedRefund(tx, {
        organizationId: scope.organizationId,
        storeId: scope.storeId,
        id: order.refundId,
        chargeId: charge.id,
        amount: order.amount,
        createdAt: clock(),
      });
      return done;
    });
  }

  async function act(scope: PaymentScope, named: Named, wanted: SimulatedAct): Promise<void> {
    await within(scope, async (tx) => {
      const there = await current(tx, scope, named.providerId);
      if (there?.status !== 'idle' && there?.status !== 'at_reader') return;
      const told: SimulatedCharge = { ...there, act: wanted, status: 'at_reader', dueAt: clock() };
      await writeCharge(tx, wanted === 'ask_for_pin' ? { ...told, dueAt: NEVER } : acted(told));
    });
  }

  async function* listSince(scope: PaymentScope, since: EpochMs): AsyncIterable<BookEntry> {
    const { charges, refunds } = await within(scope, (tx) => booksSince(tx, scope, since));
    for (const charge of charges) {
      yield {
        kind: 'charge',
        providerId: charge.id,
        paymentId: charge.id,
        refundId: null,
        amount: charge.amount,
        currency: charge.currency,
        status: statusOf(charge),
        at: charge.createdAt,
      };
    }
    for (const back of refunds) {
      yield {
        kind: 'refund',
        providerId: back.id,
        paymentId: back.chargeId,
        refundId: back.id,
        amount: back.amount,
        currency: back.currency,
        status: 'succeeded',
        at: back.createdAt,
      };
    }
  }

  return {
    name: 'simulator',
    create,
    collect,
    cancel,
    capture,
    lookUp,
    refund,
    act,
    listSince,
    lookUpRefund: async (scope, { providerId }) =>
      within(scope, async (tx) =>
        (await hasSimulatedRefund(tx, scope, providerId))
          ? { kind: 'answered', value: { providerId, status: 'succeeded' } }
          : UNKNOWN_CHARGE,
      ),
    ...SIMULATED_READERS,
    connectionToken: async () => ({
      kind: 'refused',
      reason: 'not_configured',
      message: 'the simulator has no readers in a window',
    }),
  };
}

/** The charge after its customer did what they do. */
function acted(charge: SimulatedCharge): SimulatedCharge {
  if (charge.act === 'customer_cancels') return { ...charge, status: 'canceled' };
  return { ...charge, status: DECLINES[charge.act] === undefined ? 'approved' : 'declined' };
}

/** Simulated readers are any number of names, and always there. */
const SIMULATED_READERS = {
  onlineReaders: async () => ({ kind: 'answered', value: { has: () => true } }),
  createLocation: async () => ({ kind: 'answered', value: { location: 'tml_simulated' } }),
  registerReader: async (_scope, { registrationCode }) => ({
    kind: 'answered',
    value: { providerId: registrationCode },
  }),
  removeReader: async () => ({ kind: 'answered', value: true }),
} as const satisfies Partial<PaymentProvider>;

function answered(charge: SimulatedCharge): Answer<ChargeStatus> {
  const status = statusOf(charge);
  return {
    kind: 'answered',
    value: {
      providerId: charge.id,
      status,
      captured: status === 'approved' && charge.captured,
      refunded: charge.refunded,
      card: status === 'approved' ? CARD : null,
      declined: status === 'declined' ? (DECLINES[charge.act] ?? 'other') : null,
      prompt:
        charge.status !== 'at_reader'
          ? null
          : charge.act === 'ask_for_pin'
            ? 'enter_pin'
            : 'present_card',
      clientSecret: null,
    },
  };
}

function statusOf({ status }: SimulatedCharge): ChargeStatus['status'] {
  return status === 'idle' || status === 'at_reader' ? 'waiting' : status;
}

const LOST = { kind: 'lost', message: 'simulated: the answer is lost' } as const;
const UNKNOWN_CHARGE = {
  kind: 'refused',
  reason: 'other',
  message: 'the simulator has no such charge',
} as const;
