/** Questions of the same kind that come at the same time, asked as one. */

interface Waiting<Key, Value> {
  readonly key: Key;
  readonly resolve: (value: Value | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Answers under way at once; what comes meanwhile goes together with the next. */
const UNDER_WAY_MAX = 2;
const TOGETHER_MAX = 100;

/**
 * Reads by key, the first at once. Each answer was read after it was asked for; where a read fails,
 * all that was asked together fails.
 */
export function askedTogether<Key, Value>(
  read: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
): (key: Key) => Promise<Value | undefined> {
  const waiting: Waiting<Key, Value>[] = [];
  let underWay = 0;

  async function ask(): Promise<void> {
    underWay += 1;
    while (waiting.length > 0) {
      const asked = waiting.splice(0, TOGETHER_MAX);
      try {
        const found = await read(asked.map(({ key }) => key));
        for (const { key, resolve } of asked) resolve(found.get(key));
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    underWay -= 1;
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (underWay < UNDER_WAY_MAX) void ask();
    });
}
