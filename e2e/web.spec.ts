/** A day of shop and admin web in a real browser, beside a real till, and how its pages look: one world. */
import { afterAll, beforeAll, describe } from 'vitest';
import { testDay } from './web/day.ts';
import { testLooks } from './web/looks.ts';
import { testShop } from './web/shop.ts';
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

// In this order: the day begins with nothing sold, and pages are judged with a day's work on them.
describe('the day of a store', () => testDay(world));
describe('the public shop', () => testShop(world));
describe('looks', () => testLooks(world));
