import { assert } from '@second-chance/shared/assert.ts';
import type { CartView } from '@second-chance/shared/contract/till/views.ts';
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { TillPort } from '../rpc/till-port.ts';
import type { ShownState, Till } from './follow-till.ts';
import { useSource } from './source.ts';

export const TillContext = createContext<Till | null>(null);

export function useTill(): Till {
  const till = useContext(TillContext);
  assert(till !== null, 'screens are inside TillContext');
  return till;
}

export function usePort(): TillPort {
  return useTill().port;
}

/** The till's state. Only inside screens that are shown once it is known. */
export function useTillState(): ShownState {
  const state = useSource(useTill().state);
  assert(state !== null, 'screens are shown once the state is known');
  return state;
}

/** The ticket; null for the moment until core has told it. */
export function useCart(): CartView | null {
  const { cart } = useTill();
  return useSyncExternalStore(cart.subscribe, cart.get);
}
