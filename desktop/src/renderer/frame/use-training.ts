import { useQueryClient } from '@tanstack/react-query';
import { useTill } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';

/** Begins and ends training; what the screens had asked for is asked for again. */
export function useTraining() {
  const till = useTill();
  const queries = useQueryClient();
  const call = useCall();
  return {
    call,
    /** Whether it was done; the reason why not is the call's error. */
    async set(on: boolean): Promise<boolean> {
      const state = await call.run(() => till.port.training.set({ on }));
      if (state === null) return false;
      till.acceptState(state);
      void queries.invalidateQueries();
      return true;
    },
  };
}
