/** The store admin's work on the catalogue. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import type { RestClient } from '../../build/lib/rest-client.ts';
import { goTo } from '../harness/admin-web.ts';
import { eventually } from '../harness/eventually.ts';
import type { WebWorld } from './web-world.ts';

export function testCatalogueWork(opened: () => WebWorld): void {
  let page: Page;
  let api: RestClient;
  beforeAll(async () => {
    api = opened().api;
    page = await opened().admin.open('/items');
  });

  const go = (path: string) => goTo(page, path);
  const grid = () => page.getByRole('table', { name: 'Items' });
  const rowOf = (name: string) => grid().getByRole('row').filter({ hasText: name }).first();
  const sheet = () => page.locator('#sheets section');
  /** Of what was done last; what was done before it can be taken back as well. */
  const lastUndo = () => page.getByRole('button', { name: 'Undo' }).last();
  const toast = (text: string | RegExp) => page.getByText(text).first().waitFor();

  test('an item is found by a word, changed, and saved by Control and S', async () => {
    await go('/items');
    await page.getByRole('searchbox', { name: 'Name, brand, code, size' }).fill('denim');
    await expect.poll(() => page.url()).toContain('q=denim');
    await rowOf('Denim').click();
    await sheet().getByLabel('Colour').fill('indigo');
    await page.keyboard.press('Control+s');
    await toast('Saved.');
    await sheet().getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => sheet().count()).toBe(0);
    const isIndigo = async () => {
      const { rows } = await api.get<{ rows: { colour: string }[] }>('/items?q=denim');
      return rows.some(({ colour }) => colour === 'indigo');
    };
    expect(await isIndigo()).toBe(true);
    await lastUndo().click();
    await eventually(async () => expect(await isIndigo()).toBe(false));
  });

  test('what is not saved is asked about before it is left', async () => {
    await go('/items?q=teapot');
    await rowOf('eapot').click();
    await sheet().getByLabel('Size').fill('large');
    await page.keyboard.press('Escape');
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await sheet().getByLabel('Size').inputValue()).toBe('large');
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Leave it unsaved' }).click();
    await expect.poll(() => sheet().count()).toBe(0);
  });

  test('two who change one item meet in a choice, field by field, and nothing of either is lost', async () => {
    const { rows } = await api.get<{ rows: { id: string; revision: number; name: string }[] }>(
      '/items?q=coat',
    );
    const [item] = rows;
    if (!item) throw new Error('no coat');
    await go(`/items?item=${item.id}`);
    await sheet().getByLabel('Brand').fill('Mine');
    await sheet().getByLabel('Defects').fill('A loose button');
    await api.send('PATCH', `/items/${item.id}`, {
      revision: item.revision,
      brand: 'Theirs',
      size: 'XXL',
    });
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog', { name: 'Somebody else changed this meanwhile' });
    await dialog.getByText('Size: XXL (only they changed it)').waitFor();
    await dialog.getByText('Defects: A loose button (only you changed it)').waitFor();
    await dialog.getByRole('radio', { name: /Theirs/ }).check();
    await dialog.getByRole('button', { name: 'Save it so' }).click();
    const merged = { brand: 'Theirs', size: 'XXL', defects: 'A loose button' };
    await expect.poll(() => api.get(`/items/${item.id}`)).toMatchObject(merged);
  });

  test('several prices are lowered at once, and put back by one press', async () => {
    await go('/items?sort=name');
    const box = (n: number) => grid().getByRole('row').nth(n).getByRole('checkbox');
    await box(1).check();
    await box(4).click({ modifiers: ['Shift'] });
    await page.getByText('4 chosen').waitFor();
    const before = await prices();
    const bar = page.getByRole('region', { name: 'Chosen items' });
    await bar.getByRole('button', { name: 'Price', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Percent').fill('50');
    await dialog.getByText('To …99').click();
    await dialog.getByRole('button', { name: 'Change 4 items' }).click();
    await toast(/4 changed/);
    const lowered = await prices();
    expect(lowered.filter((price, n) => price !== before[n]).length).toBe(4);
    await lastUndo().click();
    await toast(/Undo of a change/);
    await eventually(async () => expect(await prices()).toEqual(before));
  });

  async function prices(): Promise<readonly number[]> {
    const { rows } = await api.get<{ rows: { id: string; price: number }[] }>('/items?limit=500');
    return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ price }) => price);
  }

  test('pictures are uploaded together, put in order by keys, and a wrong file says why', async () => {
    await go('/items?q=lamp');
    await rowOf('amp').click();
    const colour = (background: string) =>
      sharp({ create: { width: 80, height: 100, channels: 3, background } })
        .jpeg()
        .toBuffer();
    const pictures = sheet().locator('[data-picture]');
    // The lamp of the demo has one; before it shows there is nothing to count.
    await pictures.first().waitFor();
    const before = await pictures.count();
    await sheet()
      .getByTestId('pictures')
      .setInputFiles([
        { name: 'red.jpg', mimeType: 'image/jpeg', buffer: await colour('#c22') },
        { name: 'blue.jpg', mimeType: 'image/jpeg', buffer: await colour('#22c') },
        { name: 'photo.heic', mimeType: 'image/heic', buffer: Buffer.from('\0\0\0\x18ftypheic') },
      ]);
    await expect.poll(() => pictures.count(), { timeout: 60_000 }).toBe(before + 2);
    await sheet()
      .getByRole('alert')
      .getByText(/is not a picture that can be shown/)
      .waitFor();
    await pictures.last().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Control+s');
    const first = await eventually(async () => {
      const { rows } = await api.get<{ rows: { pictures: string[] }[] }>('/items?q=lamp');
      const [name] = rows[0]?.pictures ?? [];
      expect(name).toMatch(/^[0-9a-f]{40}\.jpg$/);
      return name;
    });
    await sheet().getByRole('button', { name: 'Describe picture 1' }).click();
    const dialog = page.getByRole('dialog', { name: 'Describe picture 1' });
    await dialog.getByLabel('What it shows').fill('A blue field');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await sheet().getByRole('button', { name: 'Picture 1 shows: A blue field' }).waitFor();
    const shown = await fetch(`${opened().url}/pictures/${first}`);
    expect(shown.headers.get('content-type')).toBe('image/jpeg');
  });

  test('a category is added, moved by the keyboard, and put back', async () => {
    await go('/categories');
    await page.getByRole('button', { name: 'New category', exact: true }).click();
    await sheet().getByLabel('Name').fill('Oddities');
    await sheet().getByRole('button', { name: 'Save' }).click();
    const row = page.getByRole('button', { name: /^Oddities, level/ });
    await row.waitFor();
    await row.focus();
    await page.keyboard.press('Alt+ArrowRight');
    await page.getByRole('button', { name: 'Oddities, level 2' }).waitFor();
    await lastUndo().click();
    await page.getByRole('button', { name: 'Oddities, level 1' }).waitFor();
  });

  test('a table is looked at, imported and taken back as a whole', async () => {
    await go('/transfer');
    const { rows } = await api.get<{ rows: { name: string }[] }>('/categories');
    const table = `sku,name,price,category\nIMP-1,Imported one,"4,50",${rows[0]?.name}\nIMP-2,Imported two,5,${rows[0]?.name}`;
    await page
      .getByTestId('table')
      .setInputFiles({ name: 'new.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
    await page.getByText('Ready: 2 new, 0 changed.').waitFor();
    await page.getByRole('cell', { name: 'Imported two' }).waitFor();
    await page.getByRole('button', { name: 'Import 2 rows' }).click();
    await page
      .getByText(/2 added/)
      .first()
      .waitFor();
    const found = () => api.get<{ rows: unknown[] }>('/items?q=imported');
    expect((await found()).rows).toHaveLength(2);
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await eventually(async () => expect((await found()).rows).toHaveLength(0));
  });

  test('a table with an error is not imported, and the error is named by its line', async () => {
    await go('/transfer');
    await page.getByTestId('table').setInputFiles({
      name: 'wrong.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('sku,name,price,category\nX-1,Thing,much,Nowhere'),
    });
    await page.getByText(/1 row has an error/).waitFor();
    await page.getByText('Price: That is no amount.').waitFor();
    expect(
      await page
        .getByRole('button', { name: /^Import/ })
        .last()
        .isDisabled(),
    ).toBe(true);
  });

  test('an export is made and fetched', async () => {
    await go('/transfer');
    await page.getByRole('button', { name: 'Make the files' }).click();
    const link = page.getByRole('link', { name: /^items\.csv/ }).first();
    await link.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toContain('id,sku,name,kind,category');
    expect(text.split('\r\n').length).toBeGreaterThan(20);
  });
}
