import { defineConfig } from 'vitest/config';
import { LongestFirst } from './build/lib/longest-first.ts';

const SKIPPED = ['**/node_modules/**', '**/dist/**', '**/.data/**'];
/** Tests that need more than the code itself say so in the end of their file name. */
const SPECIAL = ['db', 'pg', 'fault'];

/**
 * Files share a thread and what it has imported: half of the time would go into importing again.
 * No test may leave anything behind in a module.
 */
const SHARED = { pool: 'threads', isolate: false } as const;

/**
 * One project per kind of test, so that `vitest run --project fast` is quick enough for every save.
 * `groupOrder` runs the kinds one after another, cheap ones first. Those that mostly wait, for
 * processes that were killed and for a browser, share the last turn.
 */
export default defineConfig({
  test: {
    passWithNoTests: false,
    sequence: { sequencer: LongestFirst },
    slowTestThreshold: 2_000,
    // Limits are for what hangs; a slow and busy machine must come to the end as well.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...SKIPPED, ...SPECIAL.map((kind) => `**/*.${kind}.test.ts`)],
          testTimeout: 60_000,
          maxWorkers: 2,
          ...SHARED,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude: SKIPPED,
          testTimeout: 120_000,
          maxWorkers: 2,
          ...SHARED,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'pg',
          include: ['**/*.pg.test.ts'],
          exclude: SKIPPED,
          isolate: false,
          globalSetup: ['sync-server/test/global-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: 'fault',
          include: ['**/*.fault.test.ts'],
          exclude: SKIPPED,
          globalSetup: ['sync-server/test/global-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 4 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.spec.ts'],
          exclude: SKIPPED,
          globalSetup: ['e2e/harness/global-setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
