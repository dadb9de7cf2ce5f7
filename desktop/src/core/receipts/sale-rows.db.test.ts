import { anId } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { appendSale } from '../journal/test/append-sale.ts';
import { setupStore } from '../store/test/setup-store.ts';
import { recentSales, saleRowById, saleRowByNumber, salesLike } from './sale-rows.ts';

const trained = anId<'Sale'>(1);
const sold = anId<'Sale'>(2);

test('a training sale has a live sale’s number and is never found in its place', async () => {
  using setup = setupStore();
  const { signer } = await setup.enrol();
  const { store } = setup;
  const number = 'A1-1-000001';
  appendSale({ store, signer }, 1, 'training');
  expect(saleRowByNumber(store, number)).toBeNull();

  appendSale({ store, signer }, 2, 'live');
  expect(saleRowByNumber(store, number)?.saleId).toBe(sold);
  expect(saleRowById(store, trained)).toBeNull();
  const lists = [recentSales(store, 9), ...['1', number, 'A1'].map((query) => like(query))];
  for (const rows of lists) expect(rows.map(({ saleId }) => saleId)).not.toContain(trained);

  function like(query: string) {
    return salesLike(store, { query, limit: 9 });
  }
});

test('a chain never has the same receipt number twice', async () => {
  using setup = setupStore();
  const { signer } = await setup.enrol();
  const { store } = setup;
  appendSale({ store, signer }, 1);
  appendSale({ store, signer }, 2);
  const reuse = store.prepare('update sale set receipt_number = ? where sale_id = ?');
  expect(() => reuse.run('A1-1-000001', sold)).toThrow(/UNIQUE/);
});
