import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyedVault } from './keyed-vault.ts';
import { withCode } from './net-error.ts';
import { askedPrinter } from './os-printer.ts';

test('what a vault sealed opens with its key alone, and what was changed does not open', () => {
  const vault = keyedVault(randomBytes(32));
  const sealed = vault.seal('a secret');
  expect(sealed).not.toContain('secret');
  expect(vault.unseal(sealed)).toBe('a secret');
  expect(() => keyedVault(randomBytes(32)).unseal(sealed)).toThrow();
  const changed = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA');
  expect(() => vault.unseal(changed)).toThrow();
});

test('a key that was written without a vault is read as it is, and counts as not sealed', () => {
  const vault = keyedVault(randomBytes(32));
  expect(vault.unseal('{"kty":"OKP"}')).toBe('{"kty":"OKP"}');
  expect(vault.isSealed('{"kty":"OKP"}')).toBe(false);
  expect(vault.isSealed(vault.seal('x'))).toBe(true);
});

test.for([
  ['net::ERR_CONNECTION_REFUSED', 'ECONNREFUSED'],
  ['net::ERR_NAME_NOT_RESOLVED', 'ENOTFOUND'],
  ['net::ERR_INTERNET_DISCONNECTED', 'ENETUNREACH'],
])('a request that never left for %s says so by the code that core knows', ([message, code]) => {
  const failure = withCode(new Error(message));
  expect(failure).toBeInstanceOf(TypeError);
  expect((failure as TypeError).cause).toMatchObject({ code });
});

test('a request that may have arrived keeps its failure as it is', () => {
  const failure = new Error('net::ERR_CONNECTION_RESET');
  expect(withCode(failure)).toBe(failure);
  const withCause = new TypeError('fetch failed', { cause: new Error('why') });
  expect(withCode(withCause)).toBe(withCause);
});

test('questions about printers may be answered in any order, and a failed print is thrown', async () => {
  const asked: { readonly kind: string; readonly id?: number }[] = [];
  const printer = askedPrinter((message) => asked.push(message));
  const page = { html: '<p>Receipt</p>', printer: null };
  const first = printer.print(page);
  const names = printer.list();
  const second = printer.print(page);
  expect(asked.map(({ kind }) => kind)).toEqual(['print', 'list_printers', 'print']);
  const [one = 0, two = 0, three = 0] = asked.map(({ id }) => id ?? 0);
  printer.answered({ kind: 'printed', id: three, failure: 'out of paper' });
  printer.answered({ kind: 'printers', id: two, names: ['Counter'] });
  printer.answered({ kind: 'printed', id: one, failure: null });
  await expect(first).resolves.toBeUndefined();
  expect(await names).toEqual(['Counter']);
  await expect(second).rejects.toThrow('out of paper');
});
