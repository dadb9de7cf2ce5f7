/** What every provider of payments must do: one suite for the simulator and for Stripe. */
import { randomUUIDv7 } from 'node:crypto';
import type { Id } from '@second-chance/shared/ids.ts';
import type { CurrencyCode } from '@second-chance/shared/money/currency-code.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { describe, expect, test } from 'vitest';
import type {
  Answer,
  BookEntry,
  Charge,
  ChargeStatus,
  Collected,
  PaymentProvider,
  PaymentScope,
  ReaderTarget,
} from '../provider.ts';

export interface ProviderWorld {
  readonly provider: PaymentProvider;
  readonly scope: PaymentScope;
  readonly reader: ReaderTarget | null;
  /** Lets the customer of a charge that is at its reader act. */
  readonly customer: (
    charge: Collected,
    does: 'pay' | 'has_no_funds' | 'pin_is_wrong',
  ) => Promise<void>;
  /** An amount in minor units whose putting on a reader gets no answer, once `arm` was called. */
  readonly lossy: { readonly amount: number; readonly arm: () => void };
}

const uuid = <Kind extends string>() => randomUUIDv7() as Id<Kind>;

function valueIn<T>(answer: Answer<T>): T {
  expect(answer, JSON.stringify(answer)).toMatchObject({ kind: 'answered' });
  return (answer as { readonly value: T }).value;
}

/** Declares the suite. `world` makes a fresh one; it is asked once, before the first test. */
export function providerContract(name: string, world: () => ProviderWorld): void {
  describe(name, () => {
    function aCharge(fields: Partial<Charge> = {}): Charge {
      return {
        paymentId: uuid<'Payment'>(),
        amount: minorUnits(2_500),
        currency: 'EUR' as CurrencyCode,
        capture: 'automatic',
        reader: world().reader,
        lines: [{ name: 'Lamp', quantity: 1, total: 2_500 }],
        ...fields,
      };
    }

    async function atReader(fields: Partial<Charge> = {}): Promise<Collected> {
      const { provider, scope } = world();
      const charge = aCharge(fields);
      const { providerId, status } = valueIn(await provider.create(scope, charge));
      expect(status).toBe('waiting');
      const collected = { ...charge, providerId };
      valueIn(await provider.collect(scope, collected));
      return collected;
    }

    async function paid(fields: Partial<Charge> = {}): Promise<Collected> {
      const charge = await atReader(fields);
      await world().customer(charge, 'pay');
      return charge;
    }

    function lookUp(charge: Collected): Promise<ChargeStatus> {
      const { provider, scope } = world();
      return provider.lookUp(scope, charge).then(valueIn);
    }

    async function books(): Promise<readonly BookEntry[]> {
      const { provider, scope } = world();
      const entries: BookEntry[] = [];
      for await (const entry of provider.listSince(scope, 0 as EpochMs)) entries.push(entry);
      return entries;
    }

    test('a card that pays is approved and captured, with what a receipt needs', async () => {
      const charge = await paid();
      const status = await lookUp(charge);
      expect(status).toMatchObject({ status: 'approved', captured: true, declined: null });
      expect(status.card).toMatchObject({ lastFour: '4242' });
      expect(status.card?.approvalCode).not.toBe('');
    });

    test('the same charge made twice is one charge', async () => {
      const { provider, scope } = world();
      const charge = aCharge();
      const [first, second] = [
        await provider.create(scope, charge),
        await provider.create(scope, charge),
      ];
      expect(valueIn(second).providerId).toBe(valueIn(first).providerId);
      const own = (await books()).filter(({ paymentId }) => paymentId === charge.paymentId);
      expect(own).toHaveLength(1);
    });

    test('a charge put on its reader twice is charged once', async () => {
      const { provider, scope } = world();
      const charge = await atReader();
      valueIn(await provider.collect(scope, charge));
      await world().customer(charge, 'pay');
      expect(valueIn(await provider.collect(scope, charge)).status).toBe('approved');
      const own = (await books()).filter(({ paymentId }) => paymentId === charge.paymentId);
      expect(own).toMatchObject([{ amount: 2_500, status: 'approved' }]);
    });

    test('a store becomes a place of readers, and a reader comes into use and goes', async () => {
      const { provider, scope } = world();
      const place = { name: 'Shop', line1: 'Main St 1', city: 'Berlin', postalCode: '10997' };
      const made = await provider.createLocation(scope, { ...place, country: 'DE' });
      const { location } = valueIn(made);
      const at = { ...scope, location };
      const wanted = { label: 'Counter', registrationCode: 'simulated-wpe' };
      const reader = valueIn(await provider.registerReader(at, wanted));
      expect(valueIn(await provider.onlineReaders(at)).has(reader.providerId)).toBe(true);
      expect(valueIn(await provider.removeReader(at, reader))).toBe(true);
    });

    test('a declined card says why, and the charge is closed for good', async () => {
      const charge = await atReader();
      await world().customer(charge, 'has_no_funds');
      expect(await lookUp(charge)).toMatchObject({
        status: 'declined',
        declined: 'insufficient_funds',
        captured: false,
        card: null,
      });
      const { provider, scope } = world();
      expect(valueIn(await provider.collect(scope, charge)).status).toBe('declined');
    });

    test('a wrong PIN is told from an empty account', async () => {
      const charge = await atReader();
      await world().customer(charge, 'pin_is_wrong');
      expect(await lookUp(charge)).toMatchObject({ status: 'declined', declined: 'wrong_pin' });
    });

    test('what is given up before the card is held up is never charged', async () => {
      const { provider, scope } = world();
      const charge = await atReader();
      expect(valueIn(await provider.cancel(scope, charge)).status).toBe('canceled');
      expect(valueIn(await provider.collect(scope, charge)).status).toBe('canceled');
      expect(valueIn(await provider.cancel(scope, charge)).status).toBe('canceled');
    });

    test('giving up too late answers that the card was charged', async () => {
      const { provider, scope } = world();
      const charge = await paid();
      expect(valueIn(await provider.cancel(scope, charge)).status).toBe('approved');
    });

    test('an answer that is lost after the charge is found by asking', async () => {
      const { provider, scope } = world();
      const { lossy } = world();
      const charge = aCharge({ amount: minorUnits(lossy.amount), lines: [] });
      const { providerId } = valueIn(await provider.create(scope, charge));
      const collected = { ...charge, providerId };
      lossy.arm();
      expect((await provider.collect(scope, collected)).kind).toBe('lost');
      if ((await lookUp(collected)).status === 'waiting') await world().customer(collected, 'pay');
      expect((await lookUp(collected)).status).toBe('approved');
      valueIn(await provider.collect(scope, collected));
      const own = (await books()).filter(({ paymentId }) => paymentId === charge.paymentId);
      expect(own).toMatchObject([{ amount: lossy.amount, status: 'approved' }]);
    });

    test('money that is only held is taken once, however often that is asked', async () => {
      const { provider, scope } = world();
      const charge = await paid({ capture: 'manual' });
      expect(await lookUp(charge)).toMatchObject({ status: 'approved', captured: false });
      expect(valueIn(await provider.capture(scope, charge)).captured).toBe(true);
      expect(valueIn(await provider.capture(scope, charge)).captured).toBe(true);
    });

    test('refunds go back in parts, once each, and never more than was charged', async () => {
      const { provider, scope } = world();
      const charge = await paid();
      const back = (amount: number, refundId = uuid<'Refund'>()) =>
        provider.refund(scope, { ...charge, refundId, amount: minorUnits(amount) });
      const first = uuid<'Refund'>();
      const { providerId } = valueIn(await back(1_000, first));
      expect(valueIn(await back(1_000, first)).providerId).toBe(providerId);
      expect(valueIn(await provider.lookUpRefund(scope, { providerId })).status).toBe('succeeded');
      expect((await lookUp(charge)).refunded).toBe(1_000);
      expect(await back(1_501)).toMatchObject({ kind: 'refused', reason: 'more_than_charged' });
      valueIn(await back(1_500));
      expect((await lookUp(charge)).refunded).toBe(2_500);
      const own = (await books()).filter(({ paymentId }) => paymentId === charge.paymentId);
      expect(
        own
          .filter(({ kind }) => kind === 'refund')
          .map(({ amount }) => amount)
          .sort(),
      ).toEqual([1_000, 1_500]);
    });
  });
}
