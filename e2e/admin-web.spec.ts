/** What is kept in the admin web, in a real browser beside a real till: one world for all of it. */
import { afterAll, beforeAll, describe } from 'vitest';
import { testAccounts } from './web/accounts.ts';
import { testCatalogueWork } from './web/catalogue-work.ts';
import { testLongList } from './web/long-list.ts';
import { testNaughtyForms } from './web/naughty-forms.ts';
import { testRegisters } from './web/registers.ts';
import { openWebWorld, type WebWorld } from './web/web-world.ts';

let opened: WebWorld | undefined;
beforeAll(async () => {
  opened = await openWebWorld();
});
afterAll(() => opened?.[Symbol.asyncDispose]());

const world = () => {
  if (opened === undefined) throw new Error('the world is not open');
  return opened;
};

// In this order: the long list makes everything slower.
describe('work on the catalogue', () => testCatalogueWork(world));
describe('accounts', () => testAccounts(world));
describe('registers', () => testRegisters(world));
describe('any text', () => testNaughtyForms(world));
describe('a long list', () => testLongList(world));
