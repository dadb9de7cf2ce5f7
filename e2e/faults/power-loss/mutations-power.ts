/** Builds that do not wait for the disk. A killed program loses nothing by that; power does. */
import type { Mutation } from '../mutations.ts';

const STORE = 'desktop/src/core/store/open-store.ts';

export const TILL_THAT_DOES_NOT_WAIT: Mutation = {
  name: 'till-does-not-wait-for-the-disk',
  guarantee: 'a receipt is released when its sale is on the disk',
  seed: 'power-loss/till.fault.test.ts',
  patches: [
    {
      file: STORE,
      find: "  sqlite.pragma('synchronous = full');\n  sqlite.pragma('foreign_keys",
      replace: "  sqlite.pragma('synchronous = normal');\n  sqlite.pragma('foreign_keys",
    },
    {
      file: STORE,
      find: "      quick = false;\n      sqlite.pragma('synchronous = full');\n",
      replace: '      quick = false;\n',
    },
    {
      file: STORE,
      find: "  return sqlite.pragma('synchronous', { simple: true }) === SYNCHRONOUS_FULL;",
      replace: "  return sqlite.pragma('synchronous', { simple: true }) !== SYNCHRONOUS_FULL + 99;",
    },
  ],
};
