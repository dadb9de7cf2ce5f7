/** How soon one client has what another one did. Both answer `edit` and `hear`. */
import type { Worker } from './worker.ts';

export interface Propagation {
  readonly propagationP50Ms: number;
  readonly propagationP99Ms: number;
}

export async function propagation({
  from,
  to,
  ids,
  warmUp = 10,
}: {
  readonly from: Worker;
  readonly to: Worker;
  readonly ids: readonly string[];
  readonly warmUp?: number;
}): Promise<Propagation> {
  const times: number[] = [];
  for (const [at, id] of ids.entries()) {
    const price = 1_000_000 + at;
    const heard: Promise<number> = to.call('hear', { id, price });
    // Whoever listens listens before anything is said.
    const begun: number = await from.call('edit', { id, price });
    times.push((await heard) - begun);
  }
  const sorted = times.slice(warmUp).toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { propagationP50Ms: at(0.5), propagationP99Ms: at(0.99) };
}
