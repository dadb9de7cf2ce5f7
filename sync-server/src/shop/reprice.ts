import { priceHistory } from '@second-chance/shared/catalogue/price-history.ts';
import { businessDayAt } from '@second-chance/shared/time/business-day.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Scope } from '../db/document-repository.ts';
import type { FrameRows } from './frame-repository.ts';
import { dueForPricing, writePrices } from './price-repository.ts';

/** Priced in one transaction; what is left is done with the next. */
const AT_ONCE = 5_000;

/**
 * Brings the prices by which things are ordered and filtered up to the stores' business day. What a
 * page shows is computed anew each time and does not wait for this.
 */
export async function repriceDue(
  scope: Scope,
  { stores, ladders, at }: Pick<FrameRows, 'stores' | 'ladders'> & { readonly at: EpochMs },
): Promise<number> {
  let priced = 0;
  for (const store of stores) {
    const day = businessDayAt(at, store);
    const due = await dueForPricing(scope, { storeId: store.id, day, limit: AT_ONCE });
    const prices = due.map(({ itemId, price, scheduleId, scheduleStart }) => {
      const schedule = scheduleId === null ? undefined : ladders.get(scheduleId);
      const ladder = schedule === undefined ? null : { schedule, start: scheduleStart };
      const { steps, changesOn } = priceHistory({ tagPrice: price, ladder, day });
      const now = steps.at(-1) ?? steps[0];
      return { itemId, tagPrice: price, price: now.price, since: now.since, changesOn };
    });
    if (prices.length > 0) await writePrices(scope, prices);
    priced += prices.length;
  }
  return priced;
}
