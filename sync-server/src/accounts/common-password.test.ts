import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { uncommonPassword } from './common-password.ts';

const ADA = { email: 'ada.lovelace@example.com', displayName: 'Ada Lovelace' };
const isCommon = (password: string) => !uncommonPassword(password, ADA).ok;

test.for([
  'qwertyuiop',
  '1234567890',
  'Password123',
  'P@ssw0rd2024!',
  'football1234',
  '!!sunshine!!',
  'iloveyou2025',
  'aaaaaaaaaaaa',
  'abababababab',
  'abcdefghijkl',
  '9876543210',
  'ada.lovelace1',
  'Ada Lovelace!',
  'SecondChance1',
])('%s is refused', (password) => {
  expect(isCommon(password)).toBe(true);
});

test.for([
  'correct horse battery',
  'teapot on a bicycle',
  'grüne Lampe im Regen',
  'xkT8!mqz_4Lw',
  '十二匹の猫が歩いている',
])('%s can be chosen', (password) => {
  expect(isCommon(password)).toBe(false);
});

test('of random passwords hardly one in a thousand is refused', () => {
  const refused = Array.from({ length: 5_000 }, () => randomBytes(9).toString('base64')).filter(
    isCommon,
  );
  expect(refused.length).toBeLessThan(5);
});
