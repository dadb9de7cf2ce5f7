import type { Store } from '../store/open-store.ts';

const versions = new WeakMap<Store, number>();

/** Changes whenever documents of a store changed; what was read under another one may be old. */
export function documentVersion(store: Store): number {
  return versions.get(store) ?? 0;
}

/** To be called after documents were committed. */
export function documentsChanged(store: Store): void {
  versions.set(store, documentVersion(store) + 1);
}
