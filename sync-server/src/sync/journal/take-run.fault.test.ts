import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { anId, aSaleRecord, SHIFT_ID } from '@second-chance/shared/test/builders.ts';
import { aJournal } from '@second-chance/shared/test/journal-builder.ts';
import pg from 'pg';
import { expect, test } from 'vitest';
import { asOwner } from '../../../test/postgres.ts';
import { type SyncFixture, syncFixture } from '../../../test/sync-fixture.ts';

/** Far more statements than a run has. */
const STATEMENTS_MAX = 60;

/** Ends the connection that is about to run its nth statement from now, as a database crash would. */
function killBeforeStatement(fixture: SyncFixture, nth: number) {
  const original = pg.Client.prototype.query;
  const state = { statements: 0, killed: '' };
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const run = () => Reflect.apply(original, this, args);
    // Kysely's statements have the form { text, values } and answer promises.
    const text = Reflect.get(Object(args[0]), 'text') ?? args[0];
    state.statements += 1;
    if (state.killed !== '' || state.statements !== nth) return run();
    state.killed = String(text);
    const processId: unknown = Reflect.get(this, 'processID');
    pg.Client.prototype.query = original;
    return asOwner(fixture.url, (owner) =>
      owner.query('select pg_terminate_backend($1)', [processId]),
    ).then(run);
  } as typeof original;
  return {
    state,
    restore() {
      pg.Client.prototype.query = original;
    },
  };
}

test('wherever the database goes away in a run, all of it is there or none, and repeating completes it', async () => {
  const killed: string[] = [];
  for (let nth = 1; nth <= STATEMENTS_MAX; nth += 1) {
    await using fixture = await syncFixture();
    const till = await fixture.addTill();
    await fixture.addItems([{ id: anId(1), kind: 'stocked', onHand: 1 }]);
    const receiptNumber = (n: number) => `A1-1-00000${n}`;
    const sale = (n: number) => ({
      type: 'sale_completed' as const,
      payload: aSaleRecord({ with: { saleId: anId(n), receiptNumber: receiptNumber(n) } }),
    });
    const opened = { shiftId: SHIFT_ID, float: minorUnits(1) };
    const { entries } = aJournal({
      key: till.key,
      entries: [{ type: 'shift_opened', payload: opened }, sale(1), sale(2)],
    });
    const push = () => fixture.sendAs(till, '/sync/journal', { body: { entries } });

    const fault = killBeforeStatement(fixture, nth);
    const answer = await push().finally(fault.restore);
    if (fault.state.killed === '') {
      expect(answer.status).toBe(200);
      break;
    }
    killed.push(fault.state.killed);
    expect(answer, fault.state.killed).toMatchObject({ status: 500, body: { code: 'INTERNAL' } });
    const rows = async () => [
      (await fixture.query('select seq from journal_entry')).length,
      (await fixture.query('select id from sale')).length,
      (await fixture.query('select id from stock_movement')).length,
      (await fixture.query('select id from shift')).length,
      (await fixture.query('select id from exception')).length,
      Number((await fixture.query('select on_hand from stock_level'))[0].on_hand),
    ];
    expect(await rows(), fault.state.killed).toEqual([0, 0, 0, 0, 0, 1]);
    expect((await push()).body, fault.state.killed).toMatchObject({ seq: 3 });
    expect(await rows(), fault.state.killed).toEqual([3, 2, 2, 1, 1, -1]);
  }
  for (const statement of [
    'journal_entry',
    'sale_line',
    'shift',
    'exception',
    'stock_level',
    'commit',
  ]) {
    expect(
      killed.some((text) => text.includes(statement)),
      statement,
    ).toBe(true);
  }
  expect(killed.length).toBeGreaterThan(7);
  expect(killed.length).toBeLessThan(STATEMENTS_MAX);
});
