/** One step of each lane that goes up: what happened, and what people decided for documents. */
import type { Id } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { AdoptDeps } from '../documents/adopt-results.ts';
import { waiting } from '../journal/unsent-runs.ts';
import type { Enrolment } from '../register/enrolment.ts';
import { createDocumentPush } from './push-documents.ts';
import { createJournalPush } from './push-journal.ts';
import type { LaneStep, StepParts } from './step-parts.ts';

export interface EditsDeps {
  readonly enrolment: Enrolment;
  readonly newId: <Kind extends string>() => Id<Kind>;
  readonly clock: () => EpochMs;
}

/** Where no stream is open, what the server made of a push comes with the next pull. */
const PULL_AFTER_PUSH_MS = 500;

export function journalStep(parts: StepParts, enrolment: Enrolment): LaneStep {
  const { store, link, standing, wake } = parts;
  const journal = createJournalPush(store, enrolment);
  return async (signal) => {
    const pushed = await journal.next({ ...link, signal });
    if (!pushed.ok) return standing.failed('push', pushed.error, signal);
    standing.setProblem('push', pushed.value.problem?.code ?? null);
    if (!pushed.value.more) return 'done';
    standing.setOnline(true, 'push');
    standing.tell();
    if (!standing.isLive()) wake('pull', PULL_AFTER_PUSH_MS);
    return waiting(store).entries > 0 ? 'again' : 'done';
  };
}

export function editsStep(parts: StepParts, { enrolment, newId, clock }: EditsDeps): LaneStep {
  const { store, sealer, link, standing, log, wake } = parts;
  async function adoptDeps(): Promise<AdoptDeps> {
    const { storeId, registerId } = enrolment;
    return { storage: await parts.storage(), sealer, newId, storeId, registerId, clock };
  }
  const monotonicMs = () => performance.now();
  const documents = createDocumentPush(adoptDeps, { store, sealer, monotonicMs });
  return async (signal) => {
    const pushed = await documents.next({ ...link, signal });
    if (!pushed.ok) return standing.failed('edits', pushed.error, signal);
    standing.setProblem('edits', null);
    const { adopted, retryInMs } = pushed.value;
    if (adopted === null) {
      if (retryInMs !== null) wake('edits', Math.ceil(retryInMs));
      return 'done';
    }
    const { collections, merged, parked } = adopted;
    standing.setOnline(true, 'edits');
    if (parked > 0) log({ event: 'parked', documents: parked });
    if (merged > 0) log({ event: 'merged', documents: merged });
    standing.tell(collections);
    if (!standing.isLive()) wake('pull', PULL_AFTER_PUSH_MS);
    return 'again';
  };
}
