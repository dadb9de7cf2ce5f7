/** Barriers that axe can find, in the light and in the dark. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What only colours decide; everything else is the same page in the dark. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * Looks at a page as it is: all rules in the light, those about colours in the dark. Answers a line
 * for each barrier. Pages have no frames, so axe can do without a window of its own for each look.
 */
export async function barriersOf(
  page: Page,
  name: string,
  { alsoDark = true } = {},
): Promise<readonly string[]> {
  const light = await barriers(page, { type: 'tag', values: RULES });
  if (!alsoDark) return light.map((line) => `${name}: ${line}`);
  await turn(page, 'dark');
  const dark = await barriers(page, { type: 'rule', values: COLOUR_RULES });
  await turn(page, 'light');
  return [
    ...light.map((line) => `${name}: ${line}`),
    ...dark.map((line) => `${name}, dark: ${line}`),
  ];
}

/** Pages whose colours hang on an attribute set it a moment after the medium has changed. */
async function turn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((wanted) => {
    const shown = document.documentElement.dataset.mantineColorScheme;
    return shown === undefined || shown === wanted;
  }, colorScheme);
}

interface Rules {
  readonly type: 'tag' | 'rule';
  readonly values: string[];
}

async function barriers(page: Page, runOnly: Rules): Promise<readonly string[]> {
  const builder = new AxeBuilder({ page })
    .options({ runOnly, resultTypes: ['violations'], preload: false })
    .setLegacyMode();
  const { violations } = await builder.analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
}
