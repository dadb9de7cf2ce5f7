import type { OrganizationId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { expect, test } from 'vitest';
import { keepReads, type ShopVersion } from './shop-version.ts';

function aKeeper(most?: number) {
  const now = { at: 0, reads: 0 };
  const keep = keepReads(() => now.at as EpochMs, most);
  const read = (version: ShopVersion, { key = 'list', organization = 'mine' } = {}) =>
    keep({ organizationId: organization as OrganizationId, version, key }, async () => {
      now.reads += 1;
      return now.reads;
    });
  return { now, keep, read };
}

test('what was read is used again for the same version, key and organization, and for no other', async () => {
  const { read } = aKeeper();
  expect(await read('1')).toBe(1);
  expect(await read('1')).toBe(1);
  expect(await read('1', { key: 'other' })).toBe(2);
  expect(await read('1', { organization: 'theirs' })).toBe(3);
  expect(await read('2')).toBe(4);
  // Nothing of an earlier version comes back.
  expect(await read('1')).toBe(5);
});

test('without a version nothing is kept, and what is kept is not kept for ever', async () => {
  const { now, read } = aKeeper();
  expect([await read(null), await read(null)]).toEqual([1, 2]);
  expect(await read('1')).toBe(3);
  now.at = 30_000;
  expect(await read('1')).toBe(4);
});

test('a read that failed is asked anew, and the least asked for goes first', async () => {
  const { keep, read } = aKeeper(2);
  const under = { organizationId: 'mine' as OrganizationId, version: '1', key: 'list' };
  const failing = keep(under, async () => Promise.reject(new Error('lost')));
  await expect(failing).rejects.toThrow('lost');
  expect(await read('1')).toBe(1);
  expect(await read('1', { key: 'b' })).toBe(2);
  expect(await read('1')).toBe(1);
  expect(await read('1', { key: 'c' })).toBe(3);
  expect(await read('1')).toBe(1);
  expect(await read('1', { key: 'b' })).toBe(4);
});
