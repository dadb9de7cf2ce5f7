import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as counter from './harness/counter.ts';
import { eventually } from './harness/eventually.ts';
import { typeAsScanner } from './harness/scanner.ts';
import { openWorld, type World } from './harness/world.ts';

const SMALL = { width: 1_024, height: 600 };

/**
 * One shop and one window: the main ways through a counter's day and what each takes. A scan is one,
 * whatever the length of the code; what a person types (a price, a PIN, a word) is no key.
 */
let world: World;
let page: Page;
let cost: Cost;

beforeAll(async () => {
  world = await openWorld({ SIMULATED_CUSTOMER_MS: '1' });
  page = await world.window();
  page.setDefaultTimeout(60_000);
  await counter.signIn(page, 'Mia', '1111');
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

interface Cost {
  readonly scans: number;
  readonly keys: number;
  readonly touches: number;
}

const ticket = () => page.getByRole('region', { name: 'Ticket' });
const lines = () => ticket().getByRole('listitem');
const emptied = () => lines().first().waitFor({ state: 'detached' });
const count = (what: keyof Cost) => {
  cost = { ...cost, [what]: cost[what] + 1 };
};
const press = (key: string) => {
  count('keys');
  return page.keyboard.press(key);
};
const touch = (name: string | RegExp) => {
  count('touches');
  return page.getByRole('button', { name }).first().click();
};
const scan = (code: string) => {
  count('scans');
  return counter.scan(page, code);
};
/** Scans what makes no line: a receipt, a gift card. */
const scanCode = (code: string) => {
  count('scans');
  return typeAsScanner(page, code);
};
/** Types into the field that has the focus by itself, and presses Enter. */
const enter = (label: string, text: string) => {
  count('keys');
  return counter.enter(page, label, text);
};
const approve = () => {
  count('keys');
  return counter.enterPin(page, '9999');
};
const step = (text: RegExp) => ticket().getByText(text).waitFor();

/** What a way through took. */
async function took(way: () => Promise<void>): Promise<Cost> {
  cost = { scans: 0, keys: 0, touches: 0 };
  await way();
  return cost;
}

test('a shift is opened with the sum in the drawer and one key', async () => {
  const opening = await took(async () => {
    await enter('Money in the drawer', '100');
    await ticket().waitFor();
  });
  expect(opening).toEqual({ scans: 0, keys: 1, touches: 0 });
});

/** How many pixels of a line stand below the edge of the ticket. */
const hiddenOf = (line: Locator) =>
  line.evaluate((element) => {
    const list = element.closest('ul')?.getBoundingClientRect().bottom ?? 0;
    return Math.max(0, element.getBoundingClientRect().bottom - list);
  });

test('a cash sale of N scanned items is N scans and one more key', async () => {
  const codes = ['2000000000015', 'COAT-02', 'KITC-01', 'COAT-05', 'BOOK-01'];
  const sale = await took(async () => {
    for (const code of codes) {
      await scan(code);
      // What was scanned last is wholly in view, also where the ticket is longer than the screen.
      await eventually(async () => expect(await hiddenOf(lines().last())).toBeLessThan(1));
    }
    // So it stays when the ticket gets less room.
    const roomy = page.viewportSize() ?? SMALL;
    await page.setViewportSize(SMALL);
    await eventually(async () => expect(await hiddenOf(lines().last())).toBeLessThan(1));
    await page.setViewportSize(roomy);
    await press('F7');
    await ticket().getByText('A1-1-000001').waitFor();
  });
  expect(sale).toEqual({ scans: codes.length, keys: 1, touches: 0 });
});

test('cash with change is two touches after the scans, and parking and taking back two each', async () => {
  await counter.scan(page, 'COAT-03');
  const parked = await took(async () => {
    await ticket().getByRole('button', { name: /^Park/ }).click();
    count('touches');
    await touch('Park the ticket');
    await emptied();
    await touch(/^Parked/);
    await page.getByRole('button', { name: /Without a name/ }).click();
    count('touches');
    await lines().first().waitFor();
  });
  expect(parked).toEqual({ scans: 0, keys: 0, touches: 4 });
  const paid = await took(async () => {
    await ticket().getByRole('button', { name: 'Cash' }).click();
    count('touches');
    await page.getByRole('group', { name: 'Likely amounts' }).getByRole('button').last().click();
    count('touches');
    await emptied();
  });
  expect(paid).toEqual({ scans: 0, keys: 0, touches: 2 });
});

test('a card takes the scans and two keys', async () => {
  const byCard = await took(async () => {
    await scan('CARE-01');
    await press('F9');
    await page.getByLabel('Charge this card').waitFor();
    await press('Enter');
    await ticket().getByText('A1-1-000003').waitFor();
  });
  expect(byCard).toEqual({ scans: 1, keys: 2, touches: 0 });
});

test('one piece of a receipt is money back by one scan and two keys, and an exchange by one scan more', async () => {
  const back = await took(async () => {
    await scanCode('A1-1-000002');
    await page.getByRole('heading', { name: 'What comes back from A1-1-000002?' }).waitFor();
    await press('Enter');
    await ticket().getByText('To hand back').waitFor();
    await press('F8');
    await ticket().getByText('Hand back', { exact: true }).waitFor();
  });
  expect(back).toEqual({ scans: 1, keys: 2, touches: 0 });
  const exchange = await took(async () => {
    await scanCode('A1-1-000003');
    await page.getByRole('heading', { name: 'What comes back from A1-1-000003?' }).waitFor();
    await press('Enter');
    await lines().first().waitFor();
    await scan('COAT-04');
    await press('F7');
    await ticket().getByText('A1-1-000005').waitFor();
  });
  expect(exchange).toEqual({ scans: 2, keys: 2, touches: 0 });
});

test('a discount is two keys; over the limit, a manager’s PIN and one key more', async () => {
  await counter.scan(page, 'COAT-05');
  const within = await took(async () => {
    await press('Alt+d');
    await enter('Discount', '5');
    await step(/Discount 5\s?%/);
  });
  expect(within).toEqual({ scans: 0, keys: 2, touches: 0 });
  const over = await took(async () => {
    await press('Alt+d');
    await enter('Discount', '50');
    await approve();
    await step(/Discount 50\s?%/);
  });
  expect(over).toEqual({ scans: 0, keys: 3, touches: 0 });
});

test('another price with its reason is three keys and a manager’s PIN with one', async () => {
  const priced = await took(async () => {
    await press('Alt+p');
    await enter('Price of one piece', '12.50');
    await enter('Reason', 'stain');
    await approve();
    await step(/stain/);
  });
  expect(priced).toEqual({ scans: 0, keys: 4, touches: 0 });
});

test('a new customer is two keys and a touch, and is found again by a word and two keys', async () => {
  const made = await took(async () => {
    await press('Alt+c');
    await page.getByLabel('Name, number or address').waitFor();
    await page.keyboard.type('Rosa Holm', counter.FINGERS);
    await touch('New customer');
    await press('Enter');
    await ticket().getByRole('button', { name: 'Rosa Holm' }).waitFor();
  });
  expect(made).toEqual({ scans: 0, keys: 2, touches: 1 });
  await page.keyboard.press('F7');
  await emptied();
  await counter.scan(page, 'COAT-06');
  const found = await took(async () => {
    await press('Alt+c');
    await page.keyboard.type('holm', counter.FINGERS);
    await page.getByRole('button', { name: /^Rosa Holm/ }).waitFor();
    await press('Enter');
    await ticket().getByRole('button', { name: 'Rosa Holm' }).waitFor();
  });
  expect(found).toEqual({ scans: 0, keys: 2, touches: 0 });
  await page.keyboard.press('F7');
  await emptied();
});

test('a gift card is sold by three keys, and pays by its scan and one key', async () => {
  let code = '';
  const sold = await took(async () => {
    await press('Alt+g');
    await enter('Amount', '80');
    const made = await ticket().getByText('Code of the card').textContent();
    code = (made ?? '').replace(/^.*: /, '').replaceAll(' ', '');
    await press('F7');
    await emptied();
  });
  expect(sold).toEqual({ scans: 0, keys: 3, touches: 0 });
  await eventually(async () => expect(await counter.statusBar(page)).toContain('all sales sent'));
  await counter.scan(page, 'CARE-01');
  const paid = await took(async () => {
    await scanCode(code);
    await page.getByRole('button', { name: /with it$/ }).waitFor();
    await press('Enter');
    await emptied();
  });
  expect(paid).toEqual({ scans: 1, keys: 1, touches: 0 });
});

test('everything without a key of its own shows one, and a scan meanwhile is a scan', async () => {
  /** Presses what a button shows at its corner. */
  const pressSign = async (name: string | RegExp) => {
    await page.keyboard.press('Alt+k');
    await page.getByText('Alt and the sign presses it').waitFor();
    const button = page.getByRole('button', { name }).first();
    const sign = await button.evaluate((element) => {
      const { right, top } = element.getBoundingClientRect();
      return [...document.querySelectorAll<HTMLElement>('kbd[class*=sign]')].find((kbd) => {
        const at = kbd.getBoundingClientRect();
        return Math.abs(at.right - right) < 2 && Math.abs(at.top - top) < 2;
      })?.textContent;
    });
    await page.keyboard.press(`Alt+${sign}`);
    await page.getByText('Alt and the sign presses it').waitFor({ state: 'detached' });
  };
  await pressSign('Knitwear');
  await page.getByRole('button', { name: 'Knitwear', pressed: true }).waitFor();
  await press('Alt+m');
  await pressSign('Devices');
  await page.getByRole('heading', { name: 'Devices' }).waitFor();
  await press('Escape');
  await press('Alt+k');
  await page.getByText('Alt and the sign presses it').waitFor();
  await scan('CARE-01');
  await press('Escape');
  await page.getByText('Alt and the sign presses it').waitFor({ state: 'detached' });
  await lines().first().waitFor();
  await press('Alt+z');
  await emptied();
});

test('a shift is closed by a key, a touch, the sum and one key', async () => {
  const closing = await took(async () => {
    await press('F10');
    await touch('Close shift');
    await enter('Money counted', '100');
    await page.getByRole('heading', { name: 'Z report 1' }).waitFor();
  });
  expect(closing).toEqual({ scans: 0, keys: 2, touches: 1 });
});
