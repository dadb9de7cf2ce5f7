import type { PriceScheduleDocument } from '../documents/reference-data.ts';
import {
  type BasisPoints,
  type MinorUnits,
  minorUnits,
  mulDivHalfAway,
  WHOLE,
} from '../money/minor-units.ts';
import { addDays, daysBetween } from '../time/calendar.ts';
import type { BusinessDay } from '../time/time.ts';

export interface Markdown {
  /** Reduction of the tag price in all, at most 100 %. */
  readonly basisPoints: BasisPoints;
  /** The day from which it holds. */
  readonly since: BusinessDay;
}

/**
 * The markdown of an item on a day, or null where it has none.
 *
 * Phases are totals, not cumulative; of those that have begun the largest reduction wins, and among
 * equals the one that began first. Source: DOMAIN.md, "Price of a line".
 */
export function markdownOn({ schedule, start, day }: MarkdownClock): Markdown | null {
  const age = daysBetween({ from: start, to: day });
  let best: { basisPoints: number; afterDays: number } | null = null;
  for (const phase of schedule.phases) {
    if (phase.afterDays > age || phase.basisPoints === 0) continue;
    if (
      best === null ||
      phase.basisPoints > best.basisPoints ||
      (phase.basisPoints === best.basisPoints && phase.afterDays < best.afterDays)
    ) {
      best = phase;
    }
  }
  if (best === null) return null;
  return {
    basisPoints: Math.min(best.basisPoints, WHOLE) as BasisPoints,
    since: addDays(start, best.afterDays),
  };
}

export interface MarkdownClock {
  readonly schedule: Pick<PriceScheduleDocument, 'phases'>;
  /** The item's own schedule start. */
  readonly start: BusinessDay;
  readonly day: BusinessDay;
}

/**
 * The price of one piece after a markdown. What is taken off is rounded half away from zero;
 * more than 100 % counts as 100 %.
 */
export function priceAfterMarkdown(tagPrice: MinorUnits, basisPoints: BasisPoints): MinorUnits {
  return minorUnits(tagPrice - mulDivHalfAway(tagPrice, Math.min(basisPoints, WHOLE), WHOLE));
}
