import type { TillState } from '@second-chance/shared/contract/till/views.ts';
import type { Store } from '../store/open-store.ts';

/** What of cards is not settled on this till, for whoever stands at it. */
export function cardsState(store: Store): NonNullable<TillState['cards']> {
  return store
    .prepare(
      `select
         (select count(*) from card_refund
          where state in ('queued', 'in_progress', 'unknown', 'pending')) as waitingRefunds,
         (select count(*) from card_refund where state = 'failed') as failedRefunds,
         (select min(created_at) from card_payment where state = 'unknown') as unknownSince`,
    )
    .get() as NonNullable<TillState['cards']>;
}
