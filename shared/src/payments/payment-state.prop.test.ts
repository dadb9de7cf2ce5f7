import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isClosed,
  isFinal,
  isOpen,
  mayBeginPayment,
  nextPaymentState,
  PAYMENT_STATES,
  type PaymentEvent,
  type PaymentState,
} from './payment-state.ts';

const says = fc
  .constantFrom('waiting', 'approved', 'declined', 'canceled', 'refunded')
  .map((kind) => ({ kind: 'provider', says: { kind } }) as PaymentEvent);
const own = fc
  .constantFrom('sending', 'answer_lost', 'dropped')
  .map((kind) => ({ kind }) as PaymentEvent);
const event = fc.oneof(own, says);
const state = fc.constantFrom(...PAYMENT_STATES);

/** Follows events from the beginning; what is impossible changes nothing. */
function follow(events: readonly PaymentEvent[]): readonly PaymentState[] {
  const path: PaymentState[] = ['created'];
  for (const next of events) {
    const last = path.at(-1) ?? 'created';
    const after = nextPaymentState(last, next);
    path.push(after.ok ? after.value : last);
  }
  return path;
}

test('from unknown nothing leads on but what the provider says', () => {
  fc.assert(
    fc.property(own, (happened) => {
      const after = nextPaymentState('unknown', happened);
      expect(after.ok ? after.value : 'unknown').toBe('unknown');
    }),
  );
});

test('what is closed stays closed, and an approval ends in a refund at most', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), (events) => {
      const path = follow(events);
      const closedAt = path.findIndex(isClosed);
      if (closedAt >= 0) expect(new Set(path.slice(closedAt)).size).toBe(1);
      const approvedAt = path.indexOf('approved');
      if (approvedAt >= 0) {
        expect(
          path.slice(approvedAt).every((now) => now === 'approved' || now === 'refunded'),
        ).toBe(true);
      }
    }),
  );
});

test('a payment that may have been sent is never taken for one without money by the till alone', () => {
  fc.assert(
    fc.property(fc.array(own, { maxLength: 12 }), (events) => {
      const path = follow(events);
      const sentAt = path.findIndex(isOpen);
      if (sentAt >= 0) expect(path.slice(sentAt).every(isOpen)).toBe(true);
    }),
  );
});

test('an event told twice is harmless', () => {
  fc.assert(
    fc.property(state, event, (before, happened) => {
      const once = nextPaymentState(before, happened);
      if (!once.ok) return;
      const twice = nextPaymentState(once.value, happened);
      if (happened.kind !== 'sending') expect(twice).toEqual(once);
      else expect(twice.ok && twice.value).toBe(once.value);
    }),
  );
});

/**
 * A shop that follows the machine against a provider that charges whatever reaches it, over a
 * network that loses requests and answers. Each step: try to begin, send, lose, ask, cancel.
 */
const step = fc.record({
  act: fc.constantFrom('begin', 'send', 'ask', 'cancel', 'crash'),
  requestArrives: fc.boolean(),
  answerArrives: fc.boolean(),
  approves: fc.boolean(),
});

test('however a network fails, one sale is charged at most once at a time, and no charge is forgotten', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const till: PaymentState[] = [];
      const provider: ('none' | 'approved' | 'declined' | 'canceled')[] = [];
      const set = (at: number, happened: PaymentEvent) => {
        const after = nextPaymentState(till[at] ?? 'created', happened);
        if (after.ok) till[at] = after.value;
      };
      const hear = (at: number) => {
        const there = provider[at] ?? 'none';
        set(at, { kind: 'provider', says: { kind: there === 'none' ? 'waiting' : there } });
      };
      for (const { act, requestArrives, answerArrives, approves } of steps) {
        const at = till.length - 1;
        const now = till[at];
        if (act === 'begin' && mayBeginPayment(till) && !till.includes('approved')) {
          till.push('created');
          provider.push('none');
        } else if (act === 'send' && (now === 'created' || now === 'unknown')) {
          // Sent again it is the same charge: what became of it before stays so.
          set(at, { kind: 'sending' });
          if (requestArrives && provider[at] === 'none') {
            provider[at] = approves ? 'approved' : 'declined';
          }
          if (requestArrives && answerArrives) hear(at);
          else set(at, { kind: 'answer_lost' });
        } else if (act === 'ask' && now === 'unknown' && requestArrives && answerArrives) {
          hear(at);
        } else if (act === 'cancel' && now !== undefined && isOpen(now) && requestArrives) {
          // A cancellation closes even what never arrived, so that nothing late can be charged.
          if (provider[at] === 'none') provider[at] = 'canceled';
          if (answerArrives) hear(at);
        } else if (act === 'crash' && now === 'in_progress') {
          set(at, { kind: 'answer_lost' });
        }
      }
      const charges = provider.filter((there) => there === 'approved').length;
      expect(charges).toBeLessThanOrEqual(1);
      for (const [at, there] of provider.entries()) {
        const known = till[at] ?? 'created';
        if (there === 'approved') expect(known === 'approved' || isOpen(known)).toBe(true);
        if (isFinal(known)) expect(known).toBe(there);
      }
    }),
    { numRuns: 2_000 },
  );
});
