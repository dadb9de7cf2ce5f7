import type { Till } from '../state/follow-till.ts';

/**
 * Leaves the till to the next cashier: an open ticket is parked under who leaves, so that it waits
 * for them. One that cannot be parked (a card holds it) stays open.
 */
export async function lockTill({ port, cart, state, acceptState }: Till): Promise<void> {
  const open = cart.get();
  const label = state.get()?.staff?.displayName ?? '';
  if (open !== null && open.lines.length > 0) {
    await port.cart.park({ label }).catch(() => null);
  }
  acceptState(await port.people.signOut({}));
}
