/** What people do in the admin web, so that tests read like their work. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export const PLATFORM = 'platform@second-chance.example';
export const STORE_ADMIN = 'ada@second-chance.example';

/** Passkeys want a name; a browser does not take a bare address for one. */
export function adminUrl(serverUrl: string): string {
  return `${serverUrl.replace('127.0.0.1', 'localhost')}/admin`;
}

/** A window of a browser of its own, with what its console says of forbidden things. */
export async function openAdmin(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<{ readonly page: Page; readonly faults: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
  await page.goto(url);
  return { page, faults };
}

export async function signInAs(page: Page, email: string, password: string): Promise<void> {
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
}

export async function signOut(page: Page, name: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name, exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
}

export async function openPlace(page: Page, name: string): Promise<void> {
  const menu = page.getByRole('button', { name: 'Menu', exact: true });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}

/** Opens what the first row of the page's table stands for. */
export async function openFirstRow(page: Page): Promise<void> {
  await page.getByRole('table').getByRole('button').first().click();
  await page.locator('#sheets section').first().waitFor();
}

/** A press of the first key of that name. */
export const press = (name: string) => (page: Page) =>
  page.getByRole('button', { name, exact: true }).first().click();
