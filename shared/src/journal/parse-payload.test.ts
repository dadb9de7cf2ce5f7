import { expect, test } from 'vitest';
import { aSaleRecord, SHIFT_ID } from '../../test/builders.ts';
import { parsePayload, parseTypedPayload } from './parse-payload.ts';

test('a sale reads back as it was written', () => {
  const record = aSaleRecord();
  expect(parsePayload('sale_completed', record)).toEqual({ ok: true, value: record });
});

test('a payload with its type is one of the types that this version knows', () => {
  const parsed = parseTypedPayload('shift_opened', { shiftId: SHIFT_ID, float: 10_000 });
  expect(parsed).toEqual({
    ok: true,
    value: { type: 'shift_opened', payload: { shiftId: SHIFT_ID, float: 10_000 } },
  });
});

test.for(['loyalty_points_given', 'toString', '__proto__', 'constructor', ''])(
  'type "%s" is one that this version does not know',
  (type) => {
    expect(parsePayload(type, {})).toEqual({ ok: false, error: 'unknown_type' });
  },
);

test.for([
  ['nothing', null],
  ['a field that no one knows', { shiftId: SHIFT_ID, float: 1, extra: 1 }],
  ['a fraction of a cent', { shiftId: SHIFT_ID, float: 0.5 }],
  ['a missing field', { shiftId: SHIFT_ID }],
] as const)('a payload with %s is refused', ([, payload]) => {
  expect(parsePayload('shift_opened', payload)).toEqual({ ok: false, error: 'payload_invalid' });
});
