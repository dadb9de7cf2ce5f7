import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/**
 * The product's colours and sizes for pages without a script: what the tokens say for the dark
 * scheme holds where the visitor's system is dark.
 */
function shopTokens(): Plugin {
  return {
    name: 'shop-tokens',
    load(id) {
      if (!id.endsWith('/shared/ui/src/tokens.css')) return null;
      const css = readFileSync(id, 'utf8');
      const variables = (selector: string) => {
        const start = css.indexOf(`${selector} {`);
        if (start === -1) throw new Error(`The tokens have no ${selector}.`);
        const block = css.slice(start, css.indexOf('}', start));
        return [...block.matchAll(/--sc-[a-z0-9-]+:[^;]+;/g)].map(([line]) => line).join('\n');
      };
      return `
        :root { ${variables('  :root')} ${variables('[data-mantine-color-scheme="light"]')} }
        @media (prefers-color-scheme: dark) {
          :root { ${variables('[data-mantine-color-scheme="dark"]')} }
        }`;
    },
  };
}

/**
 * The shop's pages, built twice: what the server draws with, and what browsers get beside a page
 * (styles, fonts and a small script). The sync server serves the latter at `/shop`.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: '/shop/',
  plugins: [react(), shopTokens()],
  define: { 'process.env.NODE_ENV': '"production"' },
  publicDir: 'public',
  environments: {
    client: {
      build: {
        outDir: '../../dist/shop/client',
        emptyOutDir: true,
        manifest: true,
        target: ['chrome111', 'firefox115', 'safari16.4'],
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        reportCompressedSize: false,
        rolldownOptions: { input: ['islands/main.ts', 'pay/pay.ts'] },
      },
    },
    ssr: {
      resolve: { noExternal: true },
      build: {
        outDir: '../../dist/shop/server',
        emptyOutDir: true,
        ssr: true,
        copyPublicDir: false,
        target: 'node24',
        rolldownOptions: { input: 'entry-server.tsx' },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) {
        await builder.build(environment);
      }
    },
  },
});
