/** Tells subscribers about changes: many changes in one turn of the event loop are told once. */
export interface Announcer<T> {
  readonly subscribe: (listener: (value: T) => void) => () => void;
  /** Says that something may have changed. Costs nothing while nobody listens. */
  readonly changed: () => void;
  readonly close: () => void;
}

/** `read` is asked once a turn; a value that reads the same as the last one is not told again. */
export function createAnnouncer<T>(read: () => T): Announcer<T> {
  const listeners = new Set<(value: T) => void>();
  let due: NodeJS.Immediate | null = null;
  let last = '';

  function announce(): void {
    due = null;
    const value = read();
    const text = JSON.stringify(value);
    if (text === last) return;
    last = text;
    for (const listener of listeners) listener(value);
  }

  return {
    subscribe(listener) {
      if (listeners.size === 0) last = JSON.stringify(read());
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed() {
      if (listeners.size > 0) due ??= setImmediate(announce);
    },
    close() {
      if (due !== null) clearImmediate(due);
      due = null;
      listeners.clear();
    },
  };
}
