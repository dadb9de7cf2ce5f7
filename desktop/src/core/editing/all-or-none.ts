import type { Outcome } from '../outcome.ts';
import type { Store } from '../store/open-store.ts';

/** Runs a use case of several writes as one: a refusal undoes what came before it. */
export function allOrNone<T>(store: Store, work: () => Outcome<T>): Outcome<T> {
  let refused: Outcome<T> | null = null;
  try {
    return store.transaction(() => {
      const outcome = work();
      if (outcome.ok) return outcome;
      refused = outcome;
      throw new Error('refused, and undone');
    });
  } catch (thrown) {
    if (refused !== null) return refused;
    throw thrown;
  }
}
