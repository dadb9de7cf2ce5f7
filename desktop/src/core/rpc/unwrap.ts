import type { Outcome } from '../outcome.ts';
import { rpcError } from './rpc-errors.ts';

/** The value of a call, or its refusal as the error that crosses the wire. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw rpcError(outcome.error);
}
