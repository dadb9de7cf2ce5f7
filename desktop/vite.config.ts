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
    // Beside the screens the frame that drives a card reader, under a policy of its own.
    rolldownOptions: { input: ['src/renderer/index.html', 'src/renderer/reader/index.html'] },
  },
});
