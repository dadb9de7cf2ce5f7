import { STANDARD_SETUP } from '@second-chance/shared/contract/till/till-mode-calls.ts';
import { expect, test } from 'vitest';
import { houseKey, keyOnTill, withKey } from './till-setup.ts';

const actions = ['F7', 'F8', 'F9'];
const setupOf = (keys: Record<string, string>) => ({ ...STANDARD_SETUP, keys });

test('an action that moves changes places with what had its key, and none is left without', () => {
  const keys = withKey({}, { house: 'F7', own: 'F8', actions });
  expect(keys).toEqual({ F7: 'F8', F8: 'F7' });
  const setup = setupOf(keys);
  expect([houseKey(setup, 'F8'), houseKey(setup, 'F7')]).toEqual(['F7', 'F8']);
  expect(keyOnTill(setup, 'F7')).toBe('F8');
});

test('a key that nothing had is taken, and the one that was left does nothing', () => {
  const setup = setupOf(withKey({}, { house: 'F9', own: 'F11', actions }));
  expect([houseKey(setup, 'F11'), houseKey(setup, 'F9')]).toEqual(['F9', null]);
  expect(houseKey(setup, 'F8')).toBe('F8');
});

test('moving back leaves the till as the house has it', () => {
  const moved = withKey({}, { house: 'F7', own: 'F8', actions });
  expect(withKey(moved, { house: 'F7', own: 'F7', actions })).toEqual({});
});
