import { expect, test } from 'vitest';
import type { EpochMs } from '../time/time.ts';
import { linkState } from './payment-link.ts';

const at = (ms: number) => ms as EpochMs;
const fresh = { payment: null, canceledAt: null, expiresAt: at(100), now: at(10) } as const;

test.for([
  { what: 'nobody began', facts: {}, state: 'open' },
  { what: 'a card was declined', facts: { payment: 'declined' }, state: 'open' },
  { what: 'somebody has the page open', facts: { payment: 'in_progress' }, state: 'open' },
  { what: 'no answer came', facts: { payment: 'unknown' }, state: 'paying' },
  { what: 'it was paid', facts: { payment: 'approved' }, state: 'paid' },
  { what: 'its money went back', facts: { payment: 'refunded' }, state: 'refunded' },
  { what: 'the shop took it back', facts: { canceledAt: at(5) }, state: 'canceled' },
  { what: 'its last moment is reached', facts: { now: at(100) }, state: 'expired' },
] as const)('a link is $state where $what', ({ facts, state }) => {
  expect(linkState({ ...fresh, ...facts })).toBe(state);
});

test('money that came counts, though the link was canceled or ran out meanwhile', () => {
  const late = { ...fresh, canceledAt: at(20), now: at(200), payment: 'approved' } as const;
  expect(linkState(late)).toBe('paid');
  expect(linkState({ ...late, payment: 'unknown' })).toBe('paying');
});
