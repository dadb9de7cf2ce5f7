/** Words that break programs, typed into the forms that people use. The API is held to all of them. */
import {
  NAUGHTY_STRINGS,
  needsDataFiles,
  readNaughtyStrings,
} from '@second-chance/shared/test/data-files.ts';
import { isStorableText } from '@second-chance/shared/text/text-schema.ts';
import { expect, test } from 'vitest';
import { newId } from '../../sync-server/src/db/new-id.ts';
import { DEMO_STORE } from '../../sync-server/src/demo/demo-shop.ts';
import { goTo } from '../harness/admin-web.ts';
import { eventually } from '../harness/eventually.ts';
import type { WebWorld } from './web-world.ts';

/** Typed into each form; the forms share the rest of the list between them. */
const STRINGS_A_FORM = 3;
const LETTERS_MAX = 60;

interface Typed {
  readonly path: string;
  readonly field: string;
  /** Its sheet closes when it is saved. */
  readonly closes: boolean;
  /** What the server has of it. */
  readonly read: () => Promise<string>;
}

export function testNaughtyForms(opened: () => WebWorld): void {
  test('whatever is typed into a form is kept as it is and shown as it is', async (context) => {
    needsDataFiles(context, NAUGHTY_STRINGS);
    const { admin, url } = opened();
    const page = await admin.open('/items');
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('dialog', (dialog) => {
      faults.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const strings = readNaughtyStrings().filter(
      (text) =>
        isStorableText(text) &&
        !/[\r\n]/.test(text) &&
        text.trim() === text &&
        text !== '' &&
        [...text].length <= LETTERS_MAX,
    );
    let place = 0;
    for (const { path, field, closes, read } of await formsOf(opened())) {
      for (let n = 0; n < STRINGS_A_FORM; n += 1) {
        place = (place + 37) % strings.length;
        const text = strings[place] ?? '';
        await goTo(page, path);
        const input = page
          .locator('#sheets section')
          .getByLabel(new RegExp(`^${field}`))
          .first();
        await input.fill(text);
        const typed = await input.inputValue();
        await input.press('Enter');
        await eventually(async () => expect(await read(), path).toBe(typed));
        // What is saved is shown, or its sheet is closed; only then somebody goes on.
        const title = page.locator('#sheets section h2').first();
        if (closes) await title.waitFor({ state: 'detached' });
        else await expect.poll(() => title.textContent()).toBe(typed);
      }
    }
    // The shop's search says what was searched for.
    for (let n = 0; n < STRINGS_A_FORM; n += 1) {
      place = (place + 37) % strings.length;
      await page.goto(`${url}/en/`);
      const search = page.getByRole('searchbox', { name: 'Search the shop' });
      await search.fill(strings[place] ?? '');
      const typed = await search.inputValue();
      await search.press('Enter');
      await page.waitForURL(/\/search/);
      expect(await search.inputValue()).toBe(typed);
    }
    await page.close();
    expect(faults).toEqual([]);
  });
}

async function formsOf({ api }: WebWorld): Promise<readonly Typed[]> {
  const first = async (path: string) => {
    const { rows } = await api.get<{ rows: [{ id: string }] }>(path, { storeId: DEMO_STORE });
    return rows[0].id;
  };
  const customer = newId<'Customer'>();
  await api.send('POST', '/customers', { id: customer, storeId: DEMO_STORE, name: 'Kim' });
  const staff = newId<'Staff'>();
  const person = { id: staff, storeId: DEMO_STORE, displayName: 'Kim', role: 'store_employee' };
  await api.send('POST', '/staff', person);
  const item = await first('/items');
  const category = await first('/categories');
  const field = async (path: string, name: string) =>
    String((await api.get<Record<string, unknown>>(path))[name]);
  return [
    {
      path: `/items?item=${item}`,
      field: 'Name',
      closes: false,
      read: () => field(`/items/${item}`, 'name'),
    },
    {
      path: `/categories?category=${category}`,
      field: 'Name',
      closes: true,
      read: () => field(`/categories/${category}`, 'name'),
    },
    {
      path: `/customers?customer=${customer}`,
      field: 'Name',
      closes: false,
      read: () => field(`/customers/${customer}`, 'name'),
    },
    {
      path: `/employees?person=${staff}`,
      field: 'Name at the till',
      closes: true,
      read: async () => {
        const { rows } = await api.get<{ rows: { id: string; displayName: string }[] }>('/staff', {
          storeId: DEMO_STORE,
        });
        return rows.find(({ id }) => id === staff)?.displayName ?? '';
      },
    },
  ];
}
