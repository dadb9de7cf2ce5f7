import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSettled, nextRefundState, REFUND_STATES, type RefundEvent } from './refund-state.ts';

const says = fc.constantFrom('pending', 'succeeded', 'failed', 'not_there');
const event: fc.Arbitrary<RefundEvent> = fc.oneof(
  fc.constantFrom({ kind: 'sending' } as const, { kind: 'answer_lost' } as const),
  says.map((word) => ({ kind: 'provider', says: word }) as const),
);

test('a refund is settled by what the provider says alone', () => {
  fc.assert(
    fc.property(fc.constantFrom(...REFUND_STATES), event, (before, happened) => {
      const after = nextRefundState(before, happened);
      if (!after.ok || isSettled(before)) return;
      if (isSettled(after.value)) expect(happened.kind).toBe('provider');
    }),
  );
});

test('a refund that is not settled can always be sent again, and a settled one never is', () => {
  for (const state of REFUND_STATES) {
    const sent = nextRefundState(state, { kind: 'sending' });
    expect(sent.ok && sent.value).toBe(
      isSettled(state) || state === 'pending' ? state : 'in_progress',
    );
  }
});

test('a bank that sends money back after it confirmed makes the refund failed, for a person to see', () => {
  expect(nextRefundState('succeeded', { kind: 'provider', says: 'failed' })).toEqual({
    ok: true,
    value: 'failed',
  });
});
