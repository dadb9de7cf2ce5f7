import { useRef, useState } from 'react';
import { type CallError, callErrorOf } from '../rpc/call-error.ts';

/** One call at a time: while it runs its keys are dead, which guards against a double touch. */
export interface Call {
  readonly busy: boolean;
  readonly error: CallError | null;
  /** Runs unless one is running; resolves to the answer, or null where it was refused. */
  run<T>(call: () => Promise<T>): Promise<T | null>;
  clear(): void;
}

/** What a person gave up themselves is no failure to show. */
export class GivenUp extends Error {}

export function useCall(): Call {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const running = useRef(false);
  return {
    busy,
    error,
    clear: () => setError(null),
    async run(call) {
      if (running.current) return null;
      running.current = true;
      setBusy(true);
      setError(null);
      try {
        return await call();
      } catch (thrown) {
        if (!(thrown instanceof GivenUp)) setError(callErrorOf(thrown));
        return null;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
  };
}
