/** A register from its code to its end, as the platform admin sees it, with a real till. */
import { readFileSync } from 'node:fs';
import type { ShiftId } from '@second-chance/shared/ids.ts';
import type { PayloadOf } from '@second-chance/shared/journal/entry.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { expect, test } from 'vitest';
import { newId } from '../../sync-server/src/db/new-id.ts';
import { DEMO_PASSWORD } from '../../sync-server/src/demo/demo-shop.ts';
import { goTo, hasArrived } from '../harness/admin-web.ts';
import { openAdmin, PLATFORM, signInAs } from '../harness/admin-work.ts';
import { enrolledTill } from '../harness/past-days.ts';
import { openTestTill } from '../harness/till.ts';
import type { WebWorld } from './web-world.ts';

const HOUR_MS = 3_600_000;

export function testRegisters(opened: () => WebWorld): void {
  test('a code enrols a till; its contact, program and unsent work are seen, it is shut out, and the log tells it all', async () => {
    const { world, url, admin } = opened();
    const { page, faults } = await openAdmin(world.browser, `${url}/admin`);
    await signInAs(page, PLATFORM, DEMO_PASSWORD);
    await hasArrived(page);
    await goTo(page, '/registers');
    await page.getByRole('button', { name: 'Add a register', exact: true }).click();
    const sheet = page.locator('#sheets section').first();
    await sheet.getByLabel('Code', { exact: true }).fill('w1');
    await sheet.getByLabel('Name', { exact: true }).fill('Window');
    await sheet.getByRole('button', { name: 'Add', exact: true }).click();
    await sheet.getByRole('heading', { name: 'W1 · Window' }).waitFor();
    await sheet.getByText('Waits for a till').waitFor();
    await sheet.getByRole('button', { name: 'Make a code' }).click();
    const card = sheet.getByRole('region', { name: 'Code for a till' });
    const code = (await card.locator('p').nth(1).textContent()) ?? '';
    await card.getByText(/^(10:00|9:\d\d) left$/).waitFor();

    const till = await openTestTill({
      folder: world.folder,
      registerCode: 'W1',
      serverUrl: url,
      code,
    });
    try {
      await card.getByText('A till enrolled with it and is in contact.').waitFor();
      await sheet.getByText('In use').waitFor();
      const fact = (name: string) =>
        sheet.locator('dt', { hasText: name }).locator('xpath=following-sibling::dd[1]');
      await expect.poll(() => fact('Program').textContent()).toMatch(/^\d+\.\d+\.\d+$/);
      await expect.poll(() => fact('Last contact').textContent()).not.toBe('Never');
      await expect.poll(() => fact('Not sent yet').textContent()).toBe('Everything is sent');

      // Another one says that it holds work that nobody else has.
      const busy = await enrolledTill({ serverUrl: url, registerCode: 'A2' });
      const shift = { shiftId: newId<'Shift'>() as ShiftId, float: minorUnits(0) };
      busy.tell('shift_opened', shift as PayloadOf<'shift_opened'>, Date.now());
      const oldestUnsentAt = (Date.now() - 3 * HOUR_MS) as EpochMs;
      await busy.send({ unsentEntries: 7, oldestUnsentAt, appVersion: '0.1.0' });
      const dashboard = await admin.open('/');
      await dashboard.getByText('7 entries not sent').waitFor();
      await dashboard.getByText(/oldest\s+3 h/).waitFor();
      await dashboard.close();

      await sheet.getByRole('button', { name: 'Revoke', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Shut out the device of W1?' });
      await dialog.getByRole('button', { name: 'Revoke', exact: true }).click();
      await sheet.getByText('Revoked').first().waitFor();
    } finally {
      await till.stop();
    }

    await goTo(page, '/audit');
    await page.getByRole('combobox', { name: 'Anything' }).selectOption({ label: 'Registers' });
    const table = page.getByRole('table');
    await table.getByRole('button', { name: 'Register revoked' }).first().waitFor();
    await table.getByRole('button', { name: 'Enrolment code made' }).first().waitFor();
    const others = async () => {
      const rows = await table.getByRole('button').allTextContents();
      return rows.filter((row) => !/^(Register|Enrolment)/.test(row));
    };
    await expect.poll(others).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export' }).click(),
    ]);
    const csv = readFileSync(await download.path(), 'utf8');
    expect(csv).toContain('register.revoke');
    expect(csv).not.toContain('session.');
    expect(faults).toEqual([]);
    await page.context().close();
  });
}
