/**
 * Every form of the admin web and the shop's search, filled with texts that many programs were
 * broken with. Such a text is saved as it is or refused with words; it never becomes a program, an
 * answer of 500 or a page that is gone. Each form gets a few of the texts, others than the form
 * before; `NAUGHTY=600` gives every form all of them.
 */
import type { Page } from 'playwright-core';
import { expect, type TestContext, test } from 'vitest';
import {
  NAUGHTY_STRINGS,
  needsDataFiles,
  readNaughtyStrings,
} from '../../shared/test/data-files.ts';
import { DEMO_PASSWORD } from '../../sync-server/src/demo/demo-shop.ts';
import { goTo, hasArrived } from '../harness/admin-web.ts';
import { openAdmin, openFirstRow, PLATFORM, press, signInAs } from '../harness/admin-work.ts';
import type { WebWorld } from './web-world.ts';

type Stop = readonly [path: string, open?: (page: Page) => Promise<unknown>];

const openFirstItem = async (page: Page) => {
  await page.locator('#item-row-0 button[data-open]').click();
  await page.locator('#sheets section').first().waitFor();
};

const OF_STORE_ADMIN: readonly Stop[] = [
  ['/items', press('New item')],
  ['/items', openFirstItem],
  ['/categories', press('New category')],
  ['/customers', press('Add a person')],
  ['/employees', press('Add a person')],
  ['/employees', openFirstRow],
  ['/payment-links', press('New link')],
  ['/cards?side=set-up'],
  ['/cards?side=compare'],
  ['/stores'],
  ['/transfer'],
  ['/sales'],
  ['/account'],
];
const OF_PLATFORM: readonly Stop[] = [
  ['/stores', press('Open a store')],
  ['/stores', openFirstRow],
  ['/admins', press('Invite')],
  ['/registers', press('Add a register')],
  ['/taxes', press('Add a tax rate')],
  ['/audit'],
  ['/account'],
];
/** So many texts for each form. */
const TEXTS = Number(process.env.NAUGHTY ?? 4);

export function testNaughtyForms(opened: () => WebWorld): void {
  test('forms of a store admin survive texts that broke other programs', async (context) => {
    const page = await opened().admin.open('/');
    await walk({ context, page, stops: OF_STORE_ADMIN });
    await page.close();
  }, 3_600_000);

  test('forms of a platform admin survive texts that broke other programs', async (context) => {
    const { page } = await openAdmin(opened().world.browser, `${opened().url}/admin`);
    await signInAs(page, PLATFORM, DEMO_PASSWORD);
    await hasArrived(page);
    await walk({ context, page, stops: OF_PLATFORM });
    await page.context().close();
  }, 3_600_000);

  test('the search of the shop survives texts that broke other programs', async (context) => {
    const page = await opened().world.browser.newPage();
    const faults = watch(page);
    for (const text of texts(context, 7)) {
      await page.goto(`${opened().url}/en/`);
      await page.getByRole('searchbox').first().fill(text);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1 }).waitFor();
    }
    expect(faults).toEqual([]);
    await page.close();
  }, 3_600_000);
}

async function walk({
  context,
  page,
  stops,
}: {
  context: TestContext;
  page: Page;
  stops: readonly Stop[];
}): Promise<void> {
  const faults = watch(page);
  let filled = 0;
  let saved = 0;
  for (const [place, [path, open]] of stops.entries()) {
    for (const [round, text] of texts(context, place).entries()) {
      const before = faults.length;
      await goTo(page, path);
      await open?.(page);
      await hasArrived(page);
      const opened = await page.locator('#sheets section').count();
      filled += await fillAndSend(page, text, round % 2 === 0);
      await isAnswered(page);
      await hasArrived(page);
      if (opened > (await page.locator('#sheets section').count())) saved += 1;
      if (faults.length > before) faults.push(`… at ${path} with ${JSON.stringify(text)}`);
    }
  }
  expect(faults).toEqual([]);
  // Every stop has a field at least.
  expect(filled).toBeGreaterThanOrEqual(stops.length * TEXTS);
  expect(saved).toBeGreaterThan(0);
}

/**
 * Fills every field for text that can be seen, sends every form, and answers how many fields there
 * were. With `wordsOnly` amounts, numbers and addresses get what they ask for, so that the form may
 * well be saved.
 */
function fillAndSend(page: Page, text: string, wordsOnly: boolean): Promise<number> {
  return page.evaluate(
    ({ text, wordsOnly }) => {
      const within = document.querySelector('#sheets section') ?? document.querySelector('#page');
      const fields = [
        ...(within?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea') ??
          []),
      ].filter(
        (field) =>
          !field.disabled &&
          !field.readOnly &&
          field.offsetParent !== null &&
          /^(text|search|email|tel|url|password|textarea)$/.test(field.type),
      );
      for (const field of fields) {
        const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
        // As typing would: React listens to the event and reads what the setter of the element wrote.
        const asked = field.type === 'email' ? `${crypto.randomUUID()}@shop.example` : '5';
        const plain =
          wordsOnly && (field.type === 'email' || /decimal|numeric/.test(field.inputMode));
        const value = plain ? asked : text;
        Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, value);
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));
      }
      for (const choice of within?.querySelectorAll('select') ?? []) {
        if (choice.value !== '' || choice.options.length < 2) continue;
        choice.selectedIndex = 1;
        choice.dispatchEvent(new Event('change', { bubbles: true }));
      }
      for (const form of within?.querySelectorAll('form') ?? []) form.requestSubmit();
      return fields.length;
    },
    { text, wordsOnly },
  );
}

/** Waits until no key stands for something that is under way. */
const isAnswered = (page: Page) =>
  page.waitForFunction(() => document.querySelector('button[aria-busy=true]') === null);

/** What must not happen while a person types what they like. */
function watch(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} of ${response.url()}`);
  });
  return faults;
}

/** Of each place others, no text twice. */
function texts(context: TestContext, place: number): readonly string[] {
  needsDataFiles(context, NAUGHTY_STRINGS);
  const all = readNaughtyStrings().filter((text) => text !== '');
  return Array.from(
    { length: Math.min(TEXTS, all.length) },
    (_, n) => all[(place * 67 + n * 151) % all.length] ?? '',
  );
}
