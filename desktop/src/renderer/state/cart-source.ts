/** The ticket as core last told it. Answers may come out of order; an older one is never shown. */
import type { CartLineView, CartView } from '@second-chance/shared/contract/till/views.ts';
import { createSource, type Source } from './source.ts';

export interface CartSource extends Pick<Source<CartView | null>, 'get' | 'subscribe'> {
  /** Takes an answer over, unless a newer one was taken before. */
  accept(view: CartView): void;
  /** Forgets the ticket, as after a lost connection: what comes next is the truth. */
  forget(): void;
}

export function createCartSource(): CartSource {
  const source = createSource<CartView | null>(null);
  return {
    get: source.get,
    subscribe: source.subscribe,
    accept(view) {
      const shown = source.get();
      if (shown !== null && view.revision < shown.revision) return;
      source.set(shown === null ? view : { ...view, lines: keepSame(shown.lines, view.lines) });
    },
    forget: () => source.set(null),
  };
}

/**
 * Keeps the object of every line that did not change, so that a ticket of a thousand lines draws
 * the one line that did.
 */
export function keepSame(
  before: readonly CartLineView[],
  after: readonly CartLineView[],
): CartLineView[] {
  const known = new Map(before.map((line) => [line.lineId, line]));
  return after.map((line) => {
    const old = known.get(line.lineId);
    return old !== undefined && sameLine(old, line) ? old : line;
  });
}

function sameLine(a: CartLineView, b: CartLineView): boolean {
  return (
    a.quantity === b.quantity &&
    a.total === b.total &&
    a.name === b.name &&
    a.onHand === b.onHand &&
    a.beyondStock === b.beyondStock &&
    a.note === b.note &&
    JSON.stringify(a.pricePath) === JSON.stringify(b.pricePath)
  );
}
