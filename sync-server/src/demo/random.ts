import { createHash } from 'node:crypto';
import type { Id } from '@second-chance/shared/ids.ts';

/** The id of a thing of the demo shop: the same for the same name, always. */
export function demoId<Kind extends string>(kind: Kind, name: string): Id<Kind> {
  const hex = createHash('sha256').update(`second-chance/demo/${kind}/${name}`).digest('hex');
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(15), 16) % 4);
  const time = '018c0000';
  return `${time}-${hex.slice(0, 4)}-7${hex.slice(4, 7)}-${variant}${hex.slice(7, 10)}-${hex.slice(16, 28)}` as Id<Kind>;
}

/** Numbers that look random and are the same at every start (mulberry32). */
export function seededRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
