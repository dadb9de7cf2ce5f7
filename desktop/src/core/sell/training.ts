import { ok } from '@second-chance/shared/result.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import { setTillChain } from '../store/till-mode.ts';
import type { Session } from '../till-context.ts';

/**
 * Begins or ends training. Shifts, sales and parked tickets of either stay where they are and are
 * seen in their own mode alone. Error: CART_NOT_EMPTY, so that no ticket changes sides.
 */
export function setTraining(session: Session, { on }: { readonly on: boolean }): Outcome<true> {
  const permission = authorize(session, 'sell', undefined);
  if (!permission.ok) return permission;
  const { carts, store } = session;
  if (carts.current().lines.length > 0) {
    return refuse('CART_NOT_EMPTY', 'pay, park or clear the open ticket first');
  }
  const saved = store.transaction(() => {
    setTillChain(store, on ? 'training' : 'live');
    // Another revision, so that every screen asks for its ticket again.
    return carts.saveWithin({ ...carts.current() });
  });
  saved.settle();
  session.onHand.forget();
  return ok(true);
}
