/** Decisions by a seed: each named place has a stream of its own, whatever happens elsewhere. */
import { createHash } from 'node:crypto';

export interface Draws {
  /** From 0 up to below `bound`. */
  readonly below: (bound: number) => number;
  /** Both ends included. */
  readonly between: (from: number, to: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly shuffled: <T>(list: readonly T[]) => readonly T[];
  /** By weight; at least one weight is above zero. */
  readonly weighted: <T extends string>(weights: Readonly<Record<T, number>>) => T;
}

/**
 * The stream of one place, such as `drawsOf(seed, 'exchange', 'A1', 17)`. Streams do not disturb
 * each other: how often one is asked changes nothing in another, so a decision depends on its place
 * and the seed alone, never on time or on who came first.
 */
export function drawsOf(seed: string, ...place: readonly (string | number)[]): Draws {
  const name = [seed, ...place].join('/');
  let drawn = 0;

  function below(bound: number): number {
    drawn += 1;
    const digest = createHash('sha256').update(`${name}#${drawn}`).digest();
    return Math.floor((digest.readUIntBE(0, 6) / 2 ** 48) * bound);
  }
  function pick<T>(list: readonly T[]): T {
    const found = list[below(list.length)];
    if (found === undefined) throw new Error(`${name}: nothing to pick from`);
    return found;
  }
  function shuffled<T>(list: readonly T[]): readonly T[] {
    return list
      .map((value) => ({ value, order: below(2 ** 40) }))
      .sort((left, right) => left.order - right.order)
      .map(({ value }) => value);
  }
  function weighted<T extends string>(weights: Readonly<Record<T, number>>): T {
    const entries = Object.entries(weights) as [T, number][];
    let left = below(entries.reduce((sum, [, weight]) => sum + weight, 0));
    for (const [value, weight] of entries) {
      if (left < weight) return value;
      left -= weight;
    }
    throw new Error(`${name}: no weights`);
  }
  return {
    below,
    between: (from, to) => from + below(to - from + 1),
    chance: (probability) => below(1_000_000) < probability * 1_000_000,
    pick,
    shuffled,
    weighted,
  };
}
