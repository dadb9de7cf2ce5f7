import { expect, test } from 'vitest';
import { firstRound, type PlannedDisaster, planOf } from './disaster-plan.ts';
import { DISASTERS, type Disaster } from './fault-kinds.ts';

function begin(seed: string, count: number, impossible: ReadonlySet<Disaster> = new Set()) {
  const plan: PlannedDisaster[] = [];
  for (const disaster of planOf(seed, impossible)) {
    if (plan.push(disaster) === count) break;
  }
  return plan;
}

test('one seed plans one run, another seed another', () => {
  expect(begin('7', 60)).toEqual(begin('7', 60));
  expect(begin('8', 60)).not.toEqual(begin('7', 60));
});

test('the first round has every kind that is possible, and the impossible never come', () => {
  for (const seed of ['1', '2', '3']) {
    const kinds = begin(seed, firstRound(new Set())).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(Object.keys(DISASTERS)));
    const short = { short: true };
    const once: (string | null)[] = [];
    for (const { kind } of planOf(seed, new Set(), short)) {
      if (once.push(kind) === firstRound(new Set(), short)) break;
    }
    expect(once.toSorted()).toEqual(Object.keys(DISASTERS).toSorted());
    const without = begin(seed, 200, new Set(['disk_full'])).map(({ kind }) => kind);
    expect(without).not.toContain('disk_full');
  }
});

test('a disk is copied once in a run, and one till alone is offline for long', () => {
  const kinds = begin('1', 300).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'clone')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === 'long_offline')).toHaveLength(1);
});
