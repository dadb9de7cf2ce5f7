import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The admin web. The sync server serves it at `/admin` and puts a nonce into each answer. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/admin/',
  plugins: [react()],
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../../dist/admin',
    emptyOutDir: true,
    target: ['chrome120', 'firefox121', 'safari17'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
  },
});
