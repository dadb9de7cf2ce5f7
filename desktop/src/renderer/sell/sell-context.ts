import { assert } from '@second-chance/shared/assert.ts';
import { createContext, useContext } from 'react';
import type { SellModel } from './sell-model.ts';

export const SellContext = createContext<SellModel | null>(null);

export function useSell(): SellModel {
  const model = useContext(SellContext);
  assert(model !== null, 'inside the sell screen');
  return model;
}
