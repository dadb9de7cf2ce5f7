/** The steps of a day: one shop, one till and one admin, in its order. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { tableOf } from '../../desktop/src/core/documents/collection-tables.ts';
import { enter, openShift, payExactly, scan, signIn } from '../harness/counter.ts';
import { eventually } from '../harness/eventually.ts';
import type { WebWorld } from './web-world.ts';

const CUSTOMER = 'Wilhelmina Quastenflosser';

export function testDay(opened: () => WebWorld): void {
  /** Marks a page, so that a reload would be noticed. */
  const mark = (page: Page) => page.evaluate(() => Object.assign(window, { stayed: true }));
  const stayed = (page: Page) => page.evaluate(() => 'stayed' in window);

  test('what a till sells is on the dashboard and in the list of sales without a reload', async () => {
    const dashboard = await opened().admin.open('/');
    await dashboard.getByText('Nothing was sold yet.').first().waitFor();
    const sales = await opened().admin.open('/sales');
    await sales.getByText('Nothing was sold yet').waitFor();
    const shifts = await opened().admin.open('/shifts');
    await mark(dashboard);
    await mark(sales);

    await scan(opened().till, '2000000000015');
    await payExactly(opened().till);

    await sales.getByRole('button', { name: 'A1-1-000001' }).waitFor();
    await dashboard.getByText(/^most at/).waitFor();
    await shifts.getByRole('button', { name: 'X', exact: true }).waitFor();
    expect([await stayed(dashboard), await stayed(sales)]).toEqual([true, true]);
    await Promise.all([dashboard.close(), sales.close(), shifts.close()]);
  });

  test('a sale is proven in the browser, with the whole journal behind it', async () => {
    const page = await opened().admin.open('/sales');
    await page.getByRole('button', { name: 'A1-1-000001' }).click();
    await page.getByText(/^Verified on this device: entry 2 of A1, unchanged since/).waitFor();
    await page.getByRole('button', { name: 'Verify the whole journal of A1' }).click();
    await page.getByText(/All 2 entries are there, unchanged and signed/).waitFor();
    await page.close();
  });

  test('an entry that was tampered with on its way is shown as that', async () => {
    const page = await opened().admin.open('/sales');
    let altered = 0;
    await page.route('**/registers/*/journal?*', async (route) => {
      const answer = await route.fetch();
      const body = await answer.json();
      for (const entry of body.entries) {
        if (entry.type !== 'sale_completed') continue;
        entry.payload.gross += 1;
        altered += 1;
      }
      await route.fulfill({ response: answer, json: body });
    });
    await page.getByRole('button', { name: 'A1-1-000001' }).click();
    await page.getByText('Entry 2 was changed: its content does not match its hash.').waitFor();
    await page.getByText(/^Do not rely on this record/).waitFor();
    expect(altered).toBe(1);
    await page.close();
  });

  test('a thing sold twice is an exception at once, and settled by correcting its stock', async () => {
    const page = await opened().admin.open('/exceptions');
    await page.getByText('Nothing waits for you').waitFor();
    await scan(opened().till, '2000000000015');
    await payExactly(opened().till);
    await page.getByRole('button', { name: 'Sold twice', exact: true }).last().click();
    await page.getByText('A single piece was sold more often than it was there.').waitFor();
    await page.getByLabel(/^Note/).fill('Two of them were in the bag.');
    await page.getByRole('button', { name: 'Settle', exact: true }).click();
    await page.getByText('Settled.').waitFor();
    await page.getByText('+1 in stock').waitFor();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('It is open again.').waitFor();
    await page.close();
  });

  test('a person added with a PIN signs in with it at the till', async () => {
    const page = await opened().admin.open('/employees');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByLabel(/^Name at the till/).fill('Zoe');
    await page.getByLabel('PIN', { exact: true }).fill('48213');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Zoe' }).waitFor();
    await page.close();

    await opened().till.keyboard.press('F10');
    await opened().till.getByRole('button', { name: 'Close shift' }).click();
    await enter(opened().till, 'Money counted', '100');
    await opened().till.getByRole('heading', { name: 'Z report 1' }).waitFor();
    await opened().till.keyboard.press('Enter');
    await opened().till.getByRole('heading', { name: 'Open the shift' }).waitFor();
    await opened()
      .till.getByRole('button', { name: /^Someone else/ })
      .click();
    await signIn(opened().till, 'Zoe', '48213');
    await openShift(opened().till, '100');
  });

  test('the Z report is there with what was short', async () => {
    const page = await opened().admin.open('/shifts');
    await page.getByRole('button', { name: 'Z 1', exact: true }).click();
    await page.getByRole('heading', { name: 'Z report 1' }).waitFor();
    await page.getByText('Short', { exact: true }).waitFor();
    await page.close();
  });

  test('a person who is forgotten is gone from the till as well', async () => {
    const page = await opened().admin.open('/customers');
    await page.getByRole('button', { name: 'Add a person' }).first().click();
    await page.getByLabel(/^Name/).last().fill(CUSTOMER);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: CUSTOMER }).waitFor();
    await eventually(async () => expect(heldByTill(opened().world.folder)).toContain(CUSTOMER));

    await page.getByRole('button', { name: CUSTOMER }).click();
    await page.getByRole('button', { name: 'Forget this person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Reason/).fill('asked by letter');
    const erase = dialog.getByRole('button', { name: 'Forget for good' });
    expect(await erase.isDisabled()).toBe(true);
    await dialog.getByLabel(/^Type/).fill(CUSTOMER);
    await erase.click();
    await page.getByText(/^The person is forgotten/).waitFor();
    await eventually(async () => expect(heldByTill(opened().world.folder)).not.toContain(CUSTOMER));
    await page.close();
  });
}

/** All that the till's own file has of customers, the deleted ones among them. */
function heldByTill(folder: string): string {
  const file = new Database(join(folder, 'till-A1/till.db'), { readonly: true });
  try {
    return JSON.stringify(file.prepare(`select doc from ${tableOf('customers')}`).all());
  } finally {
    file.close();
  }
}
