/**
 * `npm run lighthouse`: the public demo shop as Lighthouse sees it on a phone. Exit status 1 where a
 * mark is under its least: home, a category and a thing. `-- --out FOLDER` keeps the reports.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { findOrInstallChromium } from '../build/lib/chromium.ts';
import { freePort } from '../build/lib/free-port.ts';
import { buildAdmin, buildShop } from '../build/lib/renderer.ts';
import { fail, progress } from '../build/lib/terminal.ts';
import { startTestServer } from './harness/server.ts';

const LEAST = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 } as const;
const CATEGORIES = Object.keys(LEAST) as (keyof typeof LEAST)[];

const { values } = parseArgs({ options: { out: { type: 'string' } } });
const folder = mkdtempSync(join(tmpdir(), 'second-chance-lighthouse-'));
chmodSync(folder, 0o755);
try {
  const executablePath = findOrInstallChromium(progress);
  if (executablePath === null) throw new Error('There is no Chromium.');
  buildShop(progress);
  buildAdmin(progress);
  const server = await startTestServer(folder);
  try {
    process.exitCode = (await judge(server.url, executablePath)) ? 0 : 1;
  } finally {
    await server.stop();
  }
} catch (error) {
  fail(error);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function judge(url: string, executablePath: string): Promise<boolean> {
  const port = await freePort(19_200 + (process.pid % 300));
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', `--remote-debugging-port=${port}`],
  });
  try {
    const pages = await pagesOf(url, browser);
    let isWell = true;
    for (const [name, address] of Object.entries(pages)) {
      const result = await lighthouse(address, {
        port,
        output: 'html',
        logLevel: 'error',
        onlyCategories: [...CATEGORIES],
      });
      if (result === undefined) throw new Error(`Lighthouse said nothing of ${name}.`);
      const marks = CATEGORIES.map((category) => {
        const mark = Math.round((result.lhr.categories[category]?.score ?? 0) * 100);
        if (mark < LEAST[category]) isWell = false;
        return `${category} ${mark}${mark < LEAST[category] ? ` (at least ${LEAST[category]})` : ''}`;
      });
      console.log(`${name}: ${marks.join(', ')}`);
      for (const audit of Object.values(result.lhr.audits)) {
        if (audit.score !== null && audit.score < 0.9)
          console.log(`  ${audit.id} ${audit.displayValue ?? ''}`);
      }
      if (values.out !== undefined) {
        mkdirSync(resolve(values.out), { recursive: true });
        writeFileSync(join(resolve(values.out), `${name}.html`), String(result.report));
      }
    }
    return isWell;
  } finally {
    await browser.close();
  }
}

/** Visits each page once, so that its pictures are made. */
async function pagesOf(url: string, browser: Awaited<ReturnType<typeof chromium.launch>>) {
  const page = await browser.newPage({
    viewport: { width: 412, height: 823 },
    deviceScaleFactor: 1.75,
  });
  const href = async (selector: string, place: number) =>
    url + ((await page.locator(selector).nth(place).getAttribute('href')) ?? '');
  const visit = async (address: string) => {
    await page.goto(address, { waitUntil: 'networkidle' });
    await page.evaluate(() => {
      for (const image of document.images) image.loading = 'eager';
    });
    await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
  };
  await visit(`${url}/en/`);
  const category = await href('.ways a', 1);
  const item = await href('.card-name a', 0);
  await visit(category);
  await visit(item);
  await page.close();
  return { home: `${url}/en/`, category, item };
}
