/**
 * Every screen of the till in turn, over a till that can be put into any state: for the checks of
 * accessibility and for looking at.
 */
import { assert } from '@second-chance/shared/assert.ts';
import type { Browser, Page } from 'playwright-core';
import { rendererFolder } from '../../build/lib/checkout.ts';
import { startBrowserHost } from '../../desktop/src/browser-host/start-browser-host.ts';
import { PRINTER_OFF } from '../../desktop/src/renderer/test/fake-devices.ts';
import {
  A_PAYMENT,
  A_TICKET,
  createFakeDisplay,
} from '../../desktop/src/renderer/test/fake-display.ts';
import { createFakeTill, MANAGER_PIN } from '../../desktop/src/renderer/test/fake-till.ts';
import { aState, OFFLINE, ONLINE, PEOPLE } from '../../desktop/src/renderer/test/fake-views.ts';
import { openWindow } from './browser.ts';
import { enterPin } from './counter.ts';
import { typeAsScanner } from './scanner.ts';

export interface TourOptions {
  readonly browser: Browser;
  readonly colorScheme: 'light' | 'dark';
  readonly viewport: { readonly width: number; readonly height: number };
  /** Called on each screen once it stands still. */
  visit(name: string, page: Page): Promise<void>;
}

/** Walks through all screens once. */
export async function tourScreens({ browser, visit, ...look }: TourOptions): Promise<void> {
  const fake = createFakeTill({ phase: 'unenrolled', staff: null, shift: null });
  const picture = async () => null;
  const { router } = fake;
  const display = createFakeDisplay();
  const host = await startBrowserHost({
    router,
    displayRouter: display.router,
    rendererFolder,
    picture,
    port: 0,
  });
  const page = await openWindow(browser, host.openUrl, { ...look, reducedMotion: 'reduce' });
  page.setDefaultTimeout(60_000);
  const forbidden: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) forbidden.push(message.text());
  });
  const heading = (name: string | RegExp) => page.getByRole('heading', { name }).waitFor();
  const press = (key: string) => page.keyboard.press(key);
  const type = (text: string) => page.keyboard.type(text, { delay: 70 });
  const scan = (code: string) => typeAsScanner(page, code);
  try {
    await heading('Enrol this till');
    await visit('enrol', page);
    await page.getByLabel('Code').fill('WRONG');
    await press('Enter');
    await page.getByRole('alert').waitFor();
    await visit('enrol-refused', page);

    const catalogue = { documents: 62_140, total: 100_000, complete: false, reloading: false };
    fake.set({ phase: 'loading', catalogue });
    await heading('Getting the store ready');
    await visit('loading', page);

    const message = 'Entry 4711 of the journal does not match its hash.';
    fake.set({ phase: 'damaged', damage: { code: 'JOURNAL_BROKEN', message, newestBackup: null } });
    await heading('This till’s file is damaged');
    await visit('damaged', page);

    fake.set({ phase: 'signed_out', damage: null, catalogue: { ...catalogue, complete: true } });
    await heading('Who is at the till?');
    await visit('sign-in', page);
    await page.getByRole('button', { name: /^Mia/ }).click();
    await enterPin(page, '1234');
    await page.getByRole('alert').first().waitFor();
    await visit('sign-in-wrong-pin', page);
    await enterPin(page, '0000');
    await page
      .getByText(/Locked for/)
      .first()
      .waitFor();
    await visit('sign-in-locked', page);
    await page.getByRole('button', { name: /^Jonas/ }).click();
    await enterPin(page, MANAGER_PIN);

    await heading('Open the shift');
    await visit('shift-open', page);
    await type('100');
    await press('Enter');

    await page.getByText('Scan something, or type a word').waitFor();
    await visit('sell-empty', page);
    for (const code of ['SC-0001', 'SC-0002', 'SC-0004', '4006381333931']) await scan(code);
    await page.getByText('4006381333931').first().waitFor();
    await visit('sell', page);
    await type('teapot');
    await page.getByText(/ hits?$/).waitFor();
    await press('ArrowDown');
    await visit('sell-search', page);
    await press('Escape');
    fake.set({ sync: OFFLINE });
    await page.getByText('7 sales waiting').waitFor();
    await visit('sell-offline', page);
    fake.set({ sync: { ...OFFLINE, problem: 'JOURNAL_FORK' } });
    await page.getByText('A person must act').waitFor();
    await visit('sell-problem', page);
    fake.set({ sync: { ...OFFLINE, online: true } });
    await page.getByRole('button', { name: 'Done' }).click();

    await press('F8');
    await heading('Cash');
    await visit('cash', page);
    await type('1');
    await press('Enter');
    await page.getByText(/still missing/).waitFor();
    await visit('cash-too-little', page);
    await press('F9');
    await heading('Card');
    await page.getByText('Cards are simulated here').waitFor();
    await visit('card', page);
    await press('Enter');
    await page.getByRole('button', { name: 'Give this payment up' }).waitFor();
    await visit('card-at-reader', page);
    await page.getByRole('button', { name: 'Has no funds' }).click();
    await page.getByText(/Declined: not enough/).waitFor();
    await visit('card-declined', page);
    fake.set({ sync: OFFLINE });
    await page.getByText(/Cards need the network/).waitFor();
    await visit('card-offline', page);
    fake.set({ sync: ONLINE });
    await press('Alt+s');
    await heading('Slip of a card terminal');
    await visit('card-slip', page);
    await press('Alt+q');
    await page.getByRole('button', { name: 'Set quantity' }).waitFor();
    await visit('line-quantity', page);
    await press('Alt+p');
    await page.getByRole('button', { name: 'Set price' }).waitFor();
    await visit('line-price', page);
    fake.set({ staff: { ...PEOPLE[1], role: 'store_admin' } });
    await page.getByRole('button', { name: 'Change the item' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor();
    await visit('item', page);
    fake.set({ staff: PEOPLE[1] });
    await press('Alt+d');
    await page.getByRole('button', { name: 'Set discount' }).waitFor();
    await type('50');
    await visit('line-discount', page);
    await press('Enter');
    await heading('A manager must agree');
    await visit('approval', page);
    await press('Escape');
    await press('Alt+n');
    await heading(/^Note/);
    await visit('note', page);
    await press('Alt+c');
    await heading('Customer');
    await page.getByText('Frida Berg').waitFor();
    await visit('customer', page);
    await page.getByRole('button', { name: 'New customer' }).click();
    await heading('New customer');
    await visit('customer-new', page);
    await press('Alt+g');
    await heading('Sell or load a gift card');
    await visit('gift-card', page);
    await press('Alt+v');
    await heading('Gift card or credit');
    await page.getByLabel('Card or receipt').fill('603493120001');
    await press('Enter');
    await page.getByText('On it').waitFor();
    await visit('gift-card-pay', page);
    await press('Alt+u');
    await heading('A thing without an entry');
    await visit('unlisted', page);
    await press('Alt+t');
    await heading('The whole ticket');
    await visit('ticket', page);
    await press('F4');
    await heading('Park the ticket');
    await visit('park', page);
    await press('Escape');
    await press('F7');
    await page.getByText('No change').waitFor();
    await visit('paid', page);
    await press('F6');
    await page.locator('pre').waitFor();
    await visit('receipt', page);
    await page.getByRole('button', { name: 'Receipts', exact: true }).last().click();
    await page.getByLabel('Number or part of it').waitFor();
    await visit('receipts', page);
    await press('F3');
    await heading('Take goods back');
    await visit('returns', page);
    await page.getByRole('button', { name: 'Without a receipt' }).click();
    await visit('return-without-receipt', page);
    await press('Escape');
    await scan('A1-1-000001');
    await heading(/What comes back/);
    await visit('return-choose', page);
    await press('F4');
    await heading('Parked tickets');
    await visit('parked', page);
    await press('F1');
    await heading('Keys');
    await visit('keys', page);
    await press('Alt+m');
    await heading('Menu');
    await visit('menu', page);
    fake.set({ printing: PRINTER_OFF });
    await page.getByRole('button', { name: 'Devices' }).click();
    await page.getByText('Labels in the back room', { exact: true }).waitFor();
    await visit('devices', page);
    await page.getByRole('button', { name: 'Set up' }).first().click();
    await page.getByRole('button', { name: 'Find printers' }).click();
    await page.getByRole('button', { name: '/dev/usb/lp0' }).waitFor();
    await visit('device-form', page);
    await page.getByRole('button', { name: 'Barcode' }).scrollIntoViewIfNeeded();
    await visit('device-form-end', page);
    await press('Escape');
    fake.set({ printing: aState().printing });
    await press('Alt+m');
    await page.getByRole('button', { name: 'Price labels' }).click();
    await page.getByRole('textbox', { name: 'Search', exact: true }).fill('teapot');
    await page
      .getByRole('button', { name: /^Teapot/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Print 1 label' }).waitFor();
    await visit('labels', page);
    await press('Escape');
    await press('Alt+m');
    await heading('Menu');
    await page.getByRole('button', { name: 'Scanner' }).click();
    await heading('Scanner');
    await visit('scanner', page);
    await press('Alt+m');
    await heading('Menu');
    await page.getByRole('button', { name: 'Begin training' }).click();
    await page.getByText('Nothing you ring up here counts.').waitFor();
    await visit('training', page);
    fake.set({ training: false });
    await press('Alt+m');
    await heading('Menu');
    await page.getByRole('button', { name: 'Unsent sales' }).click();
    await page.getByRole('button', { name: 'Save as a file' }).click();
    await page.getByText(/Keep it until/).waitFor();
    await visit('unsent', page);
    await press('Alt+m');
    await heading('Menu');
    fake.set({ sync: { ...ONLINE, waitingEdits: 2, parkedEdits: 1, openConflicts: 1 } });
    await page.getByRole('button', { name: 'Sync' }).click();
    await page.getByText('Wooden train').waitFor();
    await page.getByText('Teapot, chip at the lid').first().waitFor();
    await visit('sync', page);
    await page.getByText('Changed in two places').scrollIntoViewIfNeeded();
    await page.getByRole('button', { name: 'Bring all back' }).scrollIntoViewIfNeeded();
    await visit('sync-conflicts', page);
    await page.getByRole('button', { name: 'Drop it' }).scrollIntoViewIfNeeded();
    await visit('sync-refused', page);
    await press('F10');
    await heading('Shift');
    await visit('shift', page);
    await page.getByRole('button', { name: 'Cash in or out' }).click();
    await visit('cash-movement', page);
    await press('Escape');
    await press('F10');
    await page.getByRole('button', { name: 'Close shift' }).click();
    await heading('Close the shift');
    await visit('shift-close', page);
    await type('173');
    await press('Enter');
    await heading('Z report 17');
    await visit('z-report', page);
    await press('Enter');
    await heading('Open the shift');

    const address = page.url();
    await page.goto(new URL('/display', address).href);
    await page.getByText('Welcome').waitFor();
    await visit('display-welcome', page);
    display.show(A_TICKET);
    await page.getByText('To pay').waitFor();
    await visit('display-ticket', page);
    display.show(A_PAYMENT);
    await page.getByText('Thank you').waitFor();
    await visit('display-paid', page);
    await page.goto(address);
    await heading('Open the shift');

    await host.close();
    await page.getByText('The till’s program does not answer.').waitFor();
    await visit('connection-lost', page);
    assert(forbidden.length === 0, `the page’s policy forbids what it does: ${forbidden[0]}`);
  } finally {
    await page.context().close();
    await host.close().catch(() => undefined);
  }
}
