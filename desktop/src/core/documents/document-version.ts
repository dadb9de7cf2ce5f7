import type { Store } from '../store/open-store.ts';

interface Versions {
  readonly all: number;
  readonly catalogue: number;
}
const NEW: Versions = { all: 0, catalogue: 0 };
const versions = new WeakMap<Store, Versions>();

/** Changes whenever documents of a store changed; what was read under another one may be old. */
export function documentVersion(store: Store): number {
  return (versions.get(store) ?? NEW).all;
}

/** As `documentVersion`, but for stock levels, which change with every sale. */
export function catalogueVersion(store: Store): number {
  return (versions.get(store) ?? NEW).catalogue;
}

/** To be called after documents were committed. */
export function documentsChanged(store: Store, changed: 'catalogue' | 'stock'): void {
  const { all, catalogue } = versions.get(store) ?? NEW;
  const step = changed === 'catalogue' ? 1 : 0;
  versions.set(store, { all: all + 1, catalogue: catalogue + step });
}
