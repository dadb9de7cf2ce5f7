import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The till's screens. The host serves them from its own root, in a browser and in Electron alike. */
export default defineConfig({
  root: 'src/renderer',
  base: '/',
  plugins: [react()],
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  build: {
    outDir: '../../dist/renderer',
    emptyOutDir: true,
    // Chromium of Electron and of kiosk PCs that update themselves.
    target: 'chrome120',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});
