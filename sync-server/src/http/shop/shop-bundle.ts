/** The built pages of the shop: what draws them, and the addresses of what browsers get beside. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Language } from '@second-chance/shared/text/messages.ts';
import { z } from 'zod';
import type { CardView } from '../../../web/shop/views/item-views.ts';
import type { PageView } from '../../../web/shop/views/page-view.ts';

export interface ShopBundle {
  readonly renderPage: (view: PageView, assets: PageAssets) => string;
  readonly renderCards: (cards: readonly CardView[], language: Language) => string;
  readonly assets: Omit<PageAssets, 'nonce'>;
  /** Says which build drew a page. */
  readonly build: string;
}

interface PageAssets {
  readonly script: string;
  readonly style: string;
  readonly icon: string;
  readonly fonts: readonly string[];
  readonly nonce: string;
}

const ENTRY = 'islands/main.ts';
/** Fonts of what is read first. */
const FIRST_FONTS = ['fraunces-latin-wght-normal', 'inter-latin-wght-normal'];

const manifestSchema = z.record(
  z.string(),
  z.object({ file: z.string(), css: z.array(z.string()).optional() }),
);

/** Loads the bundle from the folder of the build; null while there is none. */
export async function loadShopBundle(folder: string): Promise<ShopBundle | null> {
  const server = join(folder, 'server/entry-server.js');
  const manifestFile = join(folder, 'client/.vite/manifest.json');
  if (!existsSync(server) || !existsSync(manifestFile)) return null;
  const manifestText = readFileSync(manifestFile, 'utf8');
  const manifest = manifestSchema.parse(JSON.parse(manifestText));
  const entry = manifest[ENTRY];
  const [style] = entry?.css ?? [];
  if (entry === undefined || style === undefined) return null;
  const build = createHash('sha256')
    .update(readFileSync(server))
    .update(manifestText)
    .digest('hex');
  const loaded: Pick<ShopBundle, 'renderPage' | 'renderCards'> = await import(
    pathToFileURL(server).href
  );
  const at = (file: string) => `/shop/${file}`;
  const fonts = FIRST_FONTS.flatMap((name) =>
    Object.values(manifest)
      .filter(({ file }) => file.startsWith(`assets/${name}-`))
      .map(({ file }) => at(file)),
  );
  return {
    renderPage: loaded.renderPage,
    renderCards: loaded.renderCards,
    assets: { script: at(entry.file), style: at(style), icon: at('icon.svg'), fonts },
    build,
  };
}
