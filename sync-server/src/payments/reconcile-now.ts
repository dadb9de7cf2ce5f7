import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { aboutOf } from '@second-chance/shared/payments/compare-books.ts';
import { err, ok } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { PaymentDeps } from './payment-deps.ts';
import type { StoreScope } from './payment-repository.ts';
import { reconcile } from './reconcile.ts';

const DAY_MS = 24 * 3_600_000;
/** A payment of a moment ago has no sale yet, without anything being wrong. */
const YOUNGEST_MS = 60_000;

/** Compares the last days now. Error: UNAVAILABLE where the provider does not answer. */
export async function reconcileDays(deps: PaymentDeps, store: StoreScope, days: number) {
  const now = deps.clock();
  const span = { since: (now - days * DAY_MS) as EpochMs, until: (now - YOUNGEST_MS) as EpochMs };
  try {
    const { charges, differences } = await reconcile(deps, store, span);
    return ok({
      ...span,
      charges,
      differences: differences.map((difference) => ({
        kind: difference.kind,
        proposed: difference.proposed,
        amount: minorUnits(difference.amount),
        about: aboutOf(difference),
      })),
    });
  } catch (error) {
    deps.logger.warn({ err: error }, 'the books could not be compared');
    return err<CodedError>({ code: 'UNAVAILABLE', message: 'the provider does not answer' });
  }
}
