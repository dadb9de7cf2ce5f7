/** Whether this till is in training. The queries of sales and shifts ask the same row. */
import type { Chain } from '@second-chance/shared/journal/entry.ts';
import type { Store } from './open-store.ts';

export function tillChain(store: Store): Chain {
  const mode = store.prepare('select chain from till_mode where id = 1').get();
  return (mode as { readonly chain: Chain }).chain;
}

export function setTillChain(store: Store, chain: Chain): void {
  store.prepare('update till_mode set chain = ? where id = 1').run(chain);
}
