/**
 * Builds that lack one guard each, to see that the harness notices. A patch takes the guard out of
 * the source; a pause beside it only makes a window as wide as a slow disk or network would.
 */

import { CARD_MUTATIONS } from '../cards/mutations-cards.ts';
import type { Disaster, NetworkFault } from './fault-kinds.ts';
import type { Patch } from './mutate.ts';
import { DOCUMENT_MUTATIONS } from './mutations-documents.ts';
import { SERVER_MUTATIONS } from './mutations-server.ts';
import { TILL_MUTATIONS } from './mutations-till.ts';
import { TILL_THAT_DOES_NOT_WAIT } from './power-loss/mutations-power.ts';

export interface Mutation {
  readonly name: string;
  /** What the guard is for, as a claim that this build breaks. */
  readonly guarantee: string;
  readonly patches: readonly Patch[];
  /** A seed that catches it. */
  readonly seed: string;
  /** What this build needs of a database that the product's has not. */
  readonly sql?: string;
  /** Which faults of the network show it soonest; otherwise all strike. */
  readonly network?: readonly NetworkFault[];
  /** Which disasters it takes to see it, beside a network that fails; most need none. */
  readonly disasters?: readonly Disaster[];
}

/** Those that a run under faults catches; what power alone shows is in `power-loss/`, and cards alone in
 * `../cards/`. */
export const MUTATIONS: readonly Mutation[] = [
  ...SERVER_MUTATIONS,
  ...TILL_MUTATIONS,
  ...DOCUMENT_MUTATIONS,
];

export function mutationNamed(name: string): Mutation {
  const found = [...MUTATIONS, TILL_THAT_DOES_NOT_WAIT, ...CARD_MUTATIONS].find(
    (mutation) => mutation.name === name,
  );
  if (found === undefined) {
    const names = MUTATIONS.map((mutation) => mutation.name).join(', ');
    throw new Error(`there is no mutation "${name}"; there are ${names}`);
  }
  return found;
}
