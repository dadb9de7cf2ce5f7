import type { Store } from '../store/open-store.ts';

interface Versions {
  readonly all: number;
  readonly catalogue: number;
  readonly reference: number;
}
const NEW: Versions = { all: 0, catalogue: 0, reference: 0 };
const versions = new WeakMap<Store, Versions>();

/** Changes whenever documents of a store changed; what was read under another one may be old. */
export function documentVersion(store: Store): number {
  return (versions.get(store) ?? NEW).all;
}

/** As `documentVersion`, but for stock levels, which change with every sale. */
export function catalogueVersion(store: Store): number {
  return (versions.get(store) ?? NEW).catalogue;
}

/** Changes with the small collections that are read whole; items leave it as it is. */
export function referenceVersion(store: Store): number {
  return (versions.get(store) ?? NEW).reference;
}

/**
 * To be called after documents were committed. `reference`: any of the small collections;
 * `catalogue`: other documents; `stock`: nothing but stock levels and receipts.
 */
export function documentsChanged(store: Store, changed: 'reference' | 'catalogue' | 'stock'): void {
  const { all, catalogue, reference } = versions.get(store) ?? NEW;
  versions.set(store, {
    all: all + 1,
    catalogue: catalogue + Number(changed !== 'stock'),
    reference: reference + Number(changed === 'reference'),
  });
}
