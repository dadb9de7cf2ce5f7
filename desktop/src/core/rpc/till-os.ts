import { implement } from '@orpc/server';
import { tillContract } from '@second-chance/shared/contract/till-rpc.ts';
import type { Till } from '../till.ts';
import { toRpcError } from './rpc-errors.ts';

/** Makes handlers of the till's contract; what they throw becomes a coded error, or goes to the log. */
export function tillOs(till: Pick<Till, 'reportFailure'>) {
  return implement(tillContract).use(async ({ next, path }) => {
    try {
      return await next();
    } catch (failure) {
      throw toRpcError(failure, (unforeseen) => till.reportFailure(path.join('.'), unforeseen));
    }
  });
}

export type TillOs = ReturnType<typeof tillOs>;
