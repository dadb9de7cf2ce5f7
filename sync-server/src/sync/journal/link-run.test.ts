import type { SignedEntry } from '@second-chance/shared/journal/entry.ts';
import { aJournal } from '@second-chance/shared/test/journal-builder.ts';
import { expect, test } from 'vitest';
import type { CheckedEntry } from './check-run.ts';
import { linkRun } from './link-run.ts';

const { entries } = aJournal({ length: 5 });
const checked = (entry: SignedEntry, fault: CheckedEntry['fault'] = null): CheckedEntry => ({
  entry,
  wire: '',
  fault,
});
const run = entries.map((entry) => checked(entry));
const headAt = (seq: number) => ({ seq, hash: entries[seq - 1]?.hash ?? '0'.repeat(64) });
const known = new Map(entries.map(({ seq, hash }) => [seq, hash]));
const numbers = (part: readonly CheckedEntry[]) => part.map(({ entry }) => entry.seq);

test.for([0, 1, 3, 5])('of a run that overlaps %d known entries the others are fresh', (seq) => {
  const linked = linkRun(run, headAt(seq), known);
  expect(linked).toMatchObject({ outcome: 'linked', fault: null });
  expect(linked.outcome === 'linked' && numbers(linked.fresh)).toEqual([1, 2, 3, 4, 5].slice(seq));
});

test('a run that starts behind the next number is a gap', () => {
  expect(linkRun(run.slice(2), headAt(1), known)).toEqual({ outcome: 'gap', expectedSeq: 2 });
});

test('a known number with another hash is a fork, and all from there on is the rest', () => {
  const other = new Map(known).set(2, 'f'.repeat(64));
  const linked = linkRun(run, headAt(3), other);
  expect(linked).toMatchObject({
    outcome: 'faulty',
    fresh: [],
    fault: { code: 'JOURNAL_FORK', seq: 2, knownHash: 'f'.repeat(64) },
  });
  expect(linked.outcome === 'faulty' && numbers(linked.rest)).toEqual([2, 3, 4, 5]);
});

test('a known number that is badly signed is broken, not a fork', () => {
  const bad = run.with(1, checked(entries[1] as SignedEntry, 'signature'));
  expect(linkRun(bad, headAt(3), known)).toMatchObject({
    fault: { code: 'JOURNAL_BROKEN', seq: 2, what: 'signature' },
  });
});

test('an entry that does not name its predecessor breaks the chain there', () => {
  const stray = checked({ ...(entries[3] as SignedEntry), prevHash: 'e'.repeat(64) });
  const linked = linkRun(run.with(3, stray), headAt(1), known);
  expect(linked).toMatchObject({ fault: { code: 'JOURNAL_BROKEN', seq: 4, what: 'previous' } });
  expect(linked.outcome === 'faulty' && numbers(linked.fresh)).toEqual([2, 3]);
});
