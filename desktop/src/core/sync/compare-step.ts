/** The lane that compares what both sides hold, once the feed says that they should be equal. */
import { COLLECTIONS } from '@second-chance/shared/documents/collections.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { reconcile } from './reconcile.ts';
import type { LaneStep, StepParts } from './step-parts.ts';
import type { Reconciled } from './sync.ts';

/** One for each collection; what still differs then is no matter of haste. */
const REPAIRS_IN_A_ROW_MAX = COLLECTIONS.length;

export interface CompareLane {
  readonly step: LaneStep;
  /** To be called after the last page of a pull. */
  readonly pulled: () => void;
  readonly reconciled: () => Reconciled;
}

export function compareLane(parts: StepParts, clock: () => EpochMs): CompareLane {
  const { link, standing, log, wake } = parts;
  let compareAfterPull = false;
  let repairsInARow = 0;
  let reconciled: Reconciled = { repaired: 0, comparedAt: null };
  return {
    async step(signal) {
      const afterPull = compareAfterPull;
      compareAfterPull = false;
      const compared = await reconcile(parts, { ...link, signal });
      if (!compared.ok) return standing.failed('compare', compared.error, signal);
      standing.setProblem('compare', null);
      const comparison = compared.value;
      if (comparison.outcome === 'busy') {
        // One part of the feed may lag behind the other's number until both were asked for.
        compareAfterPull = !afterPull;
        if (compareAfterPull) wake('pull', 0);
        return 'done';
      }
      if (comparison.outcome === 'equal') {
        repairsInARow = 0;
        reconciled = { ...reconciled, comparedAt: clock() };
        return 'done';
      }
      const { documents: found, collections } = comparison;
      reconciled = { ...reconciled, repaired: reconciled.repaired + found };
      log({ event: 'repaired', documents: found, collections: [...collections].join() });
      standing.tell(collections);
      // What the server brought back stands in the feed; only after it can the rest be compared.
      repairsInARow += 1;
      compareAfterPull = repairsInARow < REPAIRS_IN_A_ROW_MAX;
      wake('pull', 0);
      return 'done';
    },
    pulled() {
      if (compareAfterPull) wake('compare', 0);
    },
    reconciled: () => reconciled,
  };
}
