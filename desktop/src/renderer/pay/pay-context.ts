import { assert } from '@second-chance/shared/assert.ts';
import { createContext, useContext } from 'react';
import type { Pay } from './use-pay.ts';

/** One payment for the whole screen: the keys of the ticket and the sheets share it. */
export const PayContext = createContext<Pay | null>(null);

export function usePayment(): Pay {
  const pay = useContext(PayContext);
  assert(pay !== null, 'inside the sell screen');
  return pay;
}
