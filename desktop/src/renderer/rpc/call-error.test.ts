import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { callErrorOf } from './call-error.ts';

test('a coded answer keeps its code and details', () => {
  const thrown = new ORPCError('PIN_LOCKED', { data: { details: { retryAfterMs: 30_000 } } });
  expect(callErrorOf(thrown)).toEqual({ code: 'PIN_LOCKED', details: { retryAfterMs: 30_000 } });
});

test('details may stand in the data itself', () => {
  const thrown = new ORPCError('TENDER_TOO_SMALL', { data: { missing: 750 } });
  expect(callErrorOf(thrown).details).toEqual({ missing: 750 });
});

test('a call that never reached core says that core is not there', () => {
  expect(callErrorOf(new Error('socket closed')).code).toBe('UNAVAILABLE');
});

test('input that the contract refused is an invalid request, any other foreign code a defect', () => {
  expect(callErrorOf(new ORPCError('BAD_REQUEST')).code).toBe('INVALID_REQUEST');
  expect(callErrorOf(new ORPCError('INTERNAL_SERVER_ERROR')).code).toBe('INTERNAL');
});
