import { expect, test } from 'vitest';
import { hashSecret, verifySecret } from './password.ts';

const SECRET = 'correct horse battery';

test('a secret is right against its own hash alone', async () => {
  const stored = await hashSecret(SECRET);
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifySecret(SECRET, stored)).toBe(true);
  expect(await verifySecret('correct horse batterz', stored)).toBe(false);
  expect(await verifySecret(SECRET, null)).toBe(false);
});

test('checking against nothing takes as long as checking against a hash', async () => {
  const stored = await hashSecret(SECRET);
  await verifySecret('wrong', null);
  const timed = async (hash: string | null) => {
    const start = performance.now();
    await verifySecret('wrong', hash);
    return performance.now() - start;
  };
  // In turns, so that whatever else the machine does slows both.
  const nobody: number[] = [];
  const somebody: number[] = [];
  for (let run = 0; run < 10; run += 1) {
    nobody.push(await timed(null));
    somebody.push(await timed(stored));
  }
  expect(Math.min(...nobody)).toBeGreaterThan(Math.min(...somebody) / 2);
});
