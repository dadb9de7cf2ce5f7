/** What people were told: kept outside of tills and server, and held against both at the end. */
import type { ReleasedSale } from './till-actions.ts';

export interface Receipt extends ReleasedSale {
  /** Name of the till that released it; a copy of its disk has a name of its own. */
  readonly till: string;
}

/** An edit that the server confirmed to whoever made it. */
export interface ConfirmedEdit {
  readonly itemId: string;
  /** The item's revision by this edit. */
  readonly revision: number;
  /** Stands in one field of one edit only. */
  readonly token: string;
}

/** An edit that a till took: on its disk, and on its way. */
export interface TillEdit {
  readonly till: string;
  readonly itemId: string;
  readonly field: string;
  readonly token: string;
}

export interface Violation {
  /** Which law does not hold. */
  readonly law: string;
  readonly details: string;
}

export interface Ledger {
  readonly receipts: Receipt[];
  readonly edits: ConfirmedEdit[];
  readonly tillEdits: TillEdit[];
  /** Breaches that were seen while the run went on. */
  readonly violations: Violation[];
  /** Calls that a till refused, by code. */
  readonly refusals: Record<string, number>;
  /** Things done at tills by now; the run's steps count them. */
  actions: number;
  /** Values of edits that waited on a disk when it was copied: each copy decides on them. */
  readonly copiedValues: Set<unknown>;
  /** Taken from tills behind their backs: so many may need to be mended. */
  lostDocuments: number;
}

export function openLedger(): Ledger {
  return {
    receipts: [],
    edits: [],
    tillEdits: [],
    violations: [],
    refusals: {},
    actions: 0,
    copiedValues: new Set(),
    lostDocuments: 0,
  };
}

const DETAILS_MAX = 2_400;

export function breach(ledger: Pick<Ledger, 'violations'>, law: string, details: unknown): void {
  const text = typeof details === 'string' ? details : JSON.stringify(details);
  ledger.violations.push({ law, details: text.slice(0, DETAILS_MAX) });
}
