/** What the steps of all lanes stand on. */
import type { DocumentStorage } from '../documents/document-storage.ts';
import type { Sealer } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import type { StepOutcome } from './lane.ts';
import type { ServerLink } from './server-call.ts';
import type { LaneName, SyncEvent } from './sync.ts';
import type { SyncStanding } from './sync-standing.ts';

export interface StepParts {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly storage: () => Promise<DocumentStorage>;
  readonly link: Omit<ServerLink, 'signal'>;
  readonly standing: SyncStanding;
  readonly log: (event: SyncEvent) => void;
  /** Asks a lane for a step within that time. */
  readonly wake: (lane: LaneName, delayMs: number) => void;
}

export type LaneStep = (signal: AbortSignal) => Promise<StepOutcome>;
