/** Where a checked run stands against what is known of its chain. Pure. */
import { assert } from '@second-chance/shared/assert.ts';
import type { ChainHead } from '@second-chance/shared/journal/verify-chain.ts';
import type { CheckedEntry, EntryFault } from './check-run.ts';

export type LinkedRun<T extends CheckedEntry> =
  | { readonly outcome: 'gap'; readonly expectedSeq: number }
  | {
      readonly outcome: 'linked';
      /** Entries that follow the head, in order. Those known before are left out. */
      readonly fresh: readonly T[];
      readonly fault: null;
    }
  | {
      readonly outcome: 'faulty';
      /** What still followed the head before the fault. */
      readonly fresh: readonly T[];
      readonly fault: RunFault;
      /** From the faulty entry on. */
      readonly rest: readonly T[];
    };

export type RunFault =
  | { readonly code: 'JOURNAL_FORK'; readonly seq: number; readonly knownHash: string }
  | { readonly code: 'JOURNAL_BROKEN'; readonly seq: number; readonly what: EntryFault };

/**
 * Tells apart what is known, what follows, and where the run stops being one chain with it.
 *
 * `knownHashes` are the hashes on record for the numbers of the run up to the head's.
 */
export function linkRun<T extends CheckedEntry>(
  run: readonly T[],
  head: ChainHead,
  knownHashes: ReadonlyMap<number, string>,
): LinkedRun<T> {
  const first = run[0];
  assert(first, 'a run has at least one entry');
  if (first.entry.seq > head.seq + 1) return { outcome: 'gap', expectedSeq: head.seq + 1 };
  const fresh: T[] = [];
  let previous = head.hash;
  for (const [index, checked] of run.entries()) {
    const { entry, fault } = checked;
    const known = entry.seq <= head.seq;
    const problem = known
      ? knownFault(checked, knownHashes.get(entry.seq))
      : brokenAt(entry.seq, fault ?? (entry.prevHash === previous ? null : 'previous'));
    if (problem) return { outcome: 'faulty', fresh, fault: problem, rest: run.slice(index) };
    if (known) continue;
    fresh.push(checked);
    previous = entry.hash;
  }
  return { outcome: 'linked', fresh, fault: null };
}

/** A known number with other content is a fork where it is well signed, else just broken. */
function knownFault({ entry, fault }: CheckedEntry, known: string | undefined): RunFault | null {
  assert(known, `entry ${entry.seq} is below the head and not on record`);
  if (fault !== null) return brokenAt(entry.seq, fault);
  if (entry.hash === known) return null;
  return { code: 'JOURNAL_FORK', seq: entry.seq, knownHash: known };
}

function brokenAt(seq: number, what: EntryFault | null): RunFault | null {
  return what === null ? null : { code: 'JOURNAL_BROKEN', seq, what };
}
