/** Paying: asked once, and asked again with the same ids where the answer was lost. */
import type { CompletedSale } from '@second-chance/shared/contract/till/views.ts';
import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import { callErrorOf } from '../rpc/call-error.ts';
import type { TillPort } from '../rpc/till-port.ts';
import type { Till } from '../state/follow-till.ts';

export type Payment = Omit<Parameters<TillPort['sales']['pay']>[0], 'approval'>;

/**
 * Pays the ticket. Where the wire breaks before the answer, core may have written the sale: the
 * same call is repeated once the wire is back, and core answers the sale that is there.
 */
export async function paySale(
  { port, whenOpen }: Pick<Till, 'port' | 'whenOpen'>,
  payment: Payment,
  { approval, onWaiting }: { readonly approval?: Approval | undefined; onWaiting(): void },
): Promise<CompletedSale> {
  for (;;) {
    try {
      return await port.sales.pay(approval === undefined ? payment : { ...payment, approval });
    } catch (thrown) {
      if (callErrorOf(thrown).code !== 'UNAVAILABLE') throw thrown;
      onWaiting();
      await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE));
      await whenOpen();
    }
  }
}

const RETRY_PAUSE = 300;
