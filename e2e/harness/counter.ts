/** What a person does at the till's screens, so that tests read like the shop. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventually } from './eventually.ts';
import { typeAsScanner } from './scanner.ts';

/** Touches their name and types their PIN. */
export async function signIn(page: Page, name: string, pin: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${name} `) }).click();
  await enterPin(page, pin);
}

/** Types a PIN once somebody is asked for it. */
export async function enterPin(page: Page, pin: string): Promise<void> {
  await page.getByText(/^PIN of /).waitFor();
  // An answer that says no may be on the screen before the keys take the next try.
  const key = page.getByRole('button', { name: '0', exact: true });
  await eventually(async () => expect(await key.isEnabled()).toBe(true));
  await page.keyboard.type(pin, FINGERS);
  await page.keyboard.press('Enter');
}

/** Types into a field that takes the focus by itself, as soon as it has it, and presses Enter. */
export async function enter(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await eventually(async () => {
    const focused = await field.evaluate((element) => element === document.activeElement);
    expect(focused, `${label} has the focus`).toBe(true);
  });
  await page.keyboard.type(text, FINGERS);
  await page.keyboard.press('Enter');
}

/** Far slower than a scanner. */
export const FINGERS = { delay: 60 } as const;

/** Counts the drawer and opens the shift; ready to sell when it returns. */
export async function openShift(page: Page, float: string): Promise<void> {
  await page.getByRole('heading', { name: 'Open the shift' }).waitFor();
  await enter(page, 'Money in the drawer', float);
  await page.getByRole('region', { name: 'Ticket' }).waitFor();
}

/** Scans, wherever the focus is, and waits for the line. */
export async function scan(page: Page, code: string): Promise<void> {
  const lines = page.getByRole('region', { name: 'Ticket' }).getByRole('listitem');
  const before = await lines.count();
  await typeAsScanner(page, code);
  await lines.nth(before).waitFor();
}

/** Takes exactly what is due in cash, and waits until the sale is done. Returns what was due. */
export async function payExactly(page: Page): Promise<string> {
  const due = await page
    .locator('p', { hasText: /^To pay/ })
    .first()
    .textContent();
  await page.getByRole('button', { name: 'Exact' }).click();
  await page
    .getByRole('region', { name: 'Ticket' })
    .getByRole('listitem')
    .first()
    .waitFor({ state: 'detached' });
  return (due ?? '').replace(/^To pay\s*/, '');
}

/** The bar at the bottom: online or offline, and what waits. */
export async function statusBar(page: Page): Promise<string> {
  const bar = page.getByLabel('State of the till');
  return (await bar.textContent()) ?? '';
}
