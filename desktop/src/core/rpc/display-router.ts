/** The one call of a customer display. */
import { implement } from '@orpc/server';
import { displayContract } from '@second-chance/shared/contract/display-rpc.ts';
import { createDisplaySource } from '../display/display-source.ts';
import type { Till } from '../till.ts';
import { watchState } from './watch-state.ts';

/** Serves the ticket of one till to any number of displays. */
export function createDisplayRouter(till: Till) {
  const os = implement(displayContract);
  const source = createDisplaySource(till);
  return os.router({ watch: os.watch.handler(({ signal }) => watchState(source, signal)) });
}
