import type { PriceScheduleDocument } from '../documents/reference-data.ts';
import type { MinorUnits } from '../money/minor-units.ts';
import { addDays } from '../time/calendar.ts';
import type { BusinessDay } from '../time/time.ts';
import { markdownOn, priceAfterMarkdown } from './markdown.ts';

/** A price and the day from which it held; null: from the beginning. */
export interface PriceStep {
  readonly price: MinorUnits;
  readonly since: BusinessDay | null;
}

export interface PriceHistory {
  /** From the first price to the one of the day; neighbours differ. */
  readonly steps: readonly [PriceStep, ...PriceStep[]];
  /** The first day on which the price will be another; null where it stays. */
  readonly changesOn: BusinessDay | null;
}

/**
 * What a thing costs on a day and what it cost before, by its markdown ladder. Without a ladder, or
 * before its first step, there is one step.
 */
export function priceHistory({ tagPrice, ladder, day }: PricedThing): PriceHistory {
  const first: PriceStep = { price: tagPrice, since: null };
  if (ladder === null) return { steps: [first], changesOn: null };
  const days = ladder.schedule.phases.map(({ afterDays }) => addDays(ladder.start, afterDays));
  const steps: [PriceStep, ...PriceStep[]] = [first];
  for (const date of [...new Set(days)].sort()) {
    const markdown = markdownOn({ ...ladder, day: date });
    const price = markdown === null ? tagPrice : priceAfterMarkdown(tagPrice, markdown.basisPoints);
    if (price === steps.at(-1)?.price) continue;
    if (date > day) return { steps, changesOn: date };
    steps.push({ price, since: date });
  }
  return { steps, changesOn: null };
}

export interface PricedThing {
  readonly tagPrice: MinorUnits;
  readonly ladder: {
    readonly schedule: Pick<PriceScheduleDocument, 'phases'>;
    readonly start: BusinessDay;
  } | null;
  /** The store's business day. */
  readonly day: BusinessDay;
}
