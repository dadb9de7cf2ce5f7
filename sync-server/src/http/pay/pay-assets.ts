import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PayAssets } from './pay-page.ts';

const PAGE = 'pay/pay.ts';
/** Its styles are the shop's, and a few of its own. */
const SHOP = 'islands/main.ts';

const manifestSchema = z.record(
  z.string(),
  z.object({ file: z.string(), css: z.array(z.string()).optional() }),
);

/** Addresses of what stands beside a pay page; without the shop's build a page without looks. */
export function loadPayAssets(shopFolder: string): PayAssets {
  const file = join(shopFolder, 'client/.vite/manifest.json');
  const manifest = existsSync(file)
    ? manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    : {};
  const at = (name: string) => `/shop/${name}`;
  const styles = [SHOP, PAGE].flatMap((entry) => manifest[entry]?.css ?? []);
  return {
    script: at(manifest[PAGE]?.file ?? 'pay.js'),
    styles: styles.map(at),
    icon: at('icon.svg'),
  };
}
