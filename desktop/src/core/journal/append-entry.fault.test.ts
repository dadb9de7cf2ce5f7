import { expect, test } from 'vitest';
import { SimulatedCrash, setupStore } from '../store/test/setup-store.ts';
import { appendSale } from './test/append-sale.ts';
import { waiting } from './unsent-runs.ts';
import { verifyJournal } from './verify-journal.ts';

const WRITES_MAX = 30;

test('a crash at any write leaves a sale with entry, rows and number all there or all gone', async () => {
  let crashPoints = 0;
  for (let crashAtWrite = 1; crashAtWrite <= WRITES_MAX; crashAtWrite += 1) {
    using setup = setupStore({ crashAtWrite });
    const { signer } = await setup.enrol();
    appendSale({ store: setup.store, signer }, 1);
    setup.armCrash();
    const failure = thrownBy(() => appendSale({ store: setup.store, signer }, 2));
    expect(failure instanceof SimulatedCrash).toBe(setup.crashed);

    setup.reopen();
    const { store } = setup;
    const sales = setup.crashed ? 1 : 2;
    const count = (table: string) =>
      (store.prepare(`select count(*) as rows from ${table}`).get() as { rows: number }).rows;
    expect(count('journal_entry'), `crash point ${crashAtWrite}`).toBe(sales);
    expect(count('sale')).toBe(sales);
    expect(count('sale_line')).toBe(2 * sales);
    expect(count('sale_tender')).toBe(sales);
    expect(count('stock_movement')).toBe(2 * sales);
    expect(waiting(store)).toMatchObject({ entries: sales, sales, total: 5_000 * sales });
    expect(verifyJournal(store)).toEqual({ entries: sales, fault: null });

    const next = appendSale({ store, signer }, 3);
    expect(next.payload.receiptNumber, 'no gap').toBe(`A1-1-00000${sales + 1}`);
    expect(next.seq).toBe(sales + 1);
    if (!setup.crashed) break;
    crashPoints += 1;
  }
  expect(crashPoints, 'entry, head, sale, 2 lines, tender, 2 movements, commit').toBe(9);
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return null;
  } catch (thrown) {
    return thrown;
  }
}
