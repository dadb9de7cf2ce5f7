import { randomUUID } from 'node:crypto';
import type { SaleId, ShiftId } from '@second-chance/shared/ids.ts';
import type { EntryType, PayloadOf, SignedEntry } from '@second-chance/shared/journal/entry.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { shiftTotals } from '@second-chance/shared/sale/shift-totals.ts';
import { aLineInput, anId, aSaleRecord } from '@second-chance/shared/test/builders.ts';
import { aJournal } from '@second-chance/shared/test/journal-builder.ts';
import { businessDayAt } from '@second-chance/shared/time/business-day.ts';
import { addDays } from '@second-chance/shared/time/calendar.ts';
import type { BusinessDay, EpochMs } from '@second-chance/shared/time/time.ts';
import { expect, test } from 'vitest';
import { enrolledTill } from '../../test/enrolled-till.ts';
import { aNewItem, type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { newId } from '../db/new-id.ts';

interface Told {
  readonly type: EntryType;
  readonly payload: PayloadOf<EntryType>;
  readonly at: number;
  readonly businessDay?: BusinessDay;
}

/** A shop with one till that tells what a test says, one entry after the other. */
async function aShop(server: RestFixture) {
  const shop = await server.anOrganization(`shop-${randomUUID().slice(0, 8)}`);
  const till = await enrolledTill(server, shop);
  const { timeZone, dayStartsAt } = shop.store.settings;
  const dayAt = (at: number) => businessDayAt(at as EpochMs, { timeZone, dayStartsAt });
  let previous: SignedEntry | undefined;
  async function tell(...told: readonly Told[]) {
    const entries = told.map(({ type, payload, at, businessDay = dayAt(at) }) => {
      const [entry] = aJournal({
        key: till.key,
        head: { ...till.head, at: at as EpochMs, businessDay },
        ...(previous && { previous }),
        entries: [{ type, payload }],
      }).entries;
      previous = entry;
      return entry as SignedEntry;
    });
    const answer = await till.push(entries);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  }
  const ask = async (path: string, token = shop.store.admin.token) =>
    (await server.ask('GET', path, { token })).body;
  return { ...shop, till, tell, ask, dayAt, storeId: shop.store.storeId };
}

const shiftId = anId<'Shift'>(77);
let counter = 0;

function sale(at: number, set: Parameters<typeof aSaleRecord>[0] = {}): Told {
  counter += 1;
  const receiptNumber = `T1-1-${String(counter).padStart(6, '0')}`;
  const record = aSaleRecord({
    ...set,
    with: { saleId: newId<'Sale'>(), receiptNumber, shiftId, ...set.with },
  });
  return { type: 'sale_completed', payload: record, at };
}

test('a day’s report sums what was sold, by tender, hour and category, beside last week', async () => {
  await using server = await restFixture();
  const { store, storeId, tell, ask, dayAt } = await aShop(server);
  counter = 0;
  const now = Date.now();
  const today = dayAt(now);
  const item = aNewItem(store, { kind: 'stocked', openingQuantity: 9 });
  await server.ask('POST', '/items', { token: store.admin.token, body: item });
  const before = { businessDay: addDays(today, -7) };
  const lines = [aLineInput({ itemId: item.id, quantity: 2 })];
  await tell(
    { ...sale(now - 8 * 86_400_000 + 1), ...before },
    { ...sale(now - 6 * 86_400_000), ...before },
    { ...sale(now - 86_400_000), businessDay: addDays(today, -1) },
    { ...sale(now - 2, { lines }), businessDay: today },
    { ...sale(now - 1), businessDay: today },
  );

  const report = await ask(`/reports/day?storeId=${storeId}`);
  expect(report).toMatchObject({
    day: today,
    today: true,
    currency: 'EUR',
    figures: { records: 2, gross: 7_500, itemsSold: 3 },
    lastWeek: {
      day: addDays(today, -7),
      whole: { records: 2, gross: 5_000 },
      soFar: { records: 1, gross: 2_500 },
    },
    returns: { count: 0, total: 0 },
    tenders: [{ kind: 'cash', count: 2, total: 7_500 }],
    itemsListed: 1,
  });
  expect(report.figures.net + report.figures.tax).toBe(7_500);
  expect(report.hours.map(({ gross }: { gross: number }) => gross).reduce(sum, 0)).toBe(7_500);
  expect(report.days).toHaveLength(14);
  expect(report.days.at(-1)).toEqual({ day: today, records: 2, gross: 7_500 });
  expect(report.days.at(-2)).toMatchObject({ records: 1 });
  expect(report.days.at(-3)).toMatchObject({ records: 0, gross: 0 });
  expect(report.categories[0]).toMatchObject({
    categoryId: store.category.id,
    itemsSold: 2,
    gross: 5_000,
  });
  const earlier = await ask(`/reports/day?storeId=${storeId}&day=${addDays(today, -1)}`);
  expect(earlier).toMatchObject({ today: false, figures: { records: 1 } });
  expect(await ask(`/reports/day?storeId=${storeId}`, store.employee.token)).toMatchObject({
    code: 'NOT_ALLOWED',
  });
});

const sum = (left: number, right: number) => left + right;

test('sales are found by cashier, kind, tender, amount, number and thing, and summed alike', async () => {
  await using server = await restFixture();
  const { store, storeId, tell, ask } = await aShop(server);
  counter = 0;
  const now = Date.now() - 10_000;
  const item = aNewItem(store, { kind: 'stocked', openingQuantity: 9 });
  await server.ask('POST', '/items', { token: store.admin.token, body: item });
  const card = {
    kind: 'external_card',
    tenderId: newId<'Tender'>(),
    amount: minorUnits(2_500),
    lastFour: '1234',
    approvalCode: 'A1',
  } as const;
  await tell(
    sale(now, { lines: [aLineInput({ itemId: item.id, quantity: 3 })] }),
    sale(now + 1, { tenders: [card] }),
    sale(now + 2),
  );
  const found = async (query: string) => {
    const { rows } = await ask(`/sales?storeId=${storeId}&${query}`);
    const summed = await ask(`/sales/summary?storeId=${storeId}&${query}`);
    expect(summed.records, query).toBe(rows.length);
    expect(summed.gross, query).toBe(
      rows.map(({ gross }: { gross: number }) => gross).reduce(sum, 0),
    );
    return rows.map(({ receiptNumber }: { receiptNumber: string }) =>
      Number(receiptNumber.slice(-1)),
    );
  };
  expect(await found('')).toEqual([3, 2, 1]);
  expect(await found('tender=external_card')).toEqual([2]);
  expect(await found('grossFrom=5000')).toEqual([1]);
  expect(await found('grossTo=5000')).toEqual([3, 2]);
  expect(await found('receipt=t1-1-000003')).toEqual([3]);
  expect(await found(`itemId=${item.id}`)).toEqual([1]);
  expect(await found('kind=return')).toEqual([]);
  expect(await found(`shiftId=${shiftId}&staffId=${newId()}`)).toEqual([]);
  const [first] = (await ask(`/sales?storeId=${storeId}&tender=external_card`)).rows;
  expect(first).toMatchObject({ tenders: ['external_card'], shiftId, approvedBy: null });
});

test('a void names what it undoes, and the sale who undid it', async () => {
  await using server = await restFixture();
  const { tell, ask } = await aShop(server);
  counter = 0;
  const first = sale(Date.now() - 5);
  const saleId = (first.payload as { saleId: SaleId }).saleId;
  const voided = sale(Date.now() - 4, { with: { kind: 'void', voids: saleId } });
  const voidId = (voided.payload as { saleId: SaleId }).saleId;
  await tell(first, voided);
  expect((await ask(`/sales/${saleId}`)).related).toMatchObject([
    { relation: 'voided_by', id: voidId, receiptNumber: 'T1-1-000002' },
  ]);
  expect((await ask(`/sales/${voidId}`)).related).toMatchObject([
    { relation: 'voids', id: saleId, receiptNumber: 'T1-1-000001' },
  ]);
});

test('an open shift shows its X report; closed, its Z report, its drawer and what came late', async () => {
  await using server = await restFixture();
  const { otherStore, storeId, tell, ask } = await aShop(server);
  counter = 0;
  const now = Date.now() - 60_000;
  const sold = sale(now + 1);
  await tell(
    { type: 'shift_opened', payload: { shiftId, float: minorUnits(10_000) } as never, at: now },
    sold,
    {
      type: 'cash_moved',
      payload: { shiftId, amount: minorUnits(-500), reason: 'stamps' },
      at: now + 2,
    },
    { type: 'drawer_opened', payload: { shiftId, reason: 'change' }, at: now + 3 },
  );
  const open = await ask(`/shifts/${shiftId}`);
  expect(open).toMatchObject({
    closedAt: null,
    records: 1,
    gross: 2_500,
    totals: { expectedCash: 12_000, drawerOpenings: 1, sales: { count: 1, total: 2_500 } },
    drawer: [
      { kind: 'cash_moved', amount: -500, reason: 'stamps' },
      { kind: 'drawer_opened', amount: 0, reason: 'change' },
    ],
    late: { count: 0, total: 0 },
  });

  const totals = shiftTotals({
    float: minorUnits(10_000) as never,
    records: [sold.payload as ReturnType<typeof aSaleRecord>],
    cashMovements: [{ amount: minorUnits(-500) }],
    drawerOpenings: 1,
  });
  const closed = {
    shiftId,
    zNumber: 3,
    counted: minorUnits(11_900),
    expected: minorUnits(12_000),
    difference: minorUnits(-100),
    totals,
  };
  await tell(
    { type: 'shift_closed', payload: closed as never, at: now + 4 },
    sale(now - 7_200_000, { with: { shiftId: shiftId as ShiftId } }),
  );
  const view = await ask(`/shifts/${shiftId}`);
  expect(view).toMatchObject({
    zNumber: 3,
    missingBefore: 2,
    counted: 11_900,
    expected: 12_000,
    records: 1,
    totals: open.totals,
    late: { count: 1, total: 2_500 },
    arrivedLate: 1,
  });
  expect((await ask(`/shifts?storeId=${storeId}&open=true`)).rows).toEqual([]);
  expect((await ask(`/shifts?storeId=${storeId}`)).rows).toMatchObject([{ id: shiftId }]);
  expect(await ask(`/shifts/${shiftId}`, otherStore.admin.token)).toMatchObject({
    code: 'NOT_ALLOWED',
  });
});
