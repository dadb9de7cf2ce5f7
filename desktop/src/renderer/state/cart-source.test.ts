import type { CartLineView, CartView } from '@second-chance/shared/contract/till/views.ts';
import { expect, test } from 'vitest';
import { createCartSource } from './cart-source.ts';

const line = (lineId: string, quantity = 1) =>
  ({ lineId, quantity, total: 100, name: lineId, pricePath: [] }) as unknown as CartLineView;
const view = (revision: number, lines: CartLineView[]) =>
  ({ revision, lines }) as unknown as CartView;

test('an answer that was overtaken by a newer one is not shown', () => {
  const cart = createCartSource();
  cart.accept(view(2, [line('a'), line('b')]));
  cart.accept(view(1, [line('a')]));
  expect(cart.get()?.lines).toHaveLength(2);
});

test('lines that did not change stay the same objects', () => {
  const cart = createCartSource();
  cart.accept(view(1, [line('a'), line('b')]));
  const before = cart.get()?.lines;
  cart.accept(view(2, [line('a'), line('b', 2)]));
  const after = cart.get()?.lines;
  expect(after?.[0]).toBe(before?.[0]);
  expect(after?.[1]).not.toBe(before?.[1]);
});

test('after a lost connection the next answer counts, whatever its number', () => {
  const cart = createCartSource();
  cart.accept(view(9, [line('a')]));
  cart.forget();
  cart.accept(view(0, []));
  expect(cart.get()?.revision).toBe(0);
});
