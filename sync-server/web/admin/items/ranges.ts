/** Chosen places of a list as ranges `[from, before)`, ascending and apart from each other. */
export type Ranges = readonly (readonly [from: number, to: number])[];

export function hasPlace(ranges: Ranges, place: number): boolean {
  return ranges.some(([from, to]) => from <= place && place < to);
}

export function countPlaces(ranges: Ranges): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from, 0);
}

/** With a range chosen, or taken out. */
export function withRange(
  ranges: Ranges,
  { from, to, chosen }: { readonly from: number; readonly to: number; readonly chosen: boolean },
): Ranges {
  const rest = ranges.flatMap(([start, end]): Ranges => {
    const before = [start, Math.min(end, from)] as const;
    const after = [Math.max(start, to), end] as const;
    return [before, after].filter(([low, high]) => low < high);
  });
  return joined(chosen ? [...rest, [from, to]] : rest);
}

function joined(ranges: Ranges): Ranges {
  const sorted = ranges.toSorted(([left], [right]) => left - right);
  const result: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}
