import { expect, test } from 'vitest';
import type { TestApi } from './harness/api.ts';
import { openShift, payExactly, scan, signIn, statusBar } from './harness/counter.ts';
import { eventually } from './harness/eventually.ts';
import { openWorld } from './harness/world.ts';

test('a cashier sells, the server dies in mid-day and comes back: every sale is there once', async () => {
  await using world = await openWorld();
  const { server, api } = world;
  const page = await world.window();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));

  await signIn(page, 'Mia', '1111');
  await openShift(page, '100');
  await scan(page, '2000000000015');
  const first = await payExactly(page);
  await eventually(async () => expect(await statusOf(api, 'COAT-01')).toBe('sold'));
  expect(await api.sales()).toMatchObject([{ receiptNumber: 'A1-1-000001', gross: cents(first) }]);

  await server.kill();
  await scan(page, 'COAT-02');
  const second = await payExactly(page);
  await scan(page, 'KITC-01');
  const third = await payExactly(page);
  const waiting = cents(second) + cents(third);
  await eventually(async () => {
    const bar = await statusBar(page);
    expect(bar).toContain('Offline');
    expect(bar).toContain('2 sales waiting');
    expect(cents(bar.match(/\((.*?)\)/)?.[1] ?? '')).toBe(waiting);
  });

  await server.start();
  await eventually(async () => expect(await statusBar(page)).toContain('all sales sent'), {
    seconds: 120,
  });
  const sales = await api.sales();
  expect(sales.map(({ receiptNumber }) => receiptNumber).sort()).toEqual([
    'A1-1-000001',
    'A1-1-000002',
    'A1-1-000003',
  ]);
  const total = sales.reduce((sum, { gross }) => sum + gross, 0);
  expect(total).toBe(cents(first) + waiting);
  expect(await statusOf(api, 'COAT-02')).toBe('sold');
  expect(await statusOf(api, 'KITC-01')).toBe('sold');
  expect(await statusOf(api, 'COAT-03'), 'what nobody bought').toBe('available');
  expect(await api.get('/exceptions')).toMatchObject({ rows: [] });
  expect(complaints).toEqual([]);
});

async function statusOf(api: TestApi, sku: string): Promise<string> {
  return (await api.itemBySku(sku)).status;
}

/** `€7.20` → 720. */
function cents(amount: string): number {
  const digits = amount.replaceAll(/[^0-9]/g, '');
  expect(digits, `an amount: ${amount}`).not.toBe('');
  return Number(digits);
}
