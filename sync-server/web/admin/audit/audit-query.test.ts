import { expect, test } from 'vitest';
import { auditQuery } from './audit-query.ts';

const berlin = { storeId: null, timeZone: 'Europe/Berlin' };

test('days of the address are whole days of the place', () => {
  expect(auditQuery({ from: '2026-11-26', to: '2026-11-26' }, berlin)).toEqual({
    from: String(Date.parse('2026-11-25T23:00:00Z')),
    to: String(Date.parse('2026-11-26T22:59:59.999Z')),
  });
});

test('what is no day, no action and no word is not asked for', () => {
  const address = { from: '2026-13-01', to: '', action: 'DROP TABLE', subject: ' ' };
  expect(auditQuery(address, berlin)).toEqual({});
});
