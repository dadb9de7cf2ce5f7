/** What somebody wishes for, kept on this device alone: ids of things, the latest first. */
const KEY = 'wish-list';
/** More would be no list that anybody looks through. */
const WISHES_MAX = 500;
const ID = /^[0-9a-f-]{36}$/;

const listeners = new Set<() => void>();

export function wishes(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    if (!Array.isArray(kept)) return [];
    return kept.filter((id): id is string => typeof id === 'string' && ID.test(id));
  } catch {
    return [];
  }
}

export function setWish(id: string, wished: boolean): void {
  const others = wishes().filter((kept) => kept !== id);
  keep(wished ? [id, ...others] : others);
}

export function dropWishes(ids: readonly string[]): void {
  keep(wishes().filter((kept) => !ids.includes(kept)));
}

/** Calls after every change, also of other windows. */
export function onWishes(listener: () => void): void {
  listeners.add(listener);
}

function keep(ids: readonly string[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(ids.slice(0, WISHES_MAX)));
  } catch {
    // A browser that keeps nothing; the page works on.
  }
  for (const listener of listeners) listener();
}

addEventListener('storage', ({ key }) => {
  if (key === KEY || key === null) for (const listener of listeners) listener();
});
