import { defineConfig } from 'vite';

/** Comes with its own binary for each system, so it stays a package beside the program. */
const NATIVE = ['better-sqlite3', '@node-rs/argon2'];

const WORKER = /['"]\.\/check-file-worker\.ts['"], import\.meta\.url/;

/**
 * Main and core as Electron runs them: plain modules with everything in them but Electron and what
 * is native. Names do not change from build to build; nobody caches them.
 */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true, external: [...NATIVE, 'electron'] },
  plugins: [
    {
      name: 'worker-file',
      // Early: what other plugins print has other quotes.
      enforce: 'pre',
      transform: (code) =>
        WORKER.test(code)
          ? code.replace(WORKER, "'./check-file-worker.js', import.meta.url")
          : null,
    },
  ],
  build: {
    ssr: true,
    outDir: 'dist/main',
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    sourcemap: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        main: 'src/main/main.ts',
        core: 'src/core-process/main.ts',
        'check-file-worker': 'src/core/store/check-file-worker.ts',
      },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
});
