import type { ContractRouterClient } from '@orpc/contract';
import type { tillContract } from '@second-chance/shared/contract/till-rpc.ts';

/** Everything the screens may ask of the till's core. Calls reject; `callErrorOf` reads why. */
export type TillPort = ContractRouterClient<typeof tillContract>;
